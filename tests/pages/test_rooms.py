"""Rooms are opened, joined and entered."""

import pytest
from django.core.cache import cache
from django.test import Client

from knightreplay.rooms.models import Room, Seat

pytestmark = pytest.mark.django_db


@pytest.fixture
def host():
    """A browser that has opened a room."""
    client = Client()
    client.post("/rooms/", {"name": "Class 7b"})
    return client


@pytest.fixture
def code(host):
    return Room.objects.get().code


def test_opening_a_room_leads_to_its_hosts_page(host, code):
    page = host.get(f"/rooms/{code}/host/")

    assert page.status_code == 200
    assert host.session["host_codes"][code] in page.content.decode()
    assert Seat.objects.get().part == "host"


def test_joining_gives_a_seat_that_a_reload_keeps(host, code):
    pupil = Client()
    page = pupil.post("/join/", {"code": code, "name": "Kim"})

    assert page["Location"] == f"/rooms/{code}/"
    assert pupil.get("/join/", {"code": code})["Location"] == f"/rooms/{code}/"
    assert "Class 7b" in pupil.get(page["Location"]).content.decode()
    assert [seat.name for seat in Seat.objects.all()] == ["Host", "Kim"]


def test_room_without_a_seat_asks_for_a_name(code):
    page = Client().get(f"/rooms/{code}/")

    assert page["Location"] == f"/join/?code={code}"


def test_hosts_page_is_for_hosts(host, code):
    pupil = Client()
    pupil.post("/join/", {"code": code, "name": "Kim"})

    page = pupil.get(f"/rooms/{code}/host/")
    assert page.status_code == 403
    assert host.session["host_codes"][code] not in page.content.decode()

    pupil.post("/join/", {"host_code": host.session["host_codes"][code]})
    assert pupil.get(f"/rooms/{code}/host/").status_code == 200


def test_guessing_codes_is_throttled(code):
    wrong = "000000" if code != "000000" else "000001"
    pupil = Client()
    answers = [pupil.get("/join/", {"code": wrong}).status_code for _ in range(61)]

    assert answers == [404] * 60 + [429]
    assert pupil.post("/join/", {"code": code, "name": "Kim"}).status_code == 429
    cache.clear()
    assert pupil.post("/join/", {"code": code, "name": "Kim"}).status_code == 302


def test_name_of_markup_is_text(host, code):
    pupil = Client()
    pupil.post("/join/", {"code": code, "name": "<img src=x>"})

    page = pupil.post("/join/", {"code": code, "name": "<script>" * 30})
    assert page.status_code == 422
    assert "<script>&" not in page.content.decode()
    assert "<script><script>" not in page.content.decode()
