"""`manage.py serve` as a process: its start, its stop, its sudden end."""

import json
import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import execute_from_command_line

from tests.server import ROOT, Server, environment, serving

pytestmark = pytest.mark.server


def refused(data, *arguments, **more):
    """(exit code, output) of a server that cannot start."""
    done = subprocess.run(
        [sys.executable, str(ROOT / "manage.py"), "serve", *arguments],
        env=environment(data, **more),
        capture_output=True,
        text=True,
        timeout=60,
    )
    return done.returncode, (done.stdout + done.stderr).strip()


def test_serve_says_in_one_line_that_its_port_is_in_use(tmp_path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]

        code, output = refused(tmp_path, f"--port={port}")

    assert code != 0
    assert f"port {port} is in use" in output
    assert "\n" not in output


@pytest.fixture
def as_it_was():
    """Serving sets the mask of the process, if only until it is refused."""
    mask = os.umask(0)
    os.umask(mask)
    yield
    os.umask(mask)


@pytest.mark.parametrize("port", ["-1", "0", "70000", "abc", "9" * 400])
def test_serve_says_in_one_line_that_a_port_cannot_be(as_it_was, capsys, port):
    with pytest.raises(SystemExit) as ended:
        execute_from_command_line(["manage.py", "serve", f"--port={port}"])

    told = capsys.readouterr()
    output = (told.out + told.err).strip()
    assert ended.value.code != 0
    assert "port" in output
    assert "1 to 65535" in output
    assert "\n" not in output


@pytest.mark.parametrize(
    "host",
    ["no-such-name.invalid", "a..b", "x" * 70, "192.0.2.1", "127.0.0.1:80"],
)
def test_serve_says_in_one_line_that_it_cannot_listen_there(as_it_was, capsys, host):
    with pytest.raises(SystemExit) as ended:
        execute_from_command_line(["manage.py", "serve", f"--host={host}"])

    output = "".join(capsys.readouterr()).strip()
    assert ended.value.code != 0
    assert "cannot listen on" in output
    assert "\n" not in output


@pytest.mark.parametrize("kind", ["a file", "read-only"])
def test_serve_says_in_one_line_that_its_data_directory_is_no_good(tmp_path, kind):
    """A file stands for a read-only folder too: root may write to any folder."""
    data = tmp_path / "data"
    if kind == "a file":
        data.write_text("")
    elif os.geteuid() == 0:
        data = Path("/proc/knightreplay")
    else:
        data.mkdir(mode=0o500)

    code, output = refused(data)

    assert code != 0
    assert "data directory" in output
    assert "\n" not in output


def test_serve_of_a_shells_background_job_stops_too(tmp_path):
    """Such a job begins with SIGINT ignored."""
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        server = Server(tmp_path).start()
    finally:
        signal.signal(signal.SIGINT, before)

    assert server.interrupt() == 0


def test_serve_open_to_the_network_says_where_the_key_is_and_not_the_key(tmp_path):
    """Its output is no terminal: a log may keep it."""
    with serving(tmp_path, host="0.0.0.0") as server:
        key = server.hosts_key()

        assert server.ask("runs", {})[0] == 403
        assert server.ask("runs", {}, key)[0] == 201

    assert key not in "".join(server.lines)
    assert server.lines[-1] == (
        f"KnightReplay is at {server.address}/ "
        f"(starting runs needs the key in {tmp_path / 'host-key'})\n"
    )


def test_second_server_on_a_data_folder_says_so(tmp_path):
    with serving(tmp_path) as first, serving(tmp_path, LOG_FORMAT="json") as second:
        warned = [line for line in first.lines + second.lines if "Another" in line]

    assert warned == second.lines[:1]
    assert f"Another server runs on {tmp_path}: " in json.loads(warned[0])["message"]
    assert [json.loads(line)["level"] for line in second.lines] == ["INFO"] * 5


@pytest.mark.parametrize("chunked", [True, False])
@pytest.mark.xdist_group("embedded")
def test_body_beyond_the_limit_is_cut_off_as_it_comes(server, chunked):
    """Announced or not: what does not end is not read to its end."""
    headers = (
        b"Transfer-Encoding: chunked" if chunked else b"Content-Length: 1073741824"
    )
    megabyte = b"x" * 2**20
    chunk = b"100000\r\n" + megabyte + b"\r\n" if chunked else megabyte
    with socket.create_connection(("127.0.0.1", server.port), timeout=30) as client:
        client.sendall(
            b"POST /api/v1/runs HTTP/1.1\r\nHost: 127.0.0.1\r\n" + headers + b"\r\n\r\n"
        )
        answer = b""
        try:
            for _ in range(200):
                client.sendall(chunk)
        except (ConnectionError, TimeoutError):
            pass
        try:
            answer = client.recv(4096)
        except ConnectionError:
            answer = b"HTTP/1.1 413 cut off"
    assert answer.startswith(b"HTTP/1.1 413")
    assert server.ask("scenarios")[0] == 200
