"""Web and worker apart, over real Redis and PostgreSQL."""

import hashlib
import io
import uuid
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from urllib.request import urlopen

import psycopg
import pytest
from pyarrow import parquet

from simulator.engine import simulate
from simulator.interventions import parse_do
from simulator.scenario import load_scenario
from tests.drill.topology import CELERY, WorkerProcess
from tests.server import Server, serving
from tests.viewer import viewing
from tests.waiting import until

pytestmark = [pytest.mark.services, pytest.mark.xdist_group("services")]


@pytest.fixture(scope="module")
def settings_of(redis_url, postgres_url) -> dict[str, str]:
    """With a database of their own."""
    name = f"k{uuid.uuid4().hex}"
    with psycopg.connect(postgres_url, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    return {
        "REDIS_URL": redis_url,
        "DATABASE_URL": postgres_url.rsplit("/", 1)[0] + f"/{name}",
        "SECRET_KEY": "s" * 50,
        "HOST_KEY": "the-hosts-key",
    }


@pytest.fixture(scope="module")
def webs(settings_of, tmp_path_factory) -> Iterator[list[Server]]:
    """Two web processes over one database."""
    data = tmp_path_factory.mktemp("webs")
    with ExitStack() as stack:
        yield [stack.enter_context(serving(data, **settings_of)) for _ in range(2)]


@pytest.fixture
def web(webs: list[Server]) -> Server:
    return webs[0]


@pytest.fixture
def other_web(webs: list[Server]) -> Server:
    return webs[1]


@pytest.fixture(scope="module")
def only_worker(webs, settings_of) -> Iterator[WorkerProcess]:
    worker = WorkerProcess(webs[0].data, settings_of, CELERY)
    yield worker
    worker.kill()


@pytest.fixture
def no_worker(only_worker: WorkerProcess) -> WorkerProcess:
    """That can be started."""
    only_worker.kill()
    return only_worker


@pytest.fixture
def worker(only_worker: WorkerProcess) -> WorkerProcess:
    """That has been started."""
    only_worker.start()
    return only_worker


def begin(web):
    status, begun = web.ask("runs", {"seed": 29}, "the-hosts-key")
    assert status == 201
    return begun


def complete(web, run_id):
    """The run's summary, once it is computed to its end."""
    with viewing(web.address, run_id, have=[(0, 0, 479)]) as viewer:
        viewer.until_complete()
    status, summary = web.ask(f"runs/{run_id}/summary")
    assert status == 200
    return summary


def test_page_has_no_frames_until_a_worker_comes(web, no_worker):
    begun = begin(web)
    with viewing(web.address, begun["id"], begun["host_key"]) as viewer:
        beat = viewer.next("heartbeat")
        assert (beat["digest"], beat["status"]) == ("811c9dc5", "computing")
        assert viewer.held == {}

        no_worker.start()
        viewer.until_held(*((0, minute) for minute in range(480)))

    assert complete(web, begun["id"])["state_hash"] == (
        "7bf65eb8debf62ce14c67e8319a2892c"
    )


def test_killed_worker_is_followed_by_another_and_the_run_is_the_same(web, worker):
    begun = begin(web)
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


def test_act_on_one_web_process_reaches_viewers_of_another(web, other_web, worker):
    begun = begin(web)
    with (
        viewing(web.address, begun["id"], begun["host_key"]) as host,
        viewing(other_web.address, begun["id"]) as viewer,
    ):
        while host.next("presence")["watching"] != 2:
            pass
        host.command(type="clock", command_id="c", action="seek", to="09:35")
        host.command(
            type="intervene", command_id="k", op="kill", servers="8", seen=5700
        )
        assert viewer.next("epoch")["cut"] == 5700
        viewer.until_held((1, 95), (1, 479), (0, 479))
        assert viewer.held[1, 95]["servers"][7]["state"][-1] & 4


def told(web, export, *ends):
    """What is said of an export once it stands as one of these."""

    def ended():
        status, said = web.ask(f"exports/{export['id']}")
        assert status == 200
        return said if said["status"] in ends else None

    return until(ended)


def test_file_of_a_worker_is_streamed_by_another_web_process(web, other_web, worker):
    begun = begin(web)
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


def test_what_is_sent_twice_at_once_counts_once(web, other_web, no_worker):
    """Over two web processes, so that only the database can know."""
    begun = begin(web)
    run, key = f"runs/{begun['id']}", begun["host_key"]
    note = {"command_id": "n-1", "text": "Why?", "author": "Ann", "at": "09:41"}
    asking = {"kind": "frames.csv", "options": {"from": "09:30", "to": "09:31"}}
    act = {"command_id": "a-1", "op": "kill", "servers": "8", "at": "09:41"}

    def sent(name, body):
        with ThreadPoolExecutor(8) as pool:
            asking = [
                pool.submit(to.ask, f"{run}/{name}", body, key)
                for to in (web, other_web) * 4
            ]
            return [asked.result() for asked in asking]

    notes = sent("notes", note)
    exports = sent("exports", asking)
    acts = sent("interventions", act)

    assert {status for status, _ in notes} == {201}
    assert len({said["id"] for _, said in notes}) == 1
    assert {status for status, _ in exports} == {202}
    assert len({said["id"] for _, said in exports}) == 1
    assert sorted(said["duplicate"] for _, said in acts) == ([False] + 7 * [True])
    assert {said["epoch"] for _, said in acts} == {1}
