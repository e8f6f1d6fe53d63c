"""How often one address may do what costs something."""

import pytest
from django.test import Client, RequestFactory

from knightreplay.access.sessions import SessionStore
from knightreplay.rooms import services
from knightreplay.throttles import JOINS


class Clock:
    """The seconds that a throttle sees."""

    def __init__(self, monkeypatch):
        self.now = 1000.0
        monkeypatch.setattr("knightreplay.throttles.time.time", lambda: self.now)


def joins(many, address="10.0.0.7"):
    request = RequestFactory().post("/join/", REMOTE_ADDR=address)
    request.session = SessionStore()
    return [JOINS.allow_request(request) for _ in range(many)].count(True)


def test_joins_of_a_class_pass_at_once_and_then_one_a_second(monkeypatch):
    clock = Clock(monkeypatch)

    at_once = joins(1000)
    others = joins(60, "10.0.0.8")
    clock.now += 1.0
    soon = joins(60)
    clock.now += 30.0
    later = joins(60)

    assert (at_once, others, soon, later) == (100, 60, 1, 30)


@pytest.mark.django_db
def test_joining_too_fast_is_asked_to_press_again(monkeypatch):
    clock = Clock(monkeypatch)
    monkeypatch.setattr(JOINS, "at_once", 1)
    code = services.open_room(name="7b", owner="").room.code
    kim, ada = Client(), Client()

    came = kim.post("/join/", {"code": code, "name": "Kim"})
    waits = ada.post("/join/", {"code": code, "name": "Ada"})
    again = kim.post("/join/", {"code": code, "name": "Kim"})  # has a seat
    clock.now += 1.0
    comes = ada.post("/join/", {"code": code, "name": "Ada"})

    assert (came.status_code, waits.status_code) == (302, 429)
    assert (again.status_code, comes.status_code) == (302, 302)
    page = waits.content.decode()
    assert "Press again in a few seconds." in page
    assert ('value="Ada"' in page, waits["Retry-After"]) == (True, "2")
