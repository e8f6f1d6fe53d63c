"""Exports and frames over HTTP."""

import hashlib
import json
import tracemalloc

import pytest
from asgiref.sync import async_to_sync
from django.test import Client

from knightreplay.runs.models import Role, Run
from knightreplay.runs.roles import mint_key
from knightreplay.sharing.files.exporting import file, work
from knightreplay.sharing.models import Export, Part
from tests.streaming import collected

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_export_worker")]

NAMES = ["tick", "time", "exec_cum", "shares_cum", "active_pp", "gross_usd"]
UNKNOWN = "00000000-0000-4000-8000-000000000000"
NO_RUN = "There is no such run here."


def read(address):
    """(answer, body) of an answer that may be streamed."""
    answer = Client().get(address)
    streamed = answer.streaming
    return answer, async_to_sync(collected)(answer) if streamed else answer.content


def ask(run, client=None, kind="frames.csv", **options):
    return (client or Client()).post(
        f"/api/v1/runs/{run.id}/exports",
        {"kind": kind, "options": options},
        content_type="application/json",
    )


def test_export_is_asked_for_made_and_fetched(run, compute):
    compute(run)
    client = Client()
    asked = ask(run, client, **{"from": "09:30", "to": "09:40:30"})
    url = asked.json()["url"]
    waiting = client.get(url).json()
    early = client.get(f"{url}/file")
    work.make_due()
    ready = client.get(url).json()
    answer, body = read(ready["file"])

    assert (asked.status_code, early.status_code) == (202, 409)
    assert (waiting["status"], waiting["file"]) == ("waiting", None)
    assert waiting["options"] == {"from": "09:30:00", "to": "09:40:30"}
    assert (ready["status"], ready["progress"]) == ("ready", 1.0)
    assert (ready["size"], ready["sha256"]) == (
        len(body),
        hashlib.sha256(body).hexdigest(),
    )
    assert int(answer["Content-Length"]) == len(body)
    assert answer["ETag"] == f'"{ready["sha256"]}"'
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"].startswith("sandbox")
    assert answer["Content-Disposition"] == f'attachment; filename="{ready["name"]}"'
    assert [e["id"] for e in client.get(list_of(run)).json()] == [ready["id"]]


def list_of(run):
    return f"/api/v1/runs/{run.id}/exports"


@pytest.mark.slow
def test_file_is_never_whole_in_the_memory_of_the_web_process(run):
    export = Export.objects.create(
        run=run,
        kind="tape.parquet",
        options={"from": 0, "to": 28800},
        epoch=0,
        status="ready",
        created=0,
        lease="a",
        size=40 * 1_000_000,
    )
    for number in range(40):
        content = bytes([number]) * 1_000_000
        Part.objects.create(export=export, lease="a", number=number, content=content)

    async def fetched():
        length, digest = 0, hashlib.sha256()
        async for part in file.parts_of(export):
            length += len(part)
            digest.update(part)
        return length, digest.hexdigest()

    tracemalloc.start()
    length, digest = async_to_sync(fetched)()
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    whole = hashlib.sha256(b"".join(bytes([n]) * 1_000_000 for n in range(40)))
    assert (length, digest) == (40 * 1_000_000, whole.hexdigest())
    assert peak < 12_000_000


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("", 'filename="knightreplay-sec-2013-'),
        (
            'a"; x=\r\nSet-Cookie: b',
            'filename="knightreplay-a-xSet-Cookie-b.frames.csv"',
        ),
        ("../../etc/passwd", 'filename="knightreplay-etcpasswd.frames.csv"'),
        ("\u202egnp.exe", 'filename="knightreplay-gnp.exe.frames.csv"'),
        ("早晨", "filename*=utf-8''knightreplay-%E6%97%A9%E6%99%A8.frames.csv"),
    ],
)
def test_name_of_the_file_is_harmless(run, compute, name, told):
    export = Export(run=run, kind="frames.csv", options={"from": 0, "to": 28800})
    run.name = name

    said = file.disposition(file.file_name(export))

    assert said.startswith("attachment; ")
    assert told in said
    assert said.isascii()
    assert "\n" not in said


def test_closed_run_shows_its_exports_to_those_with_a_key(run, compute):
    compute(run)
    Run.objects.filter(id=run.id).update(open=False)
    key = {"authorization": f"Bearer {mint_key(run, Role.WATCH)}"}
    guest, stranger = Client(headers=key), Client()
    asked = ask(run, guest)
    url = asked.json()["url"]
    work.make_due()

    paths = [url, f"{url}/file", list_of(run)]
    assert asked.status_code == 202
    assert [guest.get(path).status_code for path in paths] == [200, 200, 200]
    assert [stranger.get(path).status_code for path in paths] == [403, 403, 403]
    assert ask(run, stranger).status_code == 403
    assert stranger.delete(url).status_code == 403
    assert Export.objects.get().status == Export.Status.READY
    assert guest.delete(url).status_code == 204
    assert guest.get(url).status_code == 404
    assert Export.objects.count() == 0


def test_export_of_a_deleted_run_is_gone(run, compute):
    compute(run)
    url = ask(run).json()["url"]
    Run.objects.filter(id=run.id).update(deleted_at=1.0)

    answer = Client().get(url)

    assert (answer.status_code, answer.json()["detail"]) == (404, NO_RUN)


