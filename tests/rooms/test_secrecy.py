"""What a room keeps nobody gets by the way round: not by openness, a link, a fork or a file."""

import json
from operator import sub

import pytest
from django.test import Client

from knightreplay.rooms import services
from knightreplay.rooms.models import Room, Team
from knightreplay.rooms.services import Settings
from knightreplay.runs.models import Role, Run, RunKey
from knightreplay.runs.roles import mint_key
from knightreplay.runs.services import set_open

CLOSED = "This run is closed: it takes a link from its host to see it."
KEPT = ("fogged", "blind", "predicting")
ASKED: tuple[tuple[str, str, dict[str, object]], ...] = (
    ("patch", "", {"open": True}),
    ("post", "/shares", {"role": "watch", "at": "09:30"}),
    ("post", "/forks", {"at": "09:30"}),
    ("post", "/keys", {}),
)


# What each of these adds where it is taken: open runs, runs and keys.
ADDED = {"": (1, 0, 0), "/shares": (0, 0, 1), "/forks": (0, 1, 1), "/keys": (0, 0, 1)}


@pytest.fixture
def led(db):
    """A browser that leads a room with a run and one team, and the room."""
    browser = Client()
    browser.post("/rooms/", {"name": "7b"})
    room = Room.objects.get()
    host = room.seats.get()
    services.join(room.code, "Kim")
    services.begin_run(host, scenario="sec-2013", seed=29, command_id="b")
    services.make_teams(host, ["Red"], at=5400, command_id="t")
    return browser, Room.objects.get()


def runs_of(room):
    return [room.run_id, Team.objects.get().run_id]


def stored():
    return (
        Run.objects.filter(open=True).count(),
        Run.objects.count(),
        RunKey.objects.count(),
    )


def asked(browser, run_id, method, path, body):
    return getattr(browser, method)(
        f"/api/v1/runs/{run_id}{path}",
        json.dumps(body),
        content_type="application/json",
    )


@pytest.mark.parametrize("kept", KEPT)
@pytest.mark.parametrize(("method", "path", "body"), ASKED)
def test_way_round_is_refused_with_the_reason_to_the_host_too(
    led, kept, method, path, body
):
    browser, room = led
    Room.objects.update(**{kept: True})

    for run_id in runs_of(room):
        answer = asked(browser, run_id, method, path, body)

        assert answer.status_code == 409, answer.content
        assert "The room of this run" in answer.json()["detail"]
    assert not Run.objects.filter(open=True).exists()


@pytest.mark.parametrize(("method", "path", "body"), ASKED)
def test_way_is_free_once_the_room_keeps_nothing(led, method, path, body):
    browser, room = led
    before = stored()

    answer = asked(browser, room.run_id, method, path, body)

    assert answer.status_code in (200, 201, 204), answer.content
    assert tuple(map(sub, stored(), before)) == ADDED[path]


@pytest.mark.parametrize("kept", KEPT)
def test_link_that_was_given_out_before_shows_nothing_meanwhile(led, kept):
    _, room = led
    for run_id in runs_of(room):
        key = mint_key(Run.objects.get(id=run_id), Role.WATCH)
        header = {"authorization": f"Bearer {key}"}
        before = Client().get(f"/api/v1/runs/{run_id}", headers=header)
        Room.objects.update(**{kept: True})
        meanwhile = Client().get(f"/api/v1/runs/{run_id}", headers=header)
        Room.objects.update(**{kept: False})

        assert before.json()["id"] == str(run_id)
        assert (meanwhile.status_code, meanwhile.json()["detail"]) == (403, CLOSED)


def test_fog_closes_runs_that_were_open(led):
    _, room = led
    for run_id in runs_of(room):
        set_open(run_id, True, role=Role.HOST)

    services.arrange(room.seats.first(), Settings(fogged=True), command_id="f")

    assert not Run.objects.filter(open=True).exists()


def test_room_that_ended_keeps_nothing(led):
    browser, room = led
    Room.objects.update(fogged=True, ended=1.0)

    answer = asked(browser, room.run_id, "patch", "", {"open": True})

    assert answer.status_code == 204
    assert Run.objects.get(open=True).id == room.run_id
