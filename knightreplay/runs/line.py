"""The epoch rule: which segment stands for which minute, and what a viewer should hold.

A segment is addressed by (epoch, minute) and never changes, because the state of a
minute depends only on acts at or before its end. Late and repeated tasks are harmless.
"""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from simulator.clock import MINUTE, MINUTES

Cuts = tuple[int, ...]  # Cuts[e] is the tick from which epoch e replaced the future


class Stretch(NamedTuple):
    """The minutes first to last, both included, of one epoch."""

    epoch: int
    first: int
    last: int


def epoch_of(minute: int, cuts: Cuts) -> int:
    """The newest epoch whose cut lies in or before the minute."""
    end = MINUTE * (minute + 1)
    return max(epoch for epoch, cut in enumerate(cuts) if cut < end)


def line(cuts: Cuts) -> tuple[Stretch, ...]:
    """The whole day as stretches of one epoch each, in the order of the day."""
    stretches: list[Stretch] = []
    end = MINUTES
    for epoch in range(len(cuts) - 1, -1, -1):
        first = cuts[epoch] // MINUTE
        if first < end:
            stretches.append(Stretch(epoch, first, end - 1))
            end = first
    return tuple(reversed(stretches))


def due(cuts: Cuts) -> tuple[Stretch, ...]:
    """What has to be computed: the line first, then the rest of the run left alone."""
    on_line = line(cuts)
    alone = next((s.last for s in on_line if s.epoch == 0), -1)
    if alone == MINUTES - 1:
        return on_line
    return (*on_line, Stretch(0, alone + 1, MINUTES - 1))


def first_gap(cuts: Cuts, computed: Mapping[int, int]) -> Stretch | None:
    """The first stretch still to compute; `computed` is epoch → last minute stored.

    Each epoch's minutes are stored in order from its cut, so one number tells them all.
    """
    for epoch, first, last in due(cuts):
        start = max(first, computed.get(epoch, first - 1) + 1)
        if start <= last:
            return Stretch(epoch, start, last)
    return None


def computed_line(cuts: Cuts, computed: Mapping[int, int]) -> tuple[Stretch, ...]:
    """The computed part of the line and of epoch 0, ascending: what a viewer holds."""
    parts = [
        Stretch(epoch, first, min(last, computed.get(epoch, -1)))
        for epoch, first, last in due(cuts)
        if computed.get(epoch, -1) >= first
    ]
    return _merged(sorted(parts))


def _merged(parts: list[Stretch]) -> tuple[Stretch, ...]:
    merged: list[Stretch] = []
    for part in parts:
        before = merged[-1] if merged else None
        if before and before.epoch == part.epoch and before.last + 1 == part.first:
            merged[-1] = before._replace(last=part.last)
        else:
            merged.append(part)
    return tuple(merged)


def disclosed(stretches: Iterable[Stretch], until: int | None) -> tuple[Stretch, ...]:
    """Of these the minutes that begin before the tick `until`; None tells all."""
    if until is None:
        return tuple(stretches)
    last = (until - 1) // MINUTE
    return tuple(
        part._replace(last=min(part.last, last))
        for part in stretches
        if part.first <= last
    )


def missing(
    have: Iterable[Stretch], should: Iterable[Stretch]
) -> list[tuple[int, int]]:
    """(epoch, minute) of what should be held and is not, in the order of `should`."""
    owned = {
        (epoch, minute)
        for epoch, first, last in have
        for minute in range(first, last + 1)
    }
    return [
        (epoch, minute)
        for epoch, first, last in should
        for minute in range(first, last + 1)
        if (epoch, minute) not in owned
    ]


def is_shown(minute: int, tick: int) -> bool:
    """Whether a clock at `tick` needs the minute.

    That is the minute of its frame and the one before: some figures are of the last
    minute's end or of the last sixty seconds.
    """
    return 0 <= (tick - 1) // MINUTE - minute <= 1


def shown_first(keys: Iterable[tuple[int, int]], tick: int) -> list[tuple[int, int]]:
    """The same keys, before all others those that a clock at `tick` needs, newest first."""
    shown = (tick - 1) // MINUTE
    return sorted(keys, key=lambda key: shown - key[1] if is_shown(key[1], tick) else 2)


def digest(stretches: Iterable[Stretch]) -> str:
    """32-bit FNV-1a of the stretches as text (tests/fixtures/digest.json)."""
    text = ";".join(",".join(map(str, stretch)) for stretch in stretches)
    value = 0x811C9DC5
    for byte in text.encode():
        value = (value ^ byte) * 0x01000193 & 0xFFFFFFFF
    return f"{value:08x}"
