"""A viewer that does not read, on a real server."""

import base64
import json
import os
import socket
from pathlib import Path

import pytest

from tests.viewer import viewing

pytestmark = [pytest.mark.server, pytest.mark.xdist_group("embedded")]


def stalled(server, run_id) -> socket.socket:
    """An open socket with a small window that has said hello and reads nothing."""
    client = socket.socket()
    client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    client.settimeout(60)
    client.connect(("127.0.0.1", server.port))
    key = base64.b64encode(os.urandom(16)).decode()
    client.sendall(
        f"GET /ws/runs/{run_id}/ HTTP/1.1\r\nHost: 127.0.0.1:{server.port}\r\n"
        f"Origin: {server.address}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        f"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: {key}\r\n\r\n".encode()
    )
    answer = b""
    while not answer.endswith(b"\r\n\r\n"):
        answer += client.recv(1)
    assert answer.startswith(b"HTTP/1.1 101")
    client.sendall(frame('{"type":"hello"}'))
    return client


def frame(text: str) -> bytes:
    payload = text.encode()
    assert len(payload) < 126
    return bytes([0x81, 0x80 | len(payload)]) + b"\0\0\0\0" + payload


def memory(server) -> int:
    """Resident bytes."""
    status = Path(f"/proc/{server.process.pid}/status").read_text()
    return int(status.split("VmRSS:")[1].split()[0]) * 1024


def messages(client):
    """The messages of a socket, one after the other: (kind, payload)."""
    buffer = bytearray()

    def take(count):
        while len(buffer) < count:
            some = client.recv(65536)
            if not some:
                raise ConnectionError
            buffer.extend(some)
        taken = bytes(buffer[:count])
        del buffer[:count]
        return taken

    while True:
        first, length = take(2)
        if length == 126:
            length = int.from_bytes(take(2))
        elif length == 127:
            length = int.from_bytes(take(8))
        yield first & 15, take(length)


def test_viewers_that_do_not_read_cost_little_and_slow_nobody(server):
    """Thirty of them: the whole day of each would be 60 MB in the server's memory.

    When one reads again it gets the day whole, in its order.
    """
    _, begun = server.ask("runs", {"seed": 29})
    run_id, key = str(begun["id"]), str(begun["host_key"])
    with viewing(server.address, run_id, key) as host:
        host.until_complete()
        before = memory(server)
        stuck = [stalled(server, run_id) for _ in range(30)]
        for number in range(3):
            seek = {"action": "seek", "to": 60 * number}
            host.command(type="clock", command_id=f"c-{number}", **seek)
            host.next("heartbeat")
        grown = memory(server) - before

        day = set()
        for kind, payload in messages(stuck[0]):
            if kind == 2:
                day.add(int.from_bytes(payload[2:4], "little"))
            elif len(day) == 480 and json.loads(payload)["type"] == "heartbeat":
                break
        for client in stuck:
            client.close()
        assert host.next("heartbeat")["status"] == "complete"

    assert day == set(range(480))
    assert grown < 30 * 2**20
