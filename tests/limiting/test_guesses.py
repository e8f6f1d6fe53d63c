"""Who guesses waits for a turn; who shows what nobody guesses never does."""

import re
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client, RequestFactory

from knightreplay.limiting import guesses
from knightreplay.limiting.limiter import LONGEST_WAIT, RateLimited
from knightreplay.limiting.queue import WAITED
from knightreplay.rooms import codes, services
from knightreplay.rooms.models import Room, Seat

MILLION = 10**6
DAY = 24 * 3600


def is_answered(limiter):
    try:
        limiter.take("a")
    except RateLimited:
        return False
    return True


@pytest.mark.slow
def test_all_million_codes_take_more_than_eleven_days(clock):
    """200 tries a second of one address, for two minutes."""
    begin, answered = clock.at, 0
    while clock.at < begin + 120:
        clock.at += 0.005
        answered += is_answered(guesses.ROOM_CODES)

    assert answered <= 60 + 120 + LONGEST_WAIT
    assert (MILLION - 60 - LONGEST_WAIT) / (
        answered - 60 - LONGEST_WAIT
    ) * 120 > 11 * DAY


@pytest.fixture
def code(db):
    return services.open_room(name="7b", owner="").room.code


def other_than(code, by=1):
    return f"{(int(code) + by) % MILLION:06}"


def words(answer):
    """What a page says, without the token of its form."""
    return re.sub(r'(csrfmiddlewaretoken" value=)"\w+"', r"\1", answer.content.decode())


def spend(client, code, **extra):
    """Guesses until an answer has to wait."""
    for by in range(1, 62):
        said = client.get("/join/", {"code": other_than(code, by)}, **extra)
    assert said.status_code == 429
    return said


@pytest.mark.slow
def test_right_and_wrong_codes_wait_alike(code, clock):
    guesser = Client()
    first = spend(guesser, code)

    told = [guesser.get("/join/", {"code": c}) for c in (other_than(code), code)]
    told.append(guesser.post("/join/", {"code": code, "name": "Kim"}))

    assert [said.status_code for said in told] == [429] * 3
    assert [said["X-Turn-In"] for said in (first, *told)] == [
        "1.000",
        "2.000",
        "3.000",
        "4.000",
    ]
    wrong, right = words(told[0]), words(told[1])
    assert wrong.replace(other_than(code), "") == right.replace(code, "")


@pytest.mark.slow
def test_nobody_waits_longer_than_a_quarter_of_a_minute(code, clock):
    guesser = Client()
    spend(guesser, code)
    told = [guesser.get("/join/", {"code": code}) for _ in range(LONGEST_WAIT + 3)]

    turns = [said.get("X-Turn-In") for said in told]
    assert turns == [f"{n}.000" for n in range(2, LONGEST_WAIT + 1)] + [None] * 4
    assert {int(said["Retry-After"]) for said in told} <= set(range(1, 15))


@pytest.mark.slow
def test_who_has_waited_is_answered(code, clock):
    client = Client()
    spend(client, code)
    request: Any = RequestFactory().get("/join/", {"code": code})
    request.session = client.session
    request.scope = {WAITED: True}

    assert guesses.room_of_code(request, code) == Room.objects.get()
    assert guesses.room_of_code(request, other_than(code)) is None


@pytest.mark.slow
def test_invitation_seat_and_hosts_code_never_wait(clock, db):
    opened = services.open_room(name="7b", owner="")
    code = opened.room.code
    pupil = Client()
    pupil.post("/join/", {"code": code, "name": "Kim"})
    spend(Client(), code)
    key = codes.invitation_key(code)

    assert Client().get("/join/", {"code": code, "key": key}).status_code == 200
    invited = Client().post("/join/", {"code": code, "key": key, "name": "Ada"})
    leading = Client().post("/join/", {"host_code": opened.host_code})
    assert invited["Location"] == f"/rooms/{code}/"
    assert leading["Location"] == f"/rooms/{code}/host/"
    assert pupil.get("/join/", {"code": code})["Location"] == f"/rooms/{code}/"
    assert pupil.get(f"/rooms/{code}/").status_code == 200
    wrong = Client().get("/join/", {"code": code, "key": codes.invitation_key("1")})
    assert wrong.status_code == 429


@pytest.mark.slow
def test_right_codes_of_a_class_count_for_nothing(code, clock):
    told = [
        Client().post("/join/", {"code": code, "name": f"Pupil {n}"}).status_code
        for n in range(65)
    ]

    assert told == [302] * 65
    assert Seat.objects.filter(part=Seat.Part.PARTICIPANT).count() == 65


@pytest.mark.slow
def test_page_of_a_right_code_lets_in_without_another_turn(code, clock):
    pupil = Client()
    shown = pupil.get("/join/", {"code": code})
    spend(Client(), code)

    key = shown.context["key"]
    assert f'name="key" value="{key}"' in shown.content.decode()
    come = pupil.post("/join/", {"code": code, "key": key, "name": "Kim"})
    assert come.status_code == 302


@pytest.mark.slow
def test_host_and_accounts_are_counted_apart(code, clock, settings):
    host, ann = Client(), Client()
    host.post("/host/", {"key": settings.HOST_KEY})
    ann.force_login(User.objects.create_user("ann"))
    spend(Client(), code)

    for known in (host, ann):
        assert known.get("/join/", {"code": code}).status_code == 200
    settings.ACCOUNTS = "open"  # then anybody has as many as they like
    assert ann.get("/join/", {"code": code}).status_code == 429


@pytest.mark.slow
def test_neighbours_in_one_ipv6_network_share_a_budget(code, clock):
    spend(Client(), code, REMOTE_ADDR="2001:db8::1")

    near = Client().get("/join/", {"code": code}, REMOTE_ADDR="2001:db8::2")
    far = Client().get("/join/", {"code": code}, REMOTE_ADDR="2001:db8:0:1::1")
    assert (near.status_code, far.status_code) == (429, 200)


PAGES = (
    "",
    "host/",
    "remote/",
    "present/",
    "rehearsal/",
    "wall/",
    "debrief/",
    "qr.svg",
    "record.json",
)


@pytest.mark.parametrize("page", PAGES)
def test_page_of_a_room_says_nothing_to_who_has_no_seat(code, page):
    wrong = other_than(code)
    right_said, wrong_said = (
        Client().get(f"/rooms/{asked}/{page}") for asked in (code, wrong)
    )

    assert right_said.status_code == wrong_said.status_code
    assert "7b" not in words(right_said)
    assert right_said.get("Location", "").replace(code, wrong) == wrong_said.get(
        "Location", ""
    )


@pytest.mark.parametrize("page", ["rehearsal/", "remove/", "leave/"])
def test_form_of_a_room_says_nothing_to_who_has_no_seat(code, page):
    told = [
        Client().post(f"/rooms/{asked}/{page}", {"code": code})
        for asked in (code, other_than(code))
    ]

    assert told[0].status_code == told[1].status_code
    right, wrong = words(told[0]), words(told[1])
    assert right.replace(code, "") == wrong.replace(other_than(code), "")


@pytest.mark.slow
def test_wrong_host_codes_are_refused_and_a_right_one_is_not(clock, db):
    opened = services.open_room(name="7b", owner="")
    wrong = {"host_code": "ABCD-EFGH-JKMN"}
    told = [Client().post("/join/", wrong).status_code for _ in range(62)]

    assert told == [404] * 60 + [429] * 2
    right = Client().post("/join/", {"host_code": opened.host_code})
    assert right.status_code == 302
