"""Rooms are opened, joined and entered."""

import pytest
from django.test import Client

from knightreplay.rooms import services
from knightreplay.rooms.models import Room, Seat

pytestmark = pytest.mark.django_db


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


@pytest.mark.parametrize(
    "shown",
    ["{} {}", "{}-{}", " {}\u00a0{} ", "{}\u2013{}", "{}.{}", "\u202a{}{}\u202c"],
)
def test_code_is_taken_as_it_is_shown(code, shown):
    typed = shown.format(code[:3], code[3:])

    assert Client().get("/join/", {"code": typed}).status_code == 200
    come = Client().post("/join/", {"code": typed, "name": "Kim"})
    assert come["Location"] == f"/rooms/{code}/"


@pytest.mark.parametrize("zero", ["\uff10", "\u0660", "\u06f0", "\u0966", "\U0001d7ce"])
def test_digits_of_another_script_are_digits(code, zero):
    typed = "".join(chr(ord(zero) + int(digit)) for digit in code)

    come = Client().post("/join/", {"code": typed, "name": "Kim"})
    assert come["Location"] == f"/rooms/{code}/"


@pytest.mark.slow
@pytest.mark.parametrize("typed", ["", "12345", "1234567", "\u00b2" * 6, "1" * 5000])
def test_what_is_no_code_finds_no_room_and_counts_for_nothing(code, typed):
    pupil = Client()
    told = {
        pupil.post("/join/", {"code": typed, "name": "Kim"}).status_code
        for _ in range(65)
    }

    assert told == {404}
    come = pupil.post("/join/", {"code": code, "name": "Kim"})
    assert come["Location"] == f"/rooms/{code}/"


def test_name_of_markup_is_text(host, code):
    pupil = Client()
    pupil.post("/join/", {"code": code, "name": "<img src=x>"})

    page = Client().post("/join/", {"code": code, "name": "<script>" * 30})
    assert page.status_code == 422
    assert "<script>&" not in page.content.decode()
    assert "<script><script>" not in page.content.decode()


PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Mobile/15E148 Safari"


def test_joining_twice_gives_one_seat(code):
    pupil = Client()
    for _ in range(2):
        page = pupil.post("/join/", {"code": code, "name": "Kim"})
        assert page["Location"] == f"/rooms/{code}/"

    assert Seat.objects.filter(part="participant").count() == 1


def test_name_stands_in_the_record_of_those_who_agreed(code):
    Client().post("/join/", {"code": code, "name": "Kim", "recorded": "on"})
    Client().post("/join/", {"code": code, "name": "Ada"})

    agreed = Seat.objects.filter(part="participant").order_by("number")
    assert [(seat.name, seat.recorded) for seat in agreed] == [
        ("Kim", True),
        ("Ada", False),
    ]


@pytest.mark.parametrize(
    ("state", "words"),
    [
        ({"locked": True}, "its host lets nobody new in"),
        ({"ended": 1.0}, "This room has ended."),
    ],
)
def test_shut_room_says_why(code, state, words):
    Room.objects.update(**state)
    pupil = Client()

    shown = pupil.get("/join/", {"code": code}).content.decode()
    refused = pupil.post("/join/", {"code": code, "name": "Kim"})
    assert words in shown
    assert 'name="code"' not in shown
    assert (refused.status_code, words in refused.content.decode()) == (403, True)
    assert not Seat.objects.filter(part="participant").exists()


def test_full_room_says_so(code, monkeypatch):
    monkeypatch.setattr("knightreplay.rooms.services.joining.SEATS_LIMIT", 1)

    refused = Client().post("/join/", {"code": code, "name": "Kim"})
    assert (refused.status_code, Seat.objects.count()) == (403, 1)
    assert "This room is full" in refused.content.decode()


def test_somebody_taken_out_does_not_come_back_by_the_door(code):
    pupil = Client()
    pupil.post("/join/", {"code": code, "name": "Kim"})
    Seat.objects.filter(part="participant").update(removed=1.0)

    assert pupil.get(f"/rooms/{code}/")["Location"] == f"/join/?code={code}"
    refused = pupil.post("/join/", {"code": code, "name": "Kim"})
    assert refused.status_code == 403
    assert "taken out of this room" in refused.content.decode()
    assert Seat.objects.filter(part="participant").count() == 1


def test_leaving_gives_the_seat_up_and_a_host_cannot(host, code):
    pupil = Client()
    pupil.post("/join/", {"code": code, "name": "Kim"})

    assert pupil.post(f"/rooms/{code}/leave/")["Location"] == "/join/"
    assert pupil.get(f"/rooms/{code}/")["Location"] == f"/join/?code={code}"
    assert host.post(f"/rooms/{code}/leave/")["Location"] == f"/rooms/{code}/host/"
    assert host.get(f"/rooms/{code}/host/").status_code == 200


def test_phone_is_shown_the_door_of_the_one_room_that_is_open(host, code):
    phone = Client(HTTP_USER_AGENT=PHONE)

    page = phone.get("/").content.decode()
    assert f'value="{code}"' in page
    assert "Join Class 7b" in page
    assert "Start the morning" in phone.get("/?home").content.decode()
    assert "Start the morning" in Client().get("/").content.decode()

    hinted = Client(HTTP_SEC_CH_UA_MOBILE="?1").get("/").content.decode()
    assert f'value="{code}"' in hinted

    phone.post("/join/", {"code": code, "name": "Kim"})
    assert phone.get("/")["Location"] == f"/rooms/{code}/"


@pytest.mark.parametrize("state", [{"locked": True}, {"ended": 1.0}])
def test_phone_sees_the_start_page_while_no_room_is_open(code, state):
    Room.objects.update(**state)

    page = Client(HTTP_USER_AGENT=PHONE).get("/").content.decode()
    assert "Start the morning" in page
    assert f'value="{code}"' not in page


def test_phone_sees_the_start_page_while_two_rooms_are_open_or_nobody_came(code):
    phone = Client(HTTP_USER_AGENT=PHONE)
    Client().post("/rooms/", {"name": "Other"})
    assert "Start the morning" in phone.get("/").content.decode()

    Room.objects.filter(name="Other").delete()
    assert code in phone.get("/").content.decode()
    Seat.objects.update(seen=0.0)
    assert "Start the morning" in phone.get("/").content.decode()


def test_phone_that_leads_sees_the_start_page(host, code):
    page = host.get("/", headers={"user-agent": PHONE}).content.decode()

    assert "Start the morning" in page


def test_run_page_of_a_room_says_so_and_tells_who_sees_less_nothing_of_the_run(
    host, code
):
    seat = Seat.objects.get()
    services.begin_run(seat, scenario="sec-2013", seed=29, command_id="b")
    run = Room.objects.get().run
    assert run
    address = run.get_absolute_url()
    pupil = Client()
    assert pupil.get(address).status_code == 403
    pupil.post("/join/", {"code": code, "name": "Kim"})

    page = pupil.get(address).content.decode()
    assert f'data-room="{code}"' in page
    assert 'data-seed="29"' in page
    assert host.session["host_codes"][code] not in page

    Room.objects.update(fogged=True)
    Seat.objects.filter(part="participant").update(fog="risk")
    hidden = pupil.get(address).content.decode()
    assert 'data-seed="29"' not in hidden
    assert 'id="reading"' in page
    assert 'id="reading"' not in hidden
    assert "Open the other reading" not in page
    assert 'data-seed="29"' in host.get(address).content.decode()
