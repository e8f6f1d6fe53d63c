"""A worker that comes late, one that is killed, and one whose file another process streams."""

import hashlib
import io
from urllib.request import urlopen

import pytest
from pyarrow import parquet

from simulator.engine import simulate
from simulator.interventions import parse_do
from simulator.scenario import load_scenario
from tests.viewer import viewing
from tests.waiting import until

pytestmark = [pytest.mark.services, pytest.mark.xdist_group("services")]


def complete(web, run_id):
    """The run's summary, once it is computed to its end."""
    with viewing(web.address, run_id, have=[(0, 0, 479)]) as viewer:
        viewer.until_complete()
    status, summary = web.ask(f"runs/{run_id}/summary")
    assert status == 200
    return summary


def test_page_has_no_frames_until_a_worker_comes(web, no_worker, begun):
    with viewing(web.address, begun["id"], begun["host_key"]) as viewer:
        beat = viewer.next("heartbeat")
        assert (beat["digest"], beat["status"]) == ("811c9dc5", "computing")
        assert viewer.held == {}

        no_worker.start()
        viewer.until_held(*((0, minute) for minute in range(480)))

    assert complete(web, begun["id"])["state_hash"] == (
        "7bf65eb8debf62ce14c67e8319a2892c"
    )


def test_killed_worker_is_followed_by_another_and_the_run_is_the_same(
    web, worker, begun
):
    with viewing(web.address, begun["id"], begun["host_key"]) as host:
        host.until_held((0, 30))
        worker.kill()
        answer = host.command(
            type="intervene", command_id="k", op="kill", servers="all", seen=0
        )
        assert answer["took"] == "seen"
        worker.start()
        host.until_held((1, 0), (1, 479), (0, 479))

    acts = (parse_do("08:00 kill all", 8),)
    expected = simulate(load_scenario("sec-2013"), 29, acts).summary()
    assert complete(web, begun["id"])["final_hash"] == expected["final_hash"]


def told(web, export, *ends):
    """What is said of an export once it stands as one of these."""

    def ended():
        status, said = web.ask(f"exports/{export['id']}")
        assert status == 200
        return said if said["status"] in ends else None

    return until(ended)


def test_file_of_a_worker_is_streamed_by_another_web_process(
    web, other_web, worker, begun
):
    executions = complete(web, begun["id"])["executions"]
    asking = (
        f"runs/{begun['id']}/exports",
        {"kind": "tape.parquet"},
        begun["host_key"],
    )
    ready = told(web, web.ask(*asking)[1], "ready", "failed")
    with urlopen(other_web.address + ready["file"]) as answer:
        content = answer.read()

    assert hashlib.sha256(content).hexdigest() == ready["sha256"]
    assert parquet.read_metadata(io.BytesIO(content)).num_rows == executions
