"""A full disk: one clear error, nothing half stored, and the run goes on with room."""

import resource

from tests.server import serving
from tests.viewer import viewing

NO_ROOM = 4096  # bytes that a file may have; the database is larger at once
KILL = {"op": "kill", "servers": "all"}


def limit_files(server, size):
    """As a full disk does, a write beyond the size fails."""
    hard = resource.RLIM_INFINITY
    resource.prlimit(server.process.pid, resource.RLIMIT_FSIZE, (size, hard))


def test_full_disk_refuses_commands_and_the_same_ones_count_afterwards():
    with serving() as server:
        _, begun = server.ask("runs", {"seed": 29})
        run_id, key = str(begun["id"]), str(begun["host_key"])
        path = f"runs/{run_id}/interventions"
        with viewing(server.address, run_id, key) as viewer:
            viewer.until_held((0, 479))
            limit_files(server, NO_ROOM)

            status, refusal = server.ask(
                path, {"command_id": "a", "at": "09:45", **KILL}, key
            )
            said = viewer.command(type="intervene", command_id="b", seen=6300, **KILL)
            again = viewer.command(type="intervene", command_id="b", seen=6300, **KILL)

            limit_files(server, resource.RLIM_INFINITY)
            stored, _ = server.ask(
                path, {"command_id": "a", "at": "09:45", **KILL}, key
            )
            ack = viewer.command(type="intervene", command_id="b", seen=6300, **KILL)
            viewer.until_held((2, 105), (2, 479))

    assert (status, refusal["title"]) == (503, "Service Unavailable")
    assert (said["type"], said["code"], again["code"]) == (
        "error",
        "unavailable",
        "unavailable",
    )
    assert (stored, ack["seq"], ack["duplicate"]) == (202, 2, False)
