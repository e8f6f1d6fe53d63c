"""People come into a room and back to their seat."""

import time

import pytest

from knightreplay.rooms import permissions, selectors, services
from knightreplay.rooms.models import Room, RoomCommand, Seat
from knightreplay.rooms.services import Settings
from knightreplay.rooms.services.joining import SEATS_LIMIT
from knightreplay.runs.errors import Conflict, Forbidden, Invalid
from knightreplay.runs.models import Role
from knightreplay.runs.roles import role_for


def test_room_has_six_digits_and_a_longer_code_for_hosts(opened):
    assert (len(opened.room.code), opened.room.code.isdigit()) == (6, True)
    assert len(opened.host_code) == 14
    assert opened.host_code not in opened.room.host_hash


def test_joining_gives_the_next_seat_and_a_key_that_finds_it_again(opened, joining):
    first, second = joining("Kim"), joining("Ada")

    assert [first.seat.number, second.seat.number] == [2, 3]
    assert permissions.seat_of(first.key) == first.seat
    assert permissions.seat_of("x" * 22) is None


def test_second_of_a_name_is_told_apart(joining):
    assert [joining(name).seat.name for name in ("Kim", "kim", "KIM")] == [
        "Kim",
        "kim 2",
        "KIM 3",
    ]


@pytest.mark.parametrize(
    "twin",
    [
        "K\u0456m",
        "\u039a\u0456m",
        "Kim\ufe0f",
        "\uff2bim",
        "K\u0131m",
        "K1m",
        "Klm",
        "K im",
    ],
)
def test_name_that_looks_like_anothers_is_told_apart(joining, twin):
    assert joining("Kim").seat.name == "Kim"
    assert joining(twin).seat.name.endswith("m 2")


@pytest.mark.parametrize(
    "other", ["Kin", "K\u00edm", "Kam", "Jim", "\u674e\u56db", "Kim Lee"]
)
def test_name_that_looks_otherwise_stays_as_it_is(joining, other):
    joining("Kim")

    assert joining(other).seat.name == other


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("<b>Kim</b>", "<b>Kim</b>"),  # a text like any other
        ("\u202eK\u200bim\n", "Kim"),
        ("", "Guest"),
    ],
)
def test_name_is_one_line_of_what_can_be_seen(joining, given, kept):
    assert joining(given).seat.name == kept


def test_name_of_five_hundred_characters_is_refused(opened):
    with pytest.raises(Invalid, match="40"):
        services.join(opened.room.code, "x" * 500)


def test_locked_room_lets_nobody_new_in(opened, host, new_id):
    services.arrange(host, Settings(locked=True), command_id=new_id())

    with pytest.raises(Forbidden, match="locked"):
        services.join(opened.room.code, "Kim")


def test_ended_room_takes_nobody_and_nothing(opened, host, joining, new_id):
    seat = joining().seat
    services.end_room(host, command_id=new_id())

    with pytest.raises(Conflict, match="ended"):
        services.join(opened.room.code, "Ada")
    with pytest.raises(Conflict, match="ended"):
        services.rename(seat, seat.number, "Ada", command_id=new_id())


def test_host_code_gives_a_hosts_seat_however_it_is_typed(opened):
    joined = services.join_as_host(opened.host_code.lower().replace("-", " "))

    assert joined
    assert joined.seat.part == Seat.Part.HOST
    assert services.join_as_host("ABCD-EFGH-JKMN") is None


def test_command_counts_once(opened, host):
    again = [
        services.arrange(host, Settings(follow=False), command_id="same")
        for _ in range(2)
    ]

    assert [done.duplicate for done in again] == [False, True]
    assert again[0].seq == again[1].seq
    assert RoomCommand.objects.filter(room=opened.room).count() == 1


@pytest.mark.parametrize("name", ["arrange", "remove", "place", "end", "begin"])
def test_participant_does_not_lead(opened, joining, new_id, name):
    seat = joining().seat
    commands = {
        "arrange": lambda: services.arrange(
            seat, Settings(locked=True), command_id=new_id()
        ),
        "remove": lambda: services.remove(seat, 1, command_id=new_id()),
        "place": lambda: services.place(seat, 2, part="host", command_id=new_id()),
        "end": lambda: services.end_room(seat, command_id=new_id()),
        "begin": lambda: services.begin_run(
            seat, scenario="sec-2013", seed=29, command_id=new_id()
        ),
    }

    with pytest.raises(Forbidden, match="host"):
        commands[name]()
    assert RoomCommand.objects.count() == 0


def test_somebody_taken_out_may_do_nothing_until_let_back(
    opened, host, joining, new_id
):
    seat = joining().seat
    services.remove(host, seat.number, command_id=new_id())

    with pytest.raises(Forbidden, match="taken out"):
        services.rename(seat, seat.number, "Ada", command_id=new_id())
    services.remove(host, seat.number, back=True, command_id=new_id())
    services.rename(seat, seat.number, "Ada", command_id=new_id())
    assert Seat.objects.get(id=seat.id).name == "Ada"


def test_last_host_stays(opened, host, new_id):
    with pytest.raises(Conflict, match="has a host"):
        services.place(host, host.number, part="participant", command_id=new_id())


