"""A host who has lost everything finds back in, and nobody else does."""

import re

import pytest
from django.test import Client

from knightreplay.rooms.models import Room, Seat

pytestmark = pytest.mark.django_db
ELSEWHERE = "203.0.113.9"


@pytest.fixture
def network(settings):
    """Other machines can reach the server."""
    settings.OPEN_TO_NETWORK = True
    settings.HOST_KEY = "the-server-key-of-the-host"
    return settings


@pytest.fixture
def opened(network):
    """A room and the browser that opened it."""
    browser = Client(REMOTE_ADDR=ELSEWHERE)
    form = {"name": "Class 7b", "host_key": network.HOST_KEY}
    assert browser.post("/rooms/", form).status_code == 302
    return browser, Room.objects.get()


def test_room_is_listed_for_the_browser_that_opened_it_and_for_no_other(opened):
    browser, room = opened

    for path in ("/?home", "/mine/"):
        assert room.code in browser.get(path).content.decode()
        assert room.code not in Client(REMOTE_ADDR=ELSEWHERE).get(path).content.decode()


def test_servers_key_leads_any_room_of_somebody_who_lost_the_browser(opened, network):
    _, room = opened
    browser = Client(REMOTE_ADDR=ELSEWHERE)
    assert browser.post(f"/rooms/{room.code}/lead/").status_code == 404

    answer = browser.post("/join/", {"host_code": f" {network.HOST_KEY} "})
    listed = browser.get("/?home").content.decode()
    led = browser.post(f"/rooms/{room.code}/lead/")

    assert answer["Location"] == "/?home#your-rooms"
    assert room.code in listed
    assert led["Location"] == f"/rooms/{room.code}/host/"
    assert browser.get(led["Location"]).status_code == 200


def test_leading_twice_takes_one_seat(opened):
    browser, room = opened

    for _ in range(3):
        browser.post(f"/rooms/{room.code}/lead/")

    assert Seat.objects.filter(room=room, part=Seat.Part.HOST).count() == 1


def test_host_whose_seat_is_gone_from_the_session_leads_again(opened):
    browser, room = opened
    session = browser.session
    session["seats"] = {}
    session.save()

    shown = browser.get(f"/rooms/{room.code}/host/")
    again = browser.post(f"/rooms/{room.code}/lead/")

    assert shown.status_code == 403
    assert "Lead this room" in shown.content.decode()
    assert browser.get(again["Location"]).status_code == 200


def test_room_that_ended_takes_no_new_host(opened):
    browser, room = opened
    Room.objects.update(ended=1.0)
    session = browser.session
    session["seats"] = {}
    session.save()

    refused = browser.post(f"/rooms/{room.code}/lead/")

    assert refused.status_code == 422
    assert "has ended" in refused.content.decode()


def test_seat_is_opened_on_another_phone_by_the_code_that_the_first_one_shows(opened):
    _, room = opened
    old, new = (Client(REMOTE_ADDR=ELSEWHERE) for _ in range(2))
    old.post("/join/", {"code": room.code, "name": "Kim"})

    shown = old.post(f"/rooms/{room.code}/move/").content.decode()
    (code,) = re.findall(r'id="move-code"[^>]*>([A-Z2-9-]+)<', shown)
    answer = new.post("/join/", {"move_code": code})
    again = Client(REMOTE_ADDR=ELSEWHERE).post("/join/", {"move_code": code})

    assert answer["Location"] == f"/rooms/{room.code}/"
    assert new.session["seats"] == old.session["seats"]
    assert again.status_code == 404
    assert "opens no seat" in again.content.decode()


@pytest.mark.parametrize("number", ["0", "99", "-1", "x", "9" * 30, "٣"])
def test_host_asks_for_the_code_of_a_seat_that_is_not(opened, number):
    browser, room = opened

    answer = browser.post(f"/rooms/{room.code}/move/", {"seat": number})

    assert answer.status_code == 404
    assert "move-code" not in answer.content.decode()
    assert not Seat.objects.exclude(move_hash="").exists()


def test_participant_gets_no_code_of_another_seat(opened):
    _, room = opened
    kim = Client(REMOTE_ADDR=ELSEWHERE)
    kim.post("/join/", {"code": room.code, "name": "Kim"})

    answer = kim.post(f"/rooms/{room.code}/move/", {"seat": "1"})

    assert answer.status_code == 403
    assert "move-code" not in answer.content.decode()
    assert not Seat.objects.exclude(move_hash="").exists()
