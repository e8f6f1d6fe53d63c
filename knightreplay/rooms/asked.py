"""What is told of a room's questions: to all, to its hosts, to one seat."""

from collections import Counter
from collections.abc import Iterable
from typing import Any, NamedTuple

from knightreplay.rooms.models import Answer, Seat, Stop
from simulator.clock import time_of

RANKED = 10  # places of the ranking that all are shown
BINS = 10  # of a distribution over a scale


class Asked(NamedTuple):
    """A room's stops with their answers, as they were read together."""

    stops: tuple[Stop, ...]
    answers: tuple[Answer, ...]

    def to(self, stop: Stop) -> list[Answer]:
        return [a for a in self.answers if a.stop_id == stop.id]

    def by(self, seat: Seat) -> list[Answer]:
        return [a for a in self.answers if a.seat_id == seat.id]


def read(room_id: int) -> Asked:
    """Two queries, however many have answered."""
    stops = Stop.objects.filter(room=room_id)
    answers = Answer.objects.filter(stop__room=room_id)
    return Asked(tuple(stops), tuple(answers))


def for_all(asked: Asked) -> list[dict[str, Any]]:
    """Every stop that was opened; what is planned is the host's business."""
    opened = [s for s in asked.stops if s.state != Stop.State.PLANNED]
    return [_stop(asked, stop) for stop in opened]


def for_host(asked: Asked) -> list[dict[str, Any]]:
    """The whole plan, and who has locked an answer to what is open."""
    return [
        {
            **_stop(asked, stop),
            "measure": stop.measure,
            "tells": stop.tells,
            "locked_by": [a.seat_id for a in asked.to(stop) if a.locked],
        }
        for stop in asked.stops
    ]


def for_seat(asked: Asked, seat: Seat) -> dict[str, Any]:
    """One's own answers, and how good they were so far."""
    mine = asked.by(seat)
    return {
        "answers": {
            str(a.stop_id): {
                "value": a.value,
                "sureness": a.sureness,
                "locked": a.locked,
                "score": a.score,
                "brier": a.brier,
            }
            for a in mine
        },
        "points": points(mine),
    }


def points(answers: Iterable[Answer]) -> int:
    """A hundred for each answer that was right; nothing for what is not shown yet."""
    return round(100 * sum(a.score for a in answers if a.score is not None))


def ranking(
    asked: Asked, seats: Iterable[Seat], *, names: bool
) -> list[dict[str, Any]]:
    """The best so far: most points, then the lowest mean Brier score, then who came first."""
    rows = []
    for seat in seats:
        scored = [a for a in asked.by(seat) if a.score is not None]
        if scored:
            sure = [a.brier for a in scored if a.brier is not None]
            mean = sum(sure) / len(sure) if sure else None
            rows.append((points(scored), mean, seat))
    rows.sort(
        key=lambda row: (-row[0], 1.0 if row[1] is None else row[1], row[2].number)
    )
    return [
        {
            "place": place,
            "name": seat.name if names else None,
            "points": gained,
            "brier": None if mean is None else round(mean, 3),
        }
        for place, (gained, mean, seat) in enumerate(rows[:RANKED], start=1)
    ]


def _stop(asked: Asked, stop: Stop) -> dict[str, Any]:
    answers = asked.to(stop)
    shown = stop.state == Stop.State.SHOWN
    return {
        "id": stop.id,
        "at": stop.at,
        "time": time_of(stop.at),
        "state": stop.state,
        "kind": stop.kind,
        "text": stop.text,
        "options": stop.options,
        "answered": len(answers),
        "locked": sum(a.locked for a in answers),
        "hands": stop.hands,
        "truth": stop.truth if shown else None,
        "distribution": _distribution(stop, answers) if _is_over(stop) else None,
    }


def _is_over(stop: Stop) -> bool:
    """While a question is open, what others think is not told."""
    return stop.state in (Stop.State.CLOSED, Stop.State.SHOWN)


def _distribution(stop: Stop, answers: list[Answer]) -> dict[str, int]:
    """How many gave each answer, hands added; of a scale by tenths of it."""
    if stop.kind in (Stop.Kind.NUMBER, Stop.Kind.TIME):
        low, high = stop.options["low"], stop.options["high"]
        width = max(1, high - low)
        places = (min(BINS - 1, (a.value - low) * BINS // width) for a in answers)
        return {str(place): n for place, n in sorted(Counter(places).items())}
    counted = Counter({int(k): n for k, n in (stop.hands or {}).items()})
    counted.update(a.value for a in answers)
    return {str(value): n for value, n in sorted(counted.items())}
