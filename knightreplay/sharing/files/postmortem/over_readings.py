"""The figures that could have been, in each reading of the order and over the seeds.

A document is for keeping, so its tables are to the cent; a line for people is in millions.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from django.utils.translation import override

from knightreplay.lab import wording
from knightreplay.lab.mornings import READINGS, SEEDS
from knightreplay.lab.ranges import Range
from knightreplay.money import exact, signed
from knightreplay.sharing.files.postmortem.findings import Findings
from knightreplay.sharing.files.postmortem.markdown import table
from knightreplay.sharing.files.postmortem.whatif import (
    ALONE,
    WITHOUT_ROLLBACK,
    FirstTrip,
    Safeguard,
)
from simulator.clock import time_of

OTHER_FITS = (
    "Such a loss is that of one reading of the order and of one fit of the model; others give"
    " others (`docs/model.md`): read it as an order of magnitude."
)


def reading(scenario: str) -> str:
    """Which reading of the order the scenario takes, and which counts it misses for it."""
    with override("en"):
        words = wording.reading_words(scenario)
    return " ".join(filter(None, (words.reads, words.misses))) if words else ""


def low_to_high(found: Range) -> str:
    """A cell: the range in millions."""
    with override("en"):
        return wording.low_to_high(found)


def as_data(found: Findings) -> dict[str, Any]:
    """The losses in cents for programs; nothing of a run that has no ranges."""
    if not found.found.readings:
        return {}
    mornings = {"This run": found.found}
    mornings |= {case.name: case.found for case in found.cases}
    return {"ranges": [_data(name, own) for name, own in mornings.items()]}


def _data(name: str, found: Range) -> dict[str, Any]:
    readings = dict(zip(READINGS, found.readings, strict=True))
    seeds = {"seeds": list(found.seeds)} if found.seeds else {}
    return {"morning": name, "cents": readings, **seeds}


def of_cases(found: Findings) -> str:
    """Why the losses are ranges, by how much, and all of them to the cent."""
    if not found.found.readings:
        return OTHER_FITS
    head = ("Loss at 16:00, in each reading", *(f"`{name}`" for name in READINGS))
    rows = [(name, *map(exact, own.readings)) for name, own in _rows(found)]
    right = range(1, len(head))
    with override("en"):
        reason = wording.reason()
    return "\n\n".join(
        [reason, _factors(found), table(head, rows, right), _band(found)]
    )


def _rows(found: Findings) -> Iterator[tuple[str, Range]]:
    """Each loss, and the two differences that are asked for most."""
    yield "**This run**", found.found
    by_name = {case.name: case.found for case in found.cases}
    yield from by_name.items()
    alone = by_name.get(ALONE, found.found)
    if ALONE in by_name:
        yield "**So people's acts saved**", alone.minus(found.found)
    if without := by_name.get(WITHOUT_ROLLBACK):
        yield "**So the rollback cost**", alone.minus(without)


def _factors(found: Findings) -> str:
    """By how much the readings part, over the cases that lose something."""
    parts = [
        loss / case.loss
        for case in found.cases
        for loss in case.found.readings
        if case.loss > 0
    ]
    if not parts:
        return ""
    return (
        f"In these readings the losses of the other mornings come to {min(parts):.2f} to"
        f" {max(parts):.2f} times the figure in the table above. The same acts at the same"
        " seconds meet another morning in each: they may come after a rollback that is earlier."
    )


def _band(found: Findings) -> str:
    """The seeds' band of this run, and of the run left alone."""
    bands = {"This run": found.found}
    bands |= {case.name: case.found for case in found.cases if case.found.seeds}
    head = (
        *(f"Loss over {len(SEEDS)} seeds, this reading", "Mean"),
        *("Standard deviation", "Least", "Most"),
    )
    rows = [(name, *map(exact, _spread(own))) for name, own in bands.items()]
    return table(head, rows, range(1, len(head)))


def _spread(found: Range) -> tuple[int, ...]:
    return found.mean, found.deviation, min(found.seeds), max(found.seeds)


# ---------------------------------------------------------------- safeguards


def of_guards(guards: Sequence[Safeguard]) -> str:
    """When each would have tripped first, over the readings; nothing where there are none."""
    rows = [_guard(guard) for guard in guards if guard.elsewhere]
    if not rows:
        return ""
    head = ("Safeguard, over the readings", "First trip", "Getting out then")
    return table(head, rows, (1, 2))


def _guard(guard: Safeguard) -> tuple[str, str, str]:
    trips = [trip for trip in guard.elsewhere if trip is not None]
    if not trips:
        return guard.name, "never", ""
    exits = [trip.exit for trip in trips]
    return guard.name, _when(guard, trips), _to(signed(max(exits)), signed(min(exits)))


def _when(guard: Safeguard, trips: Sequence[FirstTrip]) -> str:
    ticks = [trip.tick for trip in trips]
    said = _to(time_of(min(ticks)), time_of(max(ticks)))
    never = len(guard.elsewhere) - len(trips)
    return f"{said}; never in {never}" if never else said


def _to(one: str, other: str) -> str:
    return one if one == other else f"{one} to {other}"
