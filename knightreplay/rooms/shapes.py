"""Shapes of a question: what is chosen from, and what is looked up in the run."""

from collections.abc import Mapping
from typing import Annotated, Any, Self

from pydantic import (
    AfterValidator,
    Field,
    TypeAdapter,
    ValidationError,
    model_validator,
)

from knightreplay.rooms.models import Stop
from knightreplay.runs.errors import Invalid
from knightreplay.runs.names import clean_line
from knightreplay.runs.shapes import Body
from simulator.clock import CLOSE
from simulator.frames import COLUMNS, ServerFrames

LIMIT = 10**12  # of a scale, either way
SERVERS = 8
WORDS_LENGTH = 280  # characters of an answer in words
SPEEDS = 3  # options of a question about speed: faster, slower, about as fast

Tick = Annotated[int, Field(ge=0, le=CLOSE)]
Amount = Annotated[int, Field(ge=-LIMIT, le=LIMIT)]
Column = Annotated[str, AfterValidator(lambda name: _known(name, COLUMNS))]
ServerColumn = Annotated[
    str, AfterValidator(lambda name: _known(name, ServerFrames._fields))
]
Span = Annotated[list[Tick], Field(min_length=2, max_length=2)]
Option = Annotated[str, Field(min_length=1, max_length=120)]
Options = Annotated[list[Option], Field(min_length=2, max_length=8)]


class ScaleShape(Body):
    """From where to where a number lies."""

    low: Amount
    high: Amount
    unit: Annotated[str, AfterValidator(clean_line), Field(max_length=40)] = ""

    @model_validator(mode="after")
    def _rises(self) -> Self:
        if self.low >= self.high:
            raise ValueError("high must be more than low")
        return self


class TimeScaleShape(ScaleShape):
    """The same, in ticks."""

    low: Tick
    high: Tick


class Measure(Body):
    """What is looked up in the run; `last` is the tick at which it can be known."""

    @property
    def last(self) -> int:
        raise NotImplementedError

    def fits(self, kind: str, options: Any) -> bool:
        """Whether what is found can be an answer to such a question."""
        raise NotImplementedError


class FigureMeasure(Measure):
    """A column of the frames, in whole `per`; with `bands`, which of them it is in."""

    figure: Column
    at: Tick
    per: Annotated[int, Field(ge=1, le=LIMIT)] = 1
    bands: Annotated[list[Amount], Field(min_length=1, max_length=7)] | None = None

    @property
    def last(self) -> int:
        return self.at

    def fits(self, kind: str, options: Any) -> bool:
        if self.bands is None:
            return kind == Stop.Kind.NUMBER
        in_order = sorted(set(self.bands)) == self.bands
        return (
            kind == Stop.Kind.CHOICE
            and in_order
            and len(self.bands) + 1 == len(options)
        )


class FirstMeasure(Measure):
    """The tick from which a column is more than something."""

    first: Column
    above: Amount

    @property
    def last(self) -> int:
        return 0  # whenever it comes; the question says until when it waits

    def fits(self, kind: str, options: Any) -> bool:
        return kind == Stop.Kind.TIME


class MostMeasure(Measure):
    """The server that has most of a server's column."""

    server: ServerColumn
    at: Annotated[int, Field(ge=1, le=CLOSE)]

    @property
    def last(self) -> int:
        return self.at

    def fits(self, kind: str, options: Any) -> bool:
        return kind == Stop.Kind.SERVER


class GrowthMeasure(Measure):
    """Whether a column grows faster in one stretch than in another before it."""

    grows: Column
    before: Span
    after: Span

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if not self.before[0] < self.before[1] <= self.after[0] < self.after[1]:
            raise ValueError("before and after must be two stretches in this order")
        return self

    @property
    def last(self) -> int:
        return self.after[1]

    def fits(self, kind: str, options: Any) -> bool:
        return kind == Stop.Kind.CHOICE and len(options) == SPEEDS


class Fact(Measure):
    """What is known beforehand, whatever the run does."""

    choice: Amount

    @property
    def last(self) -> int:
        return 0

    def fits(self, kind: str, options: Any) -> bool:
        if kind == Stop.Kind.WORDS:
            return False
        low, high = bounds(kind, options)
        return low <= self.choice <= high


MEASURES: Mapping[str, type[Measure]] = {
    "figure": FigureMeasure,
    "first": FirstMeasure,
    "server": MostMeasure,
    "grows": GrowthMeasure,
    "choice": Fact,
}
_SCALES: Mapping[str, type[ScaleShape]] = {
    Stop.Kind.NUMBER: ScaleShape,
    Stop.Kind.TIME: TimeScaleShape,
}
_OPTIONS: TypeAdapter[list[str]] = TypeAdapter(Options)


def options_of(kind: str, given: Any) -> Any:
    """The options of a question, as they are stored. Raises Invalid."""
    try:
        if kind == Stop.Kind.CHOICE:
            words = [clean_line(word) for word in given] if _is_list(given) else given
            return _OPTIONS.validate_python(words, strict=True)
        if kind in _SCALES:
            return _SCALES[kind].model_validate(given).model_dump()
    except ValidationError as error:
        raise Invalid(f"options: {_sentence(error)}") from error
    if given:
        raise Invalid(f"options: a question for {kind} has none")
    return []


def measure_of(given: Any) -> Measure:
    """Reads a measure. Raises Invalid."""
    kinds = [name for name in MEASURES if isinstance(given, dict) and name in given]
    if len(kinds) != 1:
        raise Invalid(f"measure: has one of {', '.join(MEASURES)}")
    try:
        return MEASURES[kinds[0]].model_validate(given)
    except ValidationError as error:
        raise Invalid(f"measure: {_sentence(error)}") from error


def bounds(kind: str, options: Any) -> tuple[int, int]:
    """The least and the greatest answer: an option's place, a server, a number, a tick."""
    if kind == Stop.Kind.CHOICE:
        return 0, len(options) - 1
    if kind == Stop.Kind.SERVER:
        return 1, SERVERS
    return options["low"], options["high"]


def _known(name: str, names: tuple[str, ...]) -> str:
    if name not in names:
        raise ValueError(f"{name[:20]!r} is unknown; allowed: {', '.join(names)}")
    return name


def _is_list(given: Any) -> bool:
    return isinstance(given, list | tuple) and all(isinstance(w, str) for w in given)


def _sentence(error: ValidationError) -> str:
    first = error.errors(include_url=False)[0]
    where = ".".join(str(part) for part in first["loc"])
    said = first["msg"].removeprefix("Value error, ")
    return f"{where}: {said}"[:200] if where else said[:200]
