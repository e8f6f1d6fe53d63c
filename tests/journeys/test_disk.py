"""A full disk: one clear error, nothing half stored, and the run goes on with room."""

import resource

import pytest

from tests.viewer import viewing

pytestmark = [pytest.mark.server, pytest.mark.xdist_group("embedded")]

NO_ROOM = 4096  # bytes that a file may have; the database is larger at once
KILL = {"op": "kill", "servers": "all"}


def limit_files(server, size):
    """As a full disk does, a write beyond the size fails."""
    hard = resource.RLIM_INFINITY
    resource.prlimit(server.process.pid, resource.RLIMIT_FSIZE, (size, hard))


@pytest.fixture
def full(server):
    """Fills the disk, and makes room again."""

    def fill(is_full):
        limit_files(server, NO_ROOM if is_full else resource.RLIM_INFINITY)

    yield fill
    fill(False)


def test_full_disk_refuses_commands_and_the_same_ones_count_afterwards(server, full):
    _, begun = server.ask("runs", {"seed": 29})
    run_id, key = str(begun["id"]), str(begun["host_key"])
    path = f"runs/{run_id}/interventions"
    by_api = {"command_id": "a", "at": "09:45", **KILL}
    by_socket = {"type": "intervene", "command_id": "b", "seen": 6300, **KILL}
    with viewing(server.address, run_id, key) as viewer:
        viewer.until_held((0, 479))
        full(True)

        status, refusal = server.ask(path, by_api, key)
        said = viewer.command(**by_socket)
        again = viewer.command(**by_socket)

        full(False)
        stored, _ = server.ask(path, by_api, key)
        ack = viewer.command(**by_socket)
        viewer.until_held((2, 105), (2, 479))

    assert (status, refusal["title"]) == (503, "Service Unavailable")
    assert (said["type"], said["code"], again["code"]) == (
        "error",
        "unavailable",
        "unavailable",
    )
    assert (stored, ack["seq"], ack["duplicate"]) == (202, 2, False)
