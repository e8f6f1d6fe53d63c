"""What each kind of seat is shown: by the table, and nothing beside it."""

from itertools import product
from typing import Any

import orjson
import pytest

from knightreplay.rooms import fog, permissions, services
from knightreplay.rooms.models import Seat
from knightreplay.rooms.redaction import CODE_UNKNOWN, RoomRedaction
from knightreplay.runs.events import OF_FILE, Event, events_of
from knightreplay.runs.segments.wire import CURVES, closing, decode, encode
from simulator.clock import CLOSE, MINUTE
from simulator.engine import run_minute
from simulator.files.moments import LISTENERS
from simulator.scenario import drill_names, load_scenario
from simulator.schedule import make_schedule
from simulator.state import new_state
from tests.reading import fields_of

KINDS = [*fog.EVERYBODY, fog.GOD]
REDACTIONS = [
    RoomRedaction(kind, blind) for kind, blind in product(KINDS, (False, True))
]
FIRST_LOOPS = 92  # minute: 09:32, in which loops run


def minutes(name, seed, until):
    scenario = load_scenario(name)
    state, schedule = new_state(scenario), make_schedule(scenario, ())
    for minute in range(until):
        state, frames = run_minute(scenario, seed, schedule, state, minute)
        yield encode(0, frames)


@pytest.fixture(scope="module")
def payloads():
    return list(minutes("sec-2013", 29, FIRST_LOOPS + 1))


def test_table_speaks_of_every_field_of_a_segment_once(payloads):
    spoken_of = [field for row in fog.TABLE for field in row.fields]

    assert sorted(spoken_of) == sorted(fields_of(decode(payloads[0])[1]))
    assert all(row.source for row in fog.TABLE)


@pytest.mark.parametrize("kind", fog.EVERYBODY)
def test_a_seat_is_sent_the_fields_of_its_rows_and_no_other(payloads, kind):
    redaction = RoomRedaction(kind)
    before = payloads[FIRST_LOOPS - redaction.late]
    _, seen = decode(redaction.segment(payloads[FIRST_LOOPS], before, alone=False))

    assert fields_of(seen) == fog.seen_now(kind) | fog.seen_late(kind)


@pytest.mark.parametrize("kind", KINDS)
def test_an_outline_of_a_seat_holds_what_its_segments_hold(payloads, kind):
    redaction = RoomRedaction(kind)
    before = payloads[FIRST_LOOPS - redaction.late]
    payload = redaction.segment(payloads[FIRST_LOOPS], before, alone=False)
    columns = decode(payload)[1].get("columns", {})

    assert closing(payload) == {
        name: columns[name][-1] for name in CURVES if name in columns
    }


def test_risk_sees_its_screen_two_minutes_late_and_the_market_at_once(payloads):
    _, full = decode(payloads[FIRST_LOOPS])
    _, earlier = decode(payloads[FIRST_LOOPS - 2])
    redaction = RoomRedaction(fog.RISK)
    _, seen = decode(
        redaction.segment(payloads[FIRST_LOOPS], payloads[FIRST_LOOPS - 2], alone=False)
    )

    assert seen["columns"]["gross"] == earlier["columns"]["gross"]
    assert seen["stocks"]["position"] == earlier["stocks"]["position"]
    assert seen["stocks"]["move_bp"] == full["stocks"]["move_bp"]
    assert full["columns"]["gross"] != earlier["columns"]["gross"]


def test_before_anything_reached_it_the_late_screen_is_empty(payloads):
    _, seen = decode(RoomRedaction(fog.RISK).segment(payloads[1], None, alone=False))

    assert seen["columns"]["gross"] == [0] * MINUTE


def test_nobody_in_fog_is_told_which_code_a_server_has(payloads):
    for redaction in REDACTIONS:
        if redaction == RoomRedaction(fog.GOD):
            continue
        _, seen = decode(redaction.segment(payloads[0], None, alone=False))
        states = [server.get("state", []) for server in seen["servers"]]
        assert {bits & 1 for column in states for bits in column} <= {0}
        assert {bits & CODE_UNKNOWN for column in states for bits in column} <= {16}


