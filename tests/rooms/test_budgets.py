"""What one seat may do in a room, and that nothing of it is taken from the others."""

import pytest

from knightreplay.rooms import services
from knightreplay.rooms.models import Room, RoomCommand, Seat
from knightreplay.rooms.services import Question, Settings
from knightreplay.rooms.services.command import IDLE_KEPT, SEAT_COMMANDS
from knightreplay.runs.errors import Conflict

ASKED = Question(5460, "choice", "Who saw it?", ["the desk", "nobody"])


def stored(room):
    return RoomCommand.objects.filter(room=room).count()


def used_up(room, seat):
    """The log as it stands when a seat has done all that it may."""
    RoomCommand.objects.bulk_create(
        RoomCommand(
            room=room, seq=n, command_id=f"old-{n}", seat=seat, what="consent", done=0.0
        )
        for n in range(1, SEAT_COMMANDS + 1)
    )
    Room.objects.filter(id=room.id).update(seq=SEAT_COMMANDS)


def test_seat_that_has_done_all_it_may_is_refused_and_nobody_else(
    opened, host, joining, new_id
):
    mallory, kim = joining("Mallory").seat, joining("Kim").seat
    used_up(opened.room, mallory)

    with pytest.raises(Conflict, match="1000 things"):
        services.consent(mallory, True, command_id=new_id())
    again = services.consent(mallory, True, command_id="old-7")
    services.consent(kim, True, command_id=new_id())
    services.arrange(host, Settings(locked=True), command_id=new_id())

    assert (again.seq, again.duplicate) == (7, True)
    assert stored(opened.room) == SEAT_COMMANDS + 2


def test_host_is_taken_however_much_a_room_and_the_host_have_done(opened, host, new_id):
    used_up(opened.room, host)
    Room.objects.filter(id=opened.room.id).update(seq=1_000_000)

    for number in range(20):
        done = services.arrange(host, Settings(name=f"n{number}"), command_id=new_id())

    assert done.seq == 1_000_020
    assert Room.objects.get(id=opened.room.id).name == "n19"


@pytest.fixture
def repeated(opened, host, joining, new_id):
    """Commands that were done once, by what they are."""
    kim = joining("Kim").seat
    out = joining("Out").seat
    services.begin_run(host, scenario="sec-2013", seed=29, command_id=new_id())
    services.arrange(
        host, Settings(permissions={"annotate": "everyone"}), command_id=new_id()
    )
    services.make_teams(host, ["Red"], command_id=new_id(), at=60)
    services.finish(host, command_id=new_id())
    services.plan(host, [ASKED], command_id=new_id())
    (stop,) = opened.room.stops.all()
    services.open_stop(host, stop.id, command_id=new_id())
    return {
        "answer": lambda: services.answer(
            kim, stop.id, 1, sureness=0.5, lock=False, command_id=new_id()
        ),
        "arrange": lambda: services.arrange(
            host,
            Settings(name="8c", locked=True, permissions={"seek": "everyone"}),
            command_id=new_id(),
        ),
        "assign": lambda: services.assign(host, 2, None, command_id=new_id()),
        "consent": lambda: services.consent(kim, True, command_id=new_id()),
        "hands": lambda: services.count_hands(
            host, stop.id, {"0": 3}, command_id=new_id()
        ),
        "let-back": lambda: services.remove(
            host, out.number, back=True, command_id=new_id()
        ),
        "open-debrief": lambda: services.open_debrief(
            host, lift=True, command_id=new_id()
        ),
        "place": lambda: services.place(
            host, 2, part="operator", fog="risk", command_id=new_id()
        ),
        "plan": lambda: services.plan(host, [ASKED], command_id=new_id()),
        "remove": lambda: services.remove(host, out.number, command_id=new_id()),
        "rename": lambda: services.rename(
            kim, kim.number, "Kim 9", command_id=new_id()
        ),
    }


@pytest.mark.slow
def test_command_that_changes_nothing_is_stored_nowhere(opened, repeated):
    counts = {}
    for what, command in repeated.items():
        command()
        before = (stored(opened.room), Room.objects.get(id=opened.room.id).seq)
        result = command()
        after = (stored(opened.room), Room.objects.get(id=opened.room.id).seq)
        counts[what] = (after == before, result.duplicate, result.seq == after[1])

    assert counts == dict.fromkeys(repeated, (True, False, True))


def test_command_that_changed_nothing_counts_once_too(opened, joining, new_id):
    kim = joining("Kim").seat
    first = services.consent(kim, False, command_id="idle")
    services.consent(kim, True, command_id=new_id())

    again = services.consent(kim, False, command_id="idle")

    assert [first.duplicate, again.duplicate] == [False, True]
    assert first.seq == again.seq
    assert Seat.objects.get(id=kim.id).recorded is True


def test_ids_of_what_changed_nothing_are_kept_for_a_while(joining, new_id):
    kim = joining("Kim").seat
    for _ in range(IDLE_KEPT + 5):
        services.consent(kim, False, command_id=new_id())

    assert len(Seat.objects.get(id=kim.id).idle) == IDLE_KEPT
