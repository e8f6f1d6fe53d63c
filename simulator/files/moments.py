"""Moments of the morning: what a scenario's file marks, who says so, and who heard of it."""

import re
from collections.abc import Sequence
from typing import Any, NamedTuple

from simulator.clock import tick_of, time_of
from simulator.documents import Document, Place
from simulator.params import ParamsError

MOST_MOMENTS = 50

# A document gives the minute; ours, from documents; ours.
KINDS = ("sourced", "inferred", "modelled")
# Who could be told of a moment when it came: Knight's people, and anybody outside.
LISTENERS = ("operations", "risk", "development", "executive", "public")


class MarkedMoment(NamedTuple):
    """Something that happened, or is said to have."""

    id: str  # by which the file speaks of it elsewhere
    tick: int  # the first
    label: str
    kind: str  # of KINDS
    source: str
    contested: bool
    until: int | None  # the last tick, where the moment is a range
    told_to: tuple[str, ...]  # of LISTENERS


def read_moments(document: Document) -> tuple[MarkedMoment, ...]:
    """Return the moments in a scenario's file in the order of the morning.

    Raises
    ------
    FileError: one of them is bad, or two have one id, or one time and label.

    """
    if "moments" not in document.told:
        return ()
    count = len(document.list_at(("moments",), 1, MOST_MOMENTS))
    moments: list[MarkedMoment] = []
    for number in range(count):
        moment = _read_moment(document, ("moments", number))
        _check_apart(document, ("moments", number), moment, moments)
        moments.append(moment)
    return tuple(sorted(moments, key=lambda moment: moment.tick))


def _read_moment(document: Document, place: Place) -> MarkedMoment:
    told = document.table(place, _KEYS, _REQUIRED)
    tick: int = document.checked(place, lambda own: tick_of(own["time"]))
    return MarkedMoment(
        id=document.checked(place, _id),
        tick=tick,
        label=document.text_at((*place, "label"), 120),
        kind=document.choice_at((*place, "kind"), KINDS),
        source=document.text_at((*place, "source"), 200),
        contested=document.checked(place, _contested),
        until=_until(document, place, tick) if "until" in told else None,
        told_to=_listeners(document, place) if "told_to" in told else (),
    )


def _until(document: Document, place: Place, tick: int) -> int:
    until: int = document.checked(place, lambda own: tick_of(own["until"], "until"))
    if until <= tick:
        allowed = f"a time after {time_of(tick)}"
        raise document.error((*place, "until"), time_of(until), allowed)
    return until


def _listeners(document: Document, place: Place) -> tuple[str, ...]:
    count = len(document.list_at((*place, "told_to"), 0, len(LISTENERS)))
    return tuple(
        document.choice_at((*place, "told_to", number), LISTENERS)
        for number in range(count)
    )


def _check_apart(
    document: Document,
    place: Place,
    moment: MarkedMoment,
    others: Sequence[MarkedMoment],
) -> None:
    if moment.id in [other.id for other in others]:
        raise document.error((*place, "id"), moment.id, "an id of its own")
    if (moment.tick, moment.label) in [(other.tick, other.label) for other in others]:
        raise document.error((*place, "label"), moment.label, "another at that time")


def _id(own: dict[str, Any]) -> str:
    value = own["id"]
    if not isinstance(value, str) or not _ID.fullmatch(value):
        raise ParamsError("id", value, "1 to 40 of a-z, 0-9 and -")
    return value


def _contested(own: dict[str, Any]) -> bool:
    value = own.get("contested", False)
    if not isinstance(value, bool):
        raise ParamsError("contested", value, "true or false")
    return value


_ID = re.compile(r"[a-z0-9-]{1,40}")
_REQUIRED = ("id", "time", "label", "kind", "source")
_KEYS = (*_REQUIRED, "contested", "until", "told_to")
