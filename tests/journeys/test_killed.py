"""Kill -9 of the whole product, and what there is when it starts again on its data."""

import json
import random
import sqlite3
import time
from collections.abc import Iterator

import pytest

from simulator.engine import simulate
from simulator.interventions import parse_do
from simulator.scenario import load_scenario
from tests.server import Server
from tests.viewer import viewing

pytestmark = [pytest.mark.server, pytest.mark.xdist_group("killed")]


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """One that is killed and started again by every test."""
    server = Server(tmp_path_factory.mktemp("killed")).start()
    yield server
    server.stop()


def begin(server: Server) -> tuple[str, str]:
    """The id of a new run, and its host's key."""
    _, begun = server.ask("runs", {"seed": 29})
    return str(begun["id"]), str(begun["host_key"])


def test_server_that_was_killed_goes_on_from_the_last_second_shown(server):
    run_id, key = begin(server)
    with viewing(server.address, run_id, key) as host:
        host.command(type="clock", command_id="s", action="speed", speed=60)
        host.command(type="clock", command_id="p", action="play")
        for _ in range(3):
            host.next("heartbeat")
    server.kill()
    killed = time.time()

    # As if it had been away for five seconds; after thirty it would be paused.
    server.begin()
    server.wait_for("Simulation kernel")
    shown = aged(server.data, 5)
    server.wait_for("KnightReplay is at")

    with viewing(server.address, run_id, key) as host:
        clock = host.snapshot["clock"]
        assert not clock["paused"]
        assert clock["sim"] == shown
        assert clock["wall"] > killed
        host.command(type="clock", command_id="q", action="pause")


def aged(data, seconds) -> float:
    """Moves the run's clock in time, so that a server looked after it so long ago.

    Returns the simulated second that was shown last.
    """
    with sqlite3.connect(data / "knightreplay.sqlite3") as database:
        (alive,) = database.execute("SELECT alive_at FROM runs_run").fetchone()
        later = time.time() - seconds - alive
        database.execute(
            "UPDATE runs_run SET clock_wall = clock_wall + ?, alive_at = alive_at + ?",
            (later, later),
        )
        row = database.execute(
            "SELECT clock_sim, clock_speed, alive_at, clock_wall FROM runs_run"
        ).fetchone()
    database.close()
    sim, speed, alive, wall = row
    return float(sim + max(0.0, alive - wall) * speed)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_killed_server_finishes_the_run_when_it_starts_again(server, seed):
    """Kill -9 at a seeded moment between two segments of the run."""
    minute = random.Random(seed).randrange(20, 400)
    run_id, key = begin(server)
    body = {"command_id": "k", "op": "kill", "servers": "all", "at": "09:45"}
    server.ask(f"runs/{run_id}/interventions", body, key)
    with viewing(server.address, run_id, key) as host:
        host.until_held((int(minute >= 105), minute))
    server.kill()

    server.start()

    with viewing(server.address, run_id, key) as host:
        host.until_complete()
    _, summary = server.ask(f"runs/{run_id}/summary")
    acts = (parse_do("09:45 kill all", 8),)
    assert summary == as_json(simulate(load_scenario("sec-2013"), 29, acts).summary())


def as_json(summary: dict[str, object]) -> object:
    return json.loads(json.dumps(summary))
