"""The pages of whoever leads a room, and what the projector's must not hold."""

import pytest
from django.test import Client

from knightreplay.rooms import services
from knightreplay.rooms.models import Room, Seat

pytestmark = pytest.mark.django_db

PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) Mobile/15E148"


@pytest.fixture
def pupil(code):
    client = Client()
    client.post("/join/", {"code": code, "name": "Kim"})
    return client


def begin(*, blind=False, scenario="sec-2013"):
    services.begin_run(
        Seat.objects.get(part="host"),
        scenario=scenario,
        seed=29,
        blind=blind,
        command_id=f"b-{blind}",
    )
    return Room.objects.get().run


@pytest.mark.parametrize("page", ["host", "remote", "present", "rehearsal"])
def test_pages_of_a_host_are_for_hosts(host, pupil, code, page, settings):
    settings.OPEN_TO_NETWORK = True
    assert host.get(f"/rooms/{code}/{page}/").status_code == 200
    refused = pupil.get(f"/rooms/{code}/{page}/")
    assert refused.status_code == 403
    assert host.session["host_codes"][code] not in refused.content.decode()
    assert ">Lead</button>" in refused.content.decode()
    assert Client().get(f"/rooms/{code}/{page}/")["Location"] == f"/join/?code={code}"


@pytest.mark.parametrize("running", [False, True])
def test_projectors_page_holds_no_secret(host, code, running):
    if running:
        begin()
    page = host.get(f"/rooms/{code}/present/").content.decode()
    secret = host.session["host_codes"][code]

    assert f"{code[:3]} {code[3:]}" in page
    assert ('id="app"' in page) is running
    for hidden in (secret, secret.replace("-", ""), Room.objects.get().host_hash):
        assert hidden not in page


def test_projectors_page_of_a_blind_drill_does_not_tell_it(host, code):
    run = begin(blind=True)
    page = host.get(f"/rooms/{code}/present/").content.decode()

    assert str(run.id) in page
    assert "A run of your room" in page
    assert run.scenario not in page
    assert f'data-seed="{run.seed}"' not in page


def test_invitation_is_an_address_and_its_qr_code(host, code, settings):
    page = host.get(f"/rooms/{code}/host/").content.decode()
    picture = host.get(f"/rooms/{code}/qr.svg")

    assert f"http://testserver/join/?code={code}" in page
    assert "testserver/join<" in page
    assert picture["Content-Type"] == "image/svg+xml"
    assert picture.content.startswith(b"<?xml") or b"<svg" in picture.content


def test_public_address_wins(host, code, settings):
    from urllib.parse import urlsplit

    settings.PUBLIC_URL = urlsplit("https://class.example.org")
    page = host.get(f"/rooms/{code}/host/").content.decode()

    assert f"https://class.example.org/join/?code={code}" in page
    assert "class.example.org/join<" in page


def test_hosts_code_leads_a_phone_to_the_remote(host, code):
    given = {"host_code": host.session["host_codes"][code]}
    phone, laptop = Client(headers={"user-agent": PHONE}), Client()

    assert phone.post("/join/", given)["Location"] == f"/rooms/{code}/remote/"
    assert laptop.post("/join/", given)["Location"] == f"/rooms/{code}/host/"


def test_only_our_own_rehearsal_frames_a_rooms_pages(host, code):
    for page in ("", "host/"):
        answer = host.get(f"/rooms/{code}/{page}")
        assert answer["X-Frame-Options"] == "SAMEORIGIN"
        assert "frame-ancestors 'self'" in answer["Content-Security-Policy"]

    rehearsal = host.get(f"/rooms/{code}/rehearsal/")
    assert "frame-src 'self'" in rehearsal["Content-Security-Policy"]
    assert rehearsal["X-Frame-Options"] == "DENY"


def test_rehearsal_gives_its_keys_to_its_host_alone(host, code):
    asking = {"do": "begin", "command_id": "r-1"}
    stranger = Client().post(f"/rooms/{code}/rehearsal/", asking)
    keys = host.post(f"/rooms/{code}/rehearsal/", asking).json()["keys"]

    assert stranger.status_code == 404
    assert len(keys) == 3
    assert Seat.objects.filter(practice=True).count() == 3

    over = host.post(
        f"/rooms/{code}/rehearsal/", {"do": "end", "command_id": "r-2"}
    ).json()
    assert over == {"keys": []}
    assert Seat.objects.filter(practice=True).count() == 0


def test_rehearsal_in_a_room_with_people_says_why_not(host, code, pupil):
    refused = host.post(
        f"/rooms/{code}/rehearsal/", {"do": "begin", "command_id": "r-1"}
    )

    assert refused.status_code == 422
    assert "rehearse in one of your own" in refused.json()["error"]