@pytest.mark.slow
@pytest.mark.parametrize("redaction", REDACTIONS, ids=lambda s: s.name)
def test_redactions_are_equal_for_equal_kinds_and_twice_is_as_good_as_once(
    payloads, redaction
):
    before = payloads[FIRST_LOOPS - redaction.late]
    once = redaction.segment(payloads[FIRST_LOOPS], before, alone=False)
    again = RoomRedaction(redaction.kind, redaction.blind)

    assert again.segment(payloads[FIRST_LOOPS], before, alone=False) == once
    assert redaction.segment(once, before, alone=False) == once
    for body in bodies():
        seen = redaction.body(body)
        assert again.body(body) == seen
        assert seen is None or redaction.body(seen) == seen


@pytest.mark.parametrize("redaction", REDACTIONS, ids=lambda s: s.name)
def test_the_run_left_alone_is_an_address_without_content(payloads, redaction):
    _, seen = decode(redaction.segment(payloads[FIRST_LOOPS], None, alone=True))

    assert fields_of(seen) == set()
    assert seen["minute"] == FIRST_LOOPS


def marked(tick, label, source="SEC ¶1"):
    return Event(tick, label, "sourced", source)._asdict()


def bodies():
    """A message of each kind that says something."""
    clock = {
        "wall": 100.0,
        "sim": 5400.0,
        "speed": 2.0,
        "paused": False,
        "stop_at": 6855,
        "held_at": None,
    }
    rollback = {"op": "rollback", "tick": 6856, "what": "Roll back the code"}
    unwind = {"op": "unwind", "tick": 7000, "what": "Unwind"}
    events = [
        marked(5400, "Market opens"),
        marked(5640, "NYSE sees double volume"),
        marked(6060, "Roll back the code of server 5", source="the scenario's file"),
    ]
    run = {"id": "r", "scenario": "drill-server-3", "title": "Drill", "seed": 99}
    yield {
        "type": "snapshot",
        "run": run,
        "events": events,
        "preset": [rollback],
        "log": [rollback, unwind],
        "notes": [3, 7],
        "clock": clock,
        "server_time": 101.0,
    }
    yield {"type": "told", "events": events, "preset": [rollback]}
    yield {"type": "note", "number": 1, "note": {"text": "server 8"}}
    yield {"type": "intervention", "entry": rollback, "preset": [rollback]}
    yield {"type": "heartbeat", "notes": [3, 7], "clock": clock, "server_time": 101.0}


def as_seen(redaction: RoomRedaction) -> list[Any]:
    return [redaction.body(body) for body in bodies()]


def test_messages_of_a_fogged_seat_tell_neither_plan_nor_notes_nor_the_scenario():
    snapshot, told, note, intervention, beat = as_seen(RoomRedaction(fog.RISK))

    assert (snapshot["run"]["title"], snapshot["run"]["seed"]) == ("", None)
    assert [event["label"] for event in told["events"]] == ["Market opens"]
    assert [entry["op"] for entry in snapshot["log"]] == ["unwind"]
    assert (told["preset"], note, intervention, beat["notes"]) == (
        [],
        None,
        None,
        [0, 0],
    )
    assert "desk" in snapshot["hides"]
    assert snapshot["late"] == 120


def test_executive_is_called_by_the_exchange_and_the_operators_hear_of_the_rollback():
    _, called, *_ = as_seen(RoomRedaction(fog.EXECUTIVE))
    _, worked, *_ = as_seen(RoomRedaction(fog.OPERATIONS))

    assert [event["label"] for event in called["events"]] == [
        "Market opens",
        "NYSE sees double volume",
    ]
    assert [event["label"] for event in worked["events"]] == [
        "Market opens",
        "Roll back the code of server 5",
    ]
    assert [act["op"] for act in worked["preset"]] == ["rollback"]


@pytest.mark.parametrize(
    "event",
    [
        marked(5640, "NYSE sees double volum"),
        marked(5641, "NYSE sees double volume"),
        marked(6480, "Another account's stop"),
        marked(6480, "Another account's stop", source="the scenario's files"),
    ],
)
def test_nobody_is_told_of_a_moment_that_no_file_marks_or_that_is_for_nobody(event):
    assert [kind for kind in KINDS if fog.hears_of_event(kind, event)] == []