def test_run_of_a_room_is_closed_paced_and_seen_by_its_seats_only(
    opened, host, joining, new_id
):
    services.begin_run(host, scenario="sec-2013", seed=29, command_id=new_id())
    run = Room.objects.get(id=opened.room.id).run
    seat = Seat.objects.get(id=joining().seat.id)

    assert run
    assert (run.open, run.paced, run.owner) == (False, True, "browser:host")
    found = permissions.permissions_of(seat, run.id)
    assert found
    assert (found.role, found.may) == (Role.SEAT, frozenset({"predict"}))
    leads = permissions.permissions_of(Seat.objects.get(id=host.id), run.id)
    assert leads
    assert leads.role is Role.HOST


def test_permission_to_everyone_lets_participants_move_the_clock(
    opened, host, joining, new_id
):
    services.begin_run(host, scenario="sec-2013", seed=29, command_id=new_id())
    services.arrange(
        host, Settings(permissions={"pause": "everyone"}), command_id=new_id()
    )
    run = Room.objects.get(id=opened.room.id).run
    assert run
    found = permissions.permissions_of(Seat.objects.get(id=joining().seat.id), run.id)

    assert found
    assert role_for("pause", role=found.role, may=found.may) is Role.OPERATE
    assert role_for("seek", role=found.role, may=found.may) is Role.SEAT


def strangers(room, many, **seat):
    """Seats that were taken and of which no page was ever open, unless `seat` says so."""
    fields = {"part": "participant", "joined": 5.0, "seen": 5.0, **seat}
    first = Seat.objects.filter(room=room).count() + 1
    Seat.objects.bulk_create(
        Seat(room=room, number=n, name=f"x{n}", key_hash=f"{n}", **fields)
        for n in range(first, first + many)
    )


@pytest.mark.slow
def test_after_a_thousand_joins_the_next_pupils_of_the_class_come_in(opened, joining):
    strangers(opened.room, SEATS_LIMIT)

    pupils = [joining(f"Pupil {n}").seat.number for n in range(60)]

    numbers = list(Seat.objects.values_list("number", flat=True))
    assert pupils == list(range(SEATS_LIMIT + 2, SEATS_LIMIT + 62))
    assert (len(numbers), len(set(numbers))) == (SEATS_LIMIT + 1, SEATS_LIMIT + 1)
    assert Seat.objects.filter(room=opened.room, part="host").count() == 1


def test_seat_of_somebody_who_was_there_is_not_given_away(
    opened, joining, new_id, monkeypatch
):
    monkeypatch.setattr("knightreplay.rooms.services.joining.SEATS_LIMIT", 3)
    did = joining("Did").seat
    looked = joining("Looked").seat
    services.note_presence({did.id: True, looked.id: True})
    services.consent(did, True, command_id=new_id())

    with pytest.raises(Conflict, match="all were given away"):
        joining("Late")
    co_host = services.join_as_host(
        opened.host_code, "Co-host"
    )  # comes in all the same
    assert co_host
    co_host.seat.delete()
    Seat.objects.exclude(id=did.id).update(joined=1.0, seen=2.0)
    joining("Late")  # in the place of who looked, and went an hour ago
    Seat.objects.update(joined=1.0, seen=time.time() - 120)
    services.note_presence({did.id: True})
    joining("Later")  # the others are not here, and keep what is theirs

    names = list(Seat.objects.values_list("name", flat=True))
    assert names == ["Host", "Did", "Late", "Later"]


def test_seats_of_those_taken_out_are_given_away_again(
    opened, host, joining, new_id, monkeypatch
):
    monkeypatch.setattr("knightreplay.rooms.services.joining.SEATS_LIMIT", 2)
    out = joining("Out").seat
    services.note_presence({out.id: True})
    services.remove(host, out.number, command_id=new_id())

    late = joining("Late").seat

    assert (late.number, services.is_full(opened.room)) == (3, False)
    assert Seat.objects.get(id=out.id).removed is not None


def test_people_are_shown_before_those_taken_out(opened, joining, monkeypatch):
    monkeypatch.setattr("knightreplay.rooms.selectors.ROSTER_LIMIT", 3)
    strangers(opened.room, 5, removed=9.0)
    joining("Late")

    view = selectors.view(opened.room.id)

    assert view
    assert [seat.name for seat in view.seats] == ["Host", "x2", "Late"]
    assert [seat.removed for seat in view.seats] == [None, 9.0, None]


def test_after_the_last_number_the_lowest_is_taken_whose_seat_is_gone(
    opened, joining, monkeypatch
):
    monkeypatch.setattr("knightreplay.rooms.services.joining.SEAT_NUMBERS", 3)
    gone = joining("Gone").seat
    joining("Kim")
    gone.delete()

    assert joining("Late").seat.number == 2
    with pytest.raises(Conflict, match="given away 3 seats"):
        joining("Later")


def test_seat_that_waits_to_be_opened_on_another_device_is_kept(
    opened, host, joining, monkeypatch
):
    monkeypatch.setattr("knightreplay.rooms.services.joining.SEATS_LIMIT", 2)
    kept = joining("Kept").seat
    services.offer_move(kept, by=host)

    with pytest.raises(Conflict, match="all were given away"):
        joining("Late")