def test_beyond_loopback_a_file_takes_more_than_the_address(run, settings):
    settings.OPEN_TO_NETWORK = True
    key = mint_key(run, Role.WATCH)
    bearers = {"none": "", "link": key, "server": settings.HOST_KEY}

    said = {
        who: ask(run, Client(headers={"authorization": f"Bearer {shown}"})).status_code
        for who, shown in bearers.items()
    }

    assert said == {"none": 403, "link": 202, "server": 202}


@pytest.mark.parametrize(
    ("body", "detail"),
    [
        ({"kind": "frames.exe"}, "kind: 'frames.exe'"),
        ({}, "kind: "),
        ({"kind": "x" * 25}, "kind: "),
        ({"kind": "frames.csv", "options": {"from": "25:00"}}, "25:00"),
        ({"kind": "frames.csv", "options": {"to": 28801}}, "options.to: "),
        ({"kind": "chart.png", "options": {"theme": "blue"}}, "theme: 'blue'"),
        ({"kind": "frames.csv", "options": {"colour": 1}}, "options.colour: "),
    ],
)
def test_wish_is_refused_with_one_problem(run, body, detail):
    answer = Client().post(list_of(run), body, content_type="application/json")

    assert (answer.status_code, answer["Content-Type"]) == (
        422,
        "application/problem+json",
    )
    assert detail in answer.json()["detail"]


@pytest.mark.slow
def test_too_many_requests_are_throttled(run):
    said = [ask(run).status_code for _ in range(31)]

    assert said == [202] * 30 + [429]
    assert Export.objects.count() == 1


def test_another_sites_page_asks_for_nothing(run):
    answer = ask(run, Client(headers={"origin": "http://evil.example"}))

    assert answer.status_code == 403
    assert answer.json()["detail"].startswith("Origin: another site's page")
    assert Export.objects.count() == 0


def frames(run, first="09:30", to="09:31", form="json"):
    query = f"from={first}&to={to}&format={form}"
    return read(f"/api/v1/runs/{run.id}/frames?{query}")


def test_frames_are_read_at_once(run, compute):
    compute(run)
    answer, body = frames(run)
    _, text = frames(run, form="csv")
    parquet, raw = frames(run, form="parquet")

    whole = json.loads(body)
    rows = text.decode().partition("tick,")[2].splitlines()
    assert answer["Content-Type"] == "application/json"
    assert whole["columns"][: len(NAMES)] == NAMES
    assert [row[0] for row in whole["rows"]] == list(range(5400, 5460))
    assert whole["rows"][-1][1] == "09:31:00"
    assert (len(rows), whole["about"]["to"]) == (61, "09:31:00")
    assert (parquet["Content-Type"], raw[:4]) == (
        "application/vnd.apache.parquet",
        b"PAR1",
    )


@pytest.mark.parametrize(
    ("query", "status", "detail"),
    [
        ({"first": "09:00", "to": "10:00:01"}, 422, "/exports"),
        ({"first": "09:30", "to": "09:30"}, 422, "to: "),
        ({"form": "xml"}, 422, "format: "),
        ({}, 409, "computed"),
    ],
)
def test_frames_are_refused_with_one_problem(run, query, status, detail):
    answer, body = frames(run, **query)

    assert (answer.status_code, json.loads(body)["status"]) == (status, status)
    assert detail in json.loads(body)["detail"]


def test_frames_of_a_paced_run_end_at_its_clock(run, compute):
    compute(run)
    Run.objects.filter(id=run.id).update(paced=True, clock_sim=60.0)

    shown, _ = frames(run, "08:00", "08:01")
    hidden, body = frames(run, "08:00", "08:30")

    assert (shown.status_code, hidden.status_code) == (200, 409)
    assert "clock" in json.loads(body)["detail"]


def test_unknown_export_and_run_are_not_found():
    client = Client()

    export = client.get(f"/api/v1/exports/{UNKNOWN}")
    exports = client.get(f"/api/v1/runs/{UNKNOWN}/exports")

    assert (export.status_code, exports.status_code) == (404, 404)
    assert {said.json()["detail"] for said in (export, exports)} == {NO_RUN}


@pytest.mark.slow
@pytest.mark.parametrize("rows", [1, 20])
def test_list_of_exports_asks_as_often_for_twenty_as_for_one(
    run, rows, django_assert_num_queries
):
    client = Client()
    for place in range(rows):
        ask(run, client, to=100 + place)

    with django_assert_num_queries(3):
        assert len(client.get(list_of(run)).json()) == rows


def test_file_made_before_the_run_was_held_is_not_told_beyond_it(run, compute):
    compute(run)
    client = Client()
    exports = [
        ask(run, client, **{"from": "09:30", "to": to}).json()["url"]
        for to in ("09:31", "09:41")
    ]
    work.make_due()
    Run.objects.filter(id=run.id).update(stopped_at=5460)

    told, beyond = (client.get(f"{url}/file") for url in exports)
    assert (told.status_code, beyond.status_code) == (200, 409)
    assert "keeps to its clock" in beyond.json()["detail"]
