"""How a room is reached, as its hosts are told."""

from urllib.parse import urlsplit

import pytest
from django.test import Client

from knightreplay.network import adapters
from knightreplay.network.adapters import FoundAddress
from knightreplay.network.visitors import visitors
from knightreplay.rooms.codes import invitation
from knightreplay.rooms.models import Room

pytestmark = pytest.mark.django_db


@pytest.fixture
def machine(settings, monkeypatch):
    """A machine with a Wi-Fi and a container's adapter, that listens to all."""
    fitted = [
        FoundAddress("192.168.7.20", "wlan0", False, False),
        FoundAddress("172.17.0.1", "docker0", True, False),
    ]
    monkeypatch.setattr(adapters.own, "found", lambda: fitted)
    settings.LISTENS = ("0.0.0.0", 8000)
    settings.ALLOWED_HOSTS = ["127.0.0.1"]
    visitors.forget()
    yield fitted
    visitors.forget()


@pytest.fixture
def host():
    """A browser on the machine itself that has opened a room."""
    client = Client(headers={"host": "127.0.0.1:8000"})
    client.post("/rooms/", {"name": "Class 7b"})
    return client


def reach(client):
    return client.get(f"/api/v1/rooms/{Room.objects.get().code}/reach")


def test_every_address_is_told_with_its_code_the_virtual_ones_last(machine, host):
    told = reach(host).json()
    code = Room.objects.get().code

    assert [(way["url"], way["adapter"], way["likely"]) for way in told["ways"]] == [
        (f"http://192.168.7.20:8000/join/?{invitation(code)}", "wlan0", True),
        (f"http://172.17.0.1:8000/join/?{invitation(code)}", "docker0", False),
    ]
    assert all(set("".join(way["qr"])) == {"0", "1"} for way in told["ways"])


def test_new_address_is_told_the_next_time(machine, host):
    machine[0] = FoundAddress("10.1.2.3", "wlan0", False, False)

    assert reach(host).json()["ways"][0]["url"].startswith("http://10.1.2.3:8000/")


def test_public_url_wins(machine, host, settings):
    settings.PUBLIC_URL = urlsplit("https://class.example/")

    (way,) = reach(host).json()["ways"]
    assert way["url"].startswith("https://class.example/join/")
    assert way["reach"] == "public"


def test_server_of_this_machine_only_says_so(machine, host, settings):
    settings.LISTENS = None

    (way,) = reach(host).json()["ways"]
    assert (way["reach"], way["adapter"]) == ("here", "")


def test_other_devices_are_counted(machine, host):
    assert reach(host).json()["reached"] == 0
    visitors.note("192.168.7.31")

    assert reach(host).json()["reached"] == 1


def test_participant_is_not_told(machine, host):
    pupil = Client(headers={"host": "127.0.0.1:8000"})
    pupil.post("/join/", {"code": Room.objects.get().code, "name": "Kim"})

    answer = reach(pupil)
    assert answer.status_code == 403
    assert answer.json()["detail"].startswith("Only a host of this room")


def test_stranger_is_told_the_same_of_a_room_and_of_none(machine, host):
    stranger = Client(headers={"host": "127.0.0.1:8000"})
    code = Room.objects.get().code
    wrong = f"{(int(code) + 1) % 10**6:06}"
    told = [stranger.get(f"/api/v1/rooms/{c}/reach") for c in (code, wrong)]

    assert [answer.status_code for answer in told] == [404, 404]
    assert told[0].content == told[1].content
