"""How often one address may do what costs something; strangers spend nothing of the others."""

import json

import pytest
from django.test import Client, RequestFactory

from knightreplay.access.authors import maker
from knightreplay.access.sessions import SessionStore
from knightreplay.limiting.throttles import JOINS
from knightreplay.rooms import services
from knightreplay.rooms.models import Room
from knightreplay.runs.models import Role, Run
from knightreplay.runs.roles import mint_key

pytestmark = pytest.mark.django_db


def start(key=None, client=None):
    headers = {"authorization": f"Bearer {key}"} if key else {}
    return (client or Client()).post(
        "/api/v1/runs",
        json.dumps({"seed": 3}),
        content_type="application/json",
        headers=headers,
    )


def fork(run, client=None, **headers):
    return (client or Client()).post(
        f"/api/v1/runs/{run.id}/forks",
        json.dumps({"at": "08:00"}),
        content_type="application/json",
        headers=headers,
    )


def test_right_host_key_starts_a_run_whatever_came_from_the_same_address(settings):
    wrong = [start("wrong").status_code for _ in range(31)]

    assert wrong == [403] * 30 + [429]
    assert start(settings.HOST_KEY).status_code == 201


@pytest.mark.slow
def test_page_starts_a_run_and_opens_a_room_with_the_right_key(settings):
    for _ in range(31):
        Client().post("/", {"scenario": "sec-2013", "host_key": "wrong"})
        Client().post("/rooms/", {"name": "x", "host_key": "wrong"})
    right = {"scenario": "sec-2013", "name": "7b", "host_key": settings.HOST_KEY}

    Client().post("/", right)
    Client().post("/rooms/", right)

    assert Run.objects.get().scenario == "sec-2013"
    assert Room.objects.get().name == "7b"


def test_right_host_key_is_taken_after_wrong_ones(settings, monkeypatch):
    wrong = [Client().post("/host/", {"key": "no"}).status_code for _ in range(32)]

    assert wrong == [403] * 30 + [429] * 2
    right = Client().post("/host/", {"key": settings.HOST_KEY})
    assert right.json() == {"host": True}


@pytest.mark.slow
def test_new_runs_of_the_host_have_a_limit_too(settings):
    told = [start(settings.HOST_KEY).status_code for _ in range(31)]

    assert told == [201] * 30 + [429]


def test_hosts_mark_seat_and_key_of_a_run_are_counted_apart(settings, run):
    Run.objects.filter(id=run.id).update(open=True, made_by="somebody elsewhere")
    opened = services.open_room(name="7b", owner="")
    host, pupil = Client(), Client()
    host.post("/host/", {"key": settings.HOST_KEY})
    pupil.post("/join/", {"code": opened.room.code, "name": "Kim"})
    key = mint_key(run, Role.WATCH)
    strangers = [fork(run).status_code for _ in range(32)]

    others = [fork(run, host), fork(run, pupil)]
    others.append(fork(run, authorization=f"Bearer {key}"))

    assert strangers[-1] == 429
    assert fork(run, authorization="Bearer wrong").status_code == 429
    assert [other.status_code for other in others] == [201, 403, 403]
    assert list(Run.objects.exclude(id=run.id).values_list("parent", flat=True)) == [
        run.id
    ]


def test_key_of_a_run_from_the_same_address_is_no_fresh_allowance_of_forks(run, rf):
    """Else each fork would bring another thirty."""
    request = rf.get("/")
    request.session = {}
    made_by = maker(request)
    Run.objects.filter(id=run.id).update(open=True, made_by=made_by)
    key = mint_key(run, Role.HOST)
    for _ in range(31):
        fork(run)

    before = Run.objects.count()
    assert fork(run, authorization=f"Bearer {key}").status_code == 429
    assert Run.objects.count() == before


def test_limit_counts_a_network_of_ipv6_as_one():
    told = [
        Client()
        .post(
            "/api/v1/runs",
            "{}",
            content_type="application/json",
            REMOTE_ADDR=f"2001:db8::{n + 1:x}",
        )
        .status_code
        for n in range(31)
    ]

    assert told == [403] * 30 + [429]


class Seconds:
    """The seconds that a throttle sees."""

    def __init__(self, monkeypatch):
        self.now = 1000.0
        monkeypatch.setattr(
            "knightreplay.limiting.throttles.time.time", lambda: self.now
        )


def joins(many, address="10.0.0.7"):
    request = RequestFactory().post("/join/", REMOTE_ADDR=address)
    request.session = SessionStore()
    return [JOINS.allow_request(request) for _ in range(many)].count(True)


def test_joins_of_a_class_pass_at_once_and_then_one_a_second(monkeypatch):
    seconds = Seconds(monkeypatch)

    at_once = joins(1000)
    others = joins(60, "10.0.0.8")
    seconds.now += 1.0
    soon = joins(60)
    seconds.now += 30.0
    later = joins(60)

    assert (at_once, others, soon, later) == (100, 60, 1, 30)


def test_joining_too_fast_is_asked_to_press_again(monkeypatch):
    seconds = Seconds(monkeypatch)
    monkeypatch.setattr(JOINS, "burst", 1)
    code = services.open_room(name="7b", owner="").room.code
    kim, ada = Client(), Client()

    came = kim.post("/join/", {"code": code, "name": "Kim"})
    waits = ada.post("/join/", {"code": code, "name": "Ada"})
    again = kim.post("/join/", {"code": code, "name": "Kim"})  # has a seat
    seconds.now += 1.0
    comes = ada.post("/join/", {"code": code, "name": "Ada"})

    assert (came.status_code, waits.status_code) == (302, 429)
    assert (again.status_code, comes.status_code) == (302, 302)
    page = waits.content.decode()
    assert "Press again in a few seconds." in page
    assert ('value="Ada"' in page, waits["Retry-After"]) == (True, "2")
