"""Who guesses waits for a turn; who shows what nobody guesses never does."""

import re
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.cache import caches
from django.test import Client, RequestFactory
from redis.exceptions import ConnectionError as RedisAway

from knightreplay import door
from knightreplay.door import LONGEST, Door, NotYet
from knightreplay.network.clients import client_of
from knightreplay.rooms import codes, services
from knightreplay.rooms.models import Room
from knightreplay.turns import TURN


@pytest.fixture(autouse=True)
def _open(settings):
    """On a server of this machine alone everybody leads every room."""
    settings.OPEN_TO_NETWORK = True


MILLION = 10**6
DAY = 24 * 3600


class Clock:
    """The door's clock; a test sets it."""

    def __init__(self):
        self.at = 1_000_000.0

    def __call__(self):
        return self.at


@pytest.fixture
def clock(monkeypatch):
    clock = Clock()
    monkeypatch.setattr(door, "now", clock)
    return clock


def waits(of, who="a"):
    """How long the next one waits; None: there is no turn."""
    try:
        return of.take(who)
    except NotYet:
        return None


def test_door_gives_some_at_once_then_one_a_second_then_none(clock):
    of = Door("few", at_once=3)

    told = [waits(of) for _ in range(3 + LONGEST + 2)]

    assert told == [0.0] * 3 + [float(n) for n in range(1, LONGEST + 1)] + [None, None]
    assert waits(of, "b") == 0.0


def test_door_that_rested_gives_no_more_at_once_than_before(clock):
    of = Door("few", at_once=3)
    for rest in (100, 3600, 30 * DAY):
        clock.at += rest
        assert [waits(of) for _ in range(4)] == [0.0, 0.0, 0.0, 1.0]


def test_turn_given_back_is_there_for_the_next(clock):
    of = Door("few", at_once=2)
    for _ in range(50):
        assert waits(of) == 0.0
        of.give_back("a")

    assert [waits(of) for _ in range(3)] == [0.0, 0.0, 1.0]


def test_giving_back_what_nobody_counts_is_nothing(clock):
    of = Door("few", at_once=1)
    of.give_back("a")

    assert [waits(of) for _ in range(2)] == [0.0, 1.0]


@pytest.mark.slow
def test_all_million_codes_take_more_than_eleven_days(clock):
    """200 tries a second of one address, for two minutes."""
    begin, answered = clock.at, 0
    while clock.at < begin + 120:
        clock.at += 0.005
        answered += waits(door.ROOM_CODES) is not None

    assert answered <= 60 + 120 + LONGEST
    assert (MILLION - 60 - LONGEST) / (answered - 60 - LONGEST) * 120 > 11 * DAY


def test_turns_are_counted_while_the_cache_is_away(clock, monkeypatch):
    def away(*_args, **_kept):
        raise RedisAway

    monkeypatch.setattr(caches["default"], "add", away)
    of = Door("away", at_once=1)

    assert [waits(of) for _ in range(2)] == [0.0, 1.0]


@pytest.mark.parametrize(
    ("address", "client"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2::7", "2001:db8:1:2::/64"),
        ("2001:db8:1:2:ffff::9", "2001:db8:1:2::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        ("", ""),
        ("unix:", "unix:"),
    ],
)
def test_address_stands_for_a_client(address, client):
    assert client_of(address) == client


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
    told = [guesser.get("/join/", {"code": code}) for _ in range(LONGEST + 3)]

    turns = [said.get("X-Turn-In") for said in told]
    assert turns == [f"{n}.000" for n in range(2, LONGEST + 1)] + [None] * 4
    assert {int(said["Retry-After"]) for said in told} <= set(range(1, 15))


@pytest.mark.slow
def test_who_has_waited_is_answered(code, clock):
    client = Client()
    spend(client, code)
    request: Any = RequestFactory().get("/join/", {"code": code})
    request.session = client.session
    request.scope = {TURN: True}

    assert door.room_of_code(request, code) == Room.objects.get()
    assert door.room_of_code(request, other_than(code)) is None


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
    assert "7b" not in right_said.content.decode()
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