def test_scenarios_tell_their_moments_to_the_kinds_of_seats_that_there_are():
    assert LISTENERS == fog.EVERYBODY
    heard = {
        event.label: [k for k in KINDS if fog.hears_of_event(k, event._asdict())]
        for event in events_of(load_scenario("sec-2013"))
    }

    assert heard == {
        "First e-mail": ["operations", "development"],
        "Market opens": ["operations", "risk", "development", "executive", "public"],
        "NYSE sees double volume": ["executive"],
        "Rollback on seven servers": ["operations", "development"],
        "Another account's stop": [],
        "Orders stop": ["operations", "development"],
        "The desk starts to unwind": ["risk", "executive"],
        "Block sale of the rest": ["risk", "executive"],
    }


def test_what_a_scenarios_own_file_does_is_told_to_those_who_carry_it_out():
    told = events_of(load_scenario("all-at-the-open"))

    assert [event.label for event in told if event.source == OF_FILE]
    for event in told[1:]:
        hear = [kind for kind in KINDS if fog.hears_of_event(kind, event._asdict())]
        assert hear == ["operations", "development"]


def test_blind_seat_is_told_of_the_open_and_of_what_the_room_did_only():
    snapshot, told, note, intervention, _ = as_seen(RoomRedaction(fog.GOD, blind=True))

    assert "drill" not in orjson.dumps(snapshot).decode().lower()
    assert snapshot["run"]["seed"] is None
    assert [event["label"] for event in told["events"]] == ["Market opens"]
    assert (told["preset"], len(snapshot["log"])) == ([], 2)
    assert (note["number"], intervention["preset"]) == (1, [])


def test_clock_tells_where_it_stops_when_it_is_about_to():
    redaction = RoomRedaction(fog.RISK)
    beat = list(bodies())[-1]
    near = {**beat, "clock": {**beat["clock"], "sim": 6850.0}}
    held = {**beat, "clock": {**beat["clock"], "held_at": 6855}}

    seen: list[Any] = [redaction.body(body) for body in (beat, near, held)]
    stops = [body["clock"]["stop_at"] for body in seen]
    assert stops == [None, 6855, 6855]


def test_drills_look_the_same_until_the_first_order():
    """Before anything has happened no byte says which drill it is."""
    blind = RoomRedaction(fog.GOD, blind=True)

    def mornings(name):
        return [blind.segment(p, None, alone=False) for p in minutes(name, 7, 1)]

    assert len({tuple(mornings(name)) for name in drill_names()}) == 1


def test_permissions_have_the_redaction_of_the_seat_and_the_room(
    opened, host, joining, new_id
):
    kim = joining("Kim").seat
    services.begin_run(host, scenario="sec-2013", seed=29, command_id=new_id())
    services.place(host, kim.number, fog="risk", command_id=new_id())
    redactions = [_redaction(kim)]
    services.arrange(host, services.Settings(fogged=True), command_id=new_id())
    redactions += [_redaction(kim), _redaction(host)]
    services.begin_run(host, scenario="", seed=0, blind=True, command_id=new_id())
    redactions.append(_redaction(kim))
    services.arrange(host, services.Settings(fogged=False), command_id=new_id())
    redactions.append(_redaction(kim))
    services.reveal(host, command_id=new_id())
    redactions.append(_redaction(kim))

    names = [redaction and redaction.name for redaction in redactions]
    assert names == [None, "risk", None, "risk blind", "god blind", None]


def test_blind_run_is_one_of_the_drills(opened, host, new_id):
    services.begin_run(
        host, scenario="sec-2013", seed=29, blind=True, command_id=new_id()
    )
    opened.room.refresh_from_db()

    assert opened.room.run.scenario in drill_names()
    assert opened.room.blind


def _redaction(seat: Seat) -> RoomRedaction | None:
    found = Seat.objects.select_related("room", "team").get(id=seat.id)
    assert found.room.run_id
    may = permissions.permissions_of(found, found.room.run_id)
    assert may
    assert may.redaction is None or isinstance(may.redaction, RoomRedaction)
    return may.redaction


def test_end_of_the_day_is_in_the_table_of_lateness():
    assert all(0 < 60 * late < CLOSE for late in fog.LATE.values())
