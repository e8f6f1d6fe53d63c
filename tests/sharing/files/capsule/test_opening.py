"""A capsule opens for everybody and any number of times, at a cost that is bounded."""

import io
import lzma
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import orjson
import pytest
from django.db import connection
from django.test import Client

from knightreplay.runs import scenario_snapshot, selectors
from knightreplay.runs.errors import Conflict, Invalid
from knightreplay.runs.models import Run, StoredScenario
from knightreplay.runs.scenario_snapshot import KEPT, snapshot_of
from knightreplay.sharing.files.capsule import importing, reader
from tests.sharing.files.capsule.test_capsule import older, rewritten

pytestmark = pytest.mark.django_db

FIXTURES = Path(__file__).parents[3] / "fixtures"
ADDRESS = "/api/v1/capsules"


@pytest.fixture(scope="module")
def foreign() -> bytes:
    """The capsule of the release, as if another engine had made it."""
    packed = (FIXTURES / "capsule-0.1.0.html.xz").read_bytes()
    return rewritten(lzma.decompress(packed), older)


def post(file, client=None):
    answer = (client or Client()).post(ADDRESS, file, content_type="text/html")
    return answer.status_code, answer.json()


def test_capsule_of_another_engine_opens_in_a_second_browser(foreign):
    one, other = Client(), Client()
    first, again, second = (post(foreign, browser) for browser in (one, one, other))

    assert [first[0], again[0], second[0]] == [201, 200, 201]
    assert first[1]["id"] == again[1]["id"] != second[1]["id"]
    runs = [Run.objects.get(id=told["id"]) for told in (first[1], second[1])]
    assert snapshot_of(runs[0]) == snapshot_of(runs[1])
    view = selectors.view(runs[1].id)
    assert view
    assert selectors.scene(view)["symbols"][0]["id"] == "K001"
    assert StoredScenario.objects.filter(engine_version="0.9.0").count() == 1


def test_capsule_of_another_engine_opens_after_its_run_was_deleted(foreign):
    browser = Client()
    _, told = post(foreign, browser)
    browser.post("/mine/", {"do": "delete", "runs": told["id"]})
    assert Run.objects.get(id=told["id"]).deleted_at is not None

    status, again = post(foreign, browser)

    assert (status, again["id"] == told["id"]) == (201, False)


@pytest.mark.django_db(transaction=True)
def test_capsule_of_another_engine_opens_ten_times_at_once(foreign):
    together = threading.Barrier(10)

    def opened(number):
        try:
            together.wait(timeout=60)
            return importing.open_file(
                io.BytesIO(foreign), owner=f"browser:{number % 5}", made_by=""
            )
        finally:
            connection.close()

    with ThreadPoolExecutor(10) as threads:
        answers = list(threads.map(opened, range(10)))

    assert len({answer.run.id for answer in answers}) == 5  # one a browser
    assert sum(answer.host_key is not None for answer in answers) == 5


@pytest.mark.django_db(transaction=True)
def test_scenario_is_kept_once_by_processes_that_come_together():
    """Without the lock, which is a process's own."""
    run = Run(engine_version="0.9.0", scenario="sec-2013", data_hash="a" * 64)
    together = threading.Barrier(4)

    def kept(number):
        try:
            together.wait(timeout=60)
            scenario_snapshot.keep(run, {"title": "T"})
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as threads:
        list(threads.map(kept, range(4)))

    assert StoredScenario.objects.get(data_hash="a" * 64).contents == {"title": "T"}


def test_process_keeps_a_bounded_number_of_foreign_scenarios(run):
    contents = scenario_snapshot.of_files("sec-2013").to_wire()
    for number in range(KEPT + 5):
        run.engine_version, run.data_hash = "0.9.0", f"{number:064}"
        before = snapshot_of(run).title  # looked for and not found: asked again
        scenario_snapshot.keep(run, {**contents, "title": f"T{number}"})
        assert (before != f"T{number}", snapshot_of(run).title) == (True, f"T{number}")

    assert scenario_snapshot._as_written.cache_info().currsize == KEPT


def test_one_capsule_is_read_at_a_time(monkeypatch):
    held = []

    def read(file):
        held.append(importing._one_at_a_time.locked())
        raise Invalid("none")

    monkeypatch.setattr(importing, "read", read)
    for _ in range(2):  # the second comes in although the first was refused
        with pytest.raises(Invalid):
            importing.open_file(io.BytesIO(), owner="", made_by="")

    assert held == [True, True]


def test_capsule_that_waits_too_long_is_refused_in_words(monkeypatch):
    monkeypatch.setattr(importing, "WAIT", 0.01)

    with importing._one_at_a_time, pytest.raises(Conflict, match="try again"):
        importing.open_file(io.BytesIO(), owner="", made_by="")


@pytest.mark.parametrize(
    ("text", "refusal"),
    [
        ("[" + "{}," * 300_001 + "1]", "the notes: more than 300,000 values"),
        ("[" * 101 + "]" * 101, "the notes: nested more than 100 deep"),
        ('{"a":' * 101 + "1" + "}" * 101, "the notes: nested more than 100 deep"),
        ("[" * 1_000_000, "the notes: more than 300,000 values"),
        ('"' + '\\"' * 1_000_000, "does not match its hash: the notes"),
        ('"\\', "does not match its hash: the notes"),
    ],
    ids=["many", "lists", "objects", "very deep", "cut off", "cut in an escape"],
)
def test_part_is_refused_before_it_is_read(text, refusal):
    with pytest.raises(Invalid, match=refusal):
        reader._json(text, "notes")


def test_marks_within_words_are_no_structure():
    value = {"text": '[[{{,"\\' * 100_000}

    assert reader._json(orjson.dumps(value).decode(), "notes") == value


@pytest.mark.parametrize(
    ("part", "value", "refusal"),
    [
        ("about", 5, "capsule: what the run is: its form is not as it should be"),
        ("log", [], "capsule: the log: its form is not as it should be"),
        ("notes", {"notes": 1}, "capsule: the notes: notes is not as it should be"),
    ],
)
def test_refusal_of_a_part_is_in_our_words(foreign, part, value, refusal):
    def change(blocks, lines):
        blocks[part] = value

    assert post(rewritten(foreign, change))[1]["detail"] == refusal
