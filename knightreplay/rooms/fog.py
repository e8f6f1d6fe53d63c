"""What each kind of seat could have seen that morning: the one table (docs/rooms.md, Fog).

A row says what it is, who has it at once, who has it late, and who says so. What stands in
no row, or in a row for nobody, leaves the server for a fogged seat not at all.
"""

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any, NamedTuple

from knightreplay.rooms.models import Seat
from knightreplay.runs.events import OF_FILE, OPENS
from simulator.scenario import drill_names, load_scenario, scenario_names

GOD = Seat.Fog.GOD.value
OPERATIONS = Seat.Fog.OPERATIONS.value
RISK = Seat.Fog.RISK.value
DEVELOPMENT = Seat.Fog.DEVELOPMENT.value
EXECUTIVE = Seat.Fog.EXECUTIVE.value
PUBLIC = "public"  # what anybody outside could see: the projector of a fogged room

PEOPLE = (OPERATIONS, RISK, DEVELOPMENT, EXECUTIVE)
EVERYBODY = (*PEOPLE, PUBLIC)
# Minutes by which late columns are late. The SEC says late and inaccurate under load (¶25),
# no figure; both are assumed, the executive's for somebody who has to be told.
LATE: Mapping[str, int] = {RISK: 2, EXECUTIVE: 5}


class FogRow(NamedTuple):
    """Some fields of a segment, as "columns.gross", and who has them."""

    what: str
    fields: tuple[str, ...]
    now: tuple[str, ...]  # seats that have it at its second
    late: tuple[str, ...]  # seats that have it LATE
    source: str


def _of(part: str, *names: str) -> tuple[str, ...]:
    return tuple(f"{part}.{name}" for name in names)


TABLE: tuple[FogRow, ...] = (
    FogRow(
        "The 97 e-mails",
        _of("columns", "emails"),
        (OPERATIONS, DEVELOPMENT),
        (),
        "SEC ¶19: to a group of Knight personnel, not designed as alerts; "
        "which group: assumed",
    ),
    FogRow(
        "Which server an e-mail is about",
        _of("servers", "emails"),
        (),
        (),
        "SEC ¶19 says they named SMARS; no server: assumed",
    ),
    FogRow(
        "PMON: positions and P&L at last prices, without limits",
        (
            *_of("columns", "gross", "long", "short", "pnl_own", "held"),
            *_of("columns", "names_long", "names_short"),
            *_of("stocks", "position"),
        ),
        (),
        (RISK, EXECUTIVE),
        "SEC ¶25: watched by people, late under load; by how much: assumed",
    ),
    FogRow(
        "P&L at fair prices, and at exit",
        _of("columns", "pnl_fair", "pnl_exit", "cash"),
        (),
        (),
        "the model's; nobody had it",
    ),
    FogRow(
        "Loss split by cause",
        ("split",),
        (),
        (),
        "the model's; nobody had it",
    ),
    FogRow(
        "Servers: up or down, flag; the code's version only by inspection",
        _of("servers", "state"),
        (OPERATIONS, DEVELOPMENT),
        (),
        "SEC ¶15: nobody noticed that one lacked the code; ¶27: technology staff acted; "
        "who sees it when: assumed",
    ),
    FogRow(
        "Orders a second, by server",
        (*_of("servers", "sent"), *_of("columns", "child_orders")),
        (OPERATIONS,),
        (),
        "assumed: operations watch the machines; no such screen is in the order",
    ),
    FogRow(
        "Executions and shares",
        _of("columns", "executions", "shares"),
        (OPERATIONS,),
        (),
        "assumed; SEC ¶24: they were not told from other orders'",
    ),
    FogRow(
        "Loops, total and by server",
        (*_of("columns", "loops"), *_of("servers", "loops")),
        (),
        (),
        "the model's inner state; nobody had it",
    ),
    FogRow(
        "Whether the desk unwinds",
        _of("columns", "desk"),
        (RISK, EXECUTIVE),
        (),
        "assumed: they decide it",
    ),
    FogRow(
        "Prices and volume of the stocks",
        _of("stocks", "move_bp", "volume"),
        EVERYBODY,
        (),
        "the public tape; exchanges and strangers saw it from 9:30 (facts 1b)",
    ),
    FogRow(
        "Knight's part of each stock's volume",
        _of("stocks", "participation_pct", "executed"),
        (),
        (),
        "NYSE traced it (secondary); nobody at Knight had it as a figure: assumed",
    ),
    FogRow(
        "Guardrails: which are armed, which tripped",
        ("armed", "trips"),
        (OPERATIONS, RISK),
        (),
        "assumed: Knight had none of them here",
    ),
)

# Who hears of what a scenario's own file does: those who carry it out.
CARRY_OUT = (OPERATIONS, DEVELOPMENT)

# Who hears of an act in the room, by its op: those who work there (assumed).
HEARD: Mapping[str, tuple[str, ...]] = {
    "unwind": (RISK, EXECUTIVE),
    "no-unwind": (RISK, EXECUTIVE),
    "arm": (OPERATIONS, RISK),
    "disarm": (OPERATIONS, RISK),
    "take-over": PEOPLE,
    "hand-back": PEOPLE,
}


def seen_now(kind: str) -> frozenset[str]:
    """The fields that a kind of seat has at their second."""
    return frozenset(_fields(row for row in TABLE if kind in row.now))


def seen_late(kind: str) -> frozenset[str]:
    """The fields that a kind of seat has `LATE` minutes late."""
    return frozenset(_fields(row for row in TABLE if kind in row.late))


def all_fields() -> frozenset[str]:
    """Every field that the table speaks of."""
    return frozenset(_fields(TABLE))


def hears_of_event(kind: str, event: Mapping[str, Any]) -> bool:
    """Whether somebody is told of a marked moment when it comes.

    Scenarios say it of their own moments; of one that no file marks nobody is told.
    """
    listeners = _listeners().get((event["tick"], event["label"]), frozenset())
    if not listeners and event["source"] == OF_FILE:
        return kind in CARRY_OUT
    return kind in listeners


def hears_of_act(kind: str, op: str) -> bool:
    """Whether somebody is told of an act when it is done."""
    return kind in HEARD.get(op, CARRY_OUT)


@cache
def _listeners() -> dict[tuple[int, str], frozenset[str]]:
    """Who is told of each moment; two scenarios that mark the same must agree on it."""
    told_to = {(OPENS.tick, OPENS.label): frozenset(EVERYBODY)}
    for name in (*scenario_names(), *drill_names()):
        for moment in load_scenario(name).moments:
            key, these = (moment.tick, moment.label), frozenset(moment.told_to)
            told_to[key] = told_to.get(key, these) & these
    return told_to


def _fields(rows: Iterable[FogRow]) -> Iterable[str]:
    return (field for row in rows for field in row.fields)
