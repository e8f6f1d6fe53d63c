"""What is told of a room's questions: to all, to its hosts, to one seat."""

from collections import Counter
from collections.abc import Iterable
from functools import cached_property

from knightreplay.rooms import answer_score, bodies
from knightreplay.rooms.models import Answer, Seat, Stop
from simulator.clock import time_of

RANKED = 10  # places of the ranking that all are shown
BINS = 10  # of a distribution over a scale
ON_A_SCALE = (Stop.Kind.NUMBER, Stop.Kind.TIME)


class RoomQuestions:
    """A room's stops with their answers, as they were read together."""

    def __init__(self, stops: Iterable[Stop], answers: Iterable[Answer]) -> None:
        self.stops = tuple(stops)
        self.answers = tuple(answers)

    def to(self, stop: Stop) -> list[Answer]:
        return self._by_stop.get(stop.id, [])

    def by(self, seat: Seat) -> list[Answer]:
        return self._by_seat.get(seat.id, [])

    @property
    def open(self) -> Stop | None:
        """The question that is open now."""
        return next((s for s in self.stops if s.state == Stop.State.OPEN), None)

    @cached_property
    def _by_stop(self) -> dict[int, list[Answer]]:
        found: dict[int, list[Answer]] = {}
        for given in self.answers:
            found.setdefault(given.stop_id, []).append(given)
        return found

    @cached_property
    def _by_seat(self) -> dict[int, list[Answer]]:
        found: dict[int, list[Answer]] = {}
        for given in self.answers:
            found.setdefault(given.seat_id, []).append(given)
        return found


def read(room_id: int) -> RoomQuestions:
    """Two queries, however many have answered."""
    stops = Stop.objects.filter(room=room_id)
    return RoomQuestions(
        stops, Answer.objects.filter(stop__room=room_id).order_by("given")
    )


def for_all(questions: RoomQuestions, awaited: int) -> list[bodies.Stop]:
    """Every stop that was opened; what is planned is the host's business.

    `awaited` counts those who are awake and have not locked an answer to what is open.
    """
    opened = [s for s in questions.stops if s.state != Stop.State.PLANNED]
    return [_stop(questions, stop, awaited) for stop in opened]


def for_host(
    questions: RoomQuestions, seats: Iterable[Seat], awaited: int
) -> list[bodies.PlannedStop]:
    """The whole plan, and which seats have locked an answer."""
    numbers = {seat.id: seat.number for seat in seats}
    return [
        {
            **_stop(questions, stop, awaited),
            "measure": stop.measure,
            "tells": stop.tells,
            "because": stop.because,
            "source": stop.source,
            "locked_by": sorted(
                numbers[a.seat_id]
                for a in questions.to(stop)
                if a.locked and a.seat_id in numbers
            ),
            "words": _words(questions, stop),
        }
        for stop in questions.stops
    ]


def for_seat(questions: RoomQuestions, seat: Seat) -> bodies.OwnAnswers:
    """One's own answers, and how good they were so far."""
    mine = questions.by(seat)
    return {
        "answers": {
            str(a.stop_id): {
                "value": a.value,
                "sureness": a.sureness,
                "locked": a.locked,
                "score": a.score,
                "right": None if a.score is None else a.score >= answer_score.RIGHT,
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
    questions: RoomQuestions, seats: Iterable[Seat]
) -> list[tuple[Seat, int, float | None]]:
    """The seats with points and mean Brier score, the best first.

    Most points, then the lowest mean Brier score, then who came first.
    """
    rows = []
    for seat in seats:
        scored = [a for a in questions.by(seat) if a.score is not None]
        if scored:
            sure = [a.brier for a in scored if a.brier is not None]
            rows.append((seat, points(scored), sum(sure) / len(sure) if sure else None))
    rows.sort(key=lambda r: (-r[1], 1.0 if r[2] is None else r[2], r[0].number))
    return rows


def _stop(questions: RoomQuestions, stop: Stop, awaited: int) -> bodies.Stop:
    answers = questions.to(stop)
    shown = stop.state == Stop.State.SHOWN
    return {
        "id": stop.id,
        "at": stop.at,
        "time": time_of(stop.at),
        "state": Stop.State(stop.state),
        "since": stop.shown or stop.closed or stop.opened,
        "kind": Stop.Kind(stop.kind),
        "text": stop.text,
        "options": stop.options,
        "ours": stop.ours,
        "answered": len(answers),
        "locked": sum(a.locked for a in answers),
        "awaited": awaited if stop is questions.open else 0,
        "hands": stop.hands,
        "truth": stop.truth if shown else None,
        "because": stop.because if shown else "",
        "source": stop.source if shown else "",
        "distribution": _distribution(stop, answers) if _is_over(stop) else None,
    }


def _is_over(stop: Stop) -> bool:
    """While a question is open, what others think is not told."""
    return stop.state in (Stop.State.CLOSED, Stop.State.SHOWN)


def _distribution(stop: Stop, answers: list[Answer]) -> dict[str, int] | None:
    """How many gave each answer, hands added; of a scale by tenths of it; not of words."""
    if stop.kind == Stop.Kind.WORDS:
        return None
    if stop.kind in ON_A_SCALE:
        low, high = stop.options["low"], stop.options["high"]
        places = (
            min(BINS - 1, (a.value - low) * BINS // (high - low)) for a in answers
        )
        return {str(place): n for place, n in sorted(Counter(places).items())}
    counted = Counter({int(k): n for k, n in (stop.hands or {}).items()})
    counted.update(a.value for a in answers)
    return {str(value): n for value, n in sorted(counted.items())}


def _words(questions: RoomQuestions, stop: Stop) -> list[str]:
    """What was answered in words, for the host to read out or not."""
    over = stop.kind == Stop.Kind.WORDS and _is_over(stop)
    return [str(a.value) for a in questions.to(stop)] if over else []
