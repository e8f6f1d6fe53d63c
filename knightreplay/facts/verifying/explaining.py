"""Which numerals of a text the facts explain, and which nobody does."""

from collections.abc import Iterable, Iterator
from functools import cache

from knightreplay.facts.figures import Figure, figures
from knightreplay.facts.record import DAY, record
from knightreplay.facts.verifying.allowed import Allowed, allowed, spans
from knightreplay.facts.verifying.numerals import Kind, Numeral, numerals
from knightreplay.facts.verifying.texts import Text

SMALL = 100  # below it a number alone says nothing: the text has to name what it counts
AROUND = 40  # characters after a numeral in which that is named
# As the unit of a figure is called in Chinese.
CHINESE = {
    "days": "天",
    "e-mails": "邮件",
    "executions": "成交",
    "minutes": "分钟",
    "orders": "订单",
    "seconds": "秒",
    "server": "服务器",
    "servers": "服务器",
    "shares": "股",
    "stocks": "股票",
    "symbols": "代码",
    "times": "倍",
}
UNITS: dict[Kind, str] = {"money": "dollars", "percent": "percent"}


def unexplained(text: Text) -> Iterator[Numeral]:
    """Numerals that are neither a figure nor a moment of the record, nor allowed.

    Paragraphs and footnotes are looked up as citations; a date says when and not how much.
    """
    free = [span for row in allowed().values() for span in spans(row, text)]
    for numeral in numerals(text.text):
        if any(begin <= numeral.begin < end for begin, end in free):
            continue
        if not is_of_record(numeral, text.text):
            yield numeral


def is_of_record(numeral: Numeral, text: str) -> bool:
    if numeral.kind in ("paragraph", "footnote", "date"):
        return True
    if numeral.kind == "time":
        return numeral.value in moments()
    after = text[numeral.begin : numeral.begin + len(numeral.text) + AROUND].lower()
    return any(_says(figure, numeral, after) for figure in _of_kind(numeral.kind))


def _says(figure: Figure, numeral: Numeral, after: str) -> bool:
    if abs(figure.value - numeral.value) > 1e-9 * max(1, abs(figure.value)):
        return False
    named = (figure.unit.rstrip("s"), CHINESE.get(figure.unit, figure.unit))
    return numeral.kind != "number" or numeral.value >= SMALL or _any_in(named, after)


def _any_in(words: Iterable[str], text: str) -> bool:
    return any(word in text for word in words)


@cache
def _of_kind(kind: Kind) -> tuple[Figure, ...]:
    """The figures that a numeral of a kind may be."""
    unit = UNITS.get(kind)
    every = figures().values()
    if unit:
        return tuple(figure for figure in every if figure.unit == unit)
    return tuple(figure for figure in every if figure.unit not in UNITS.values())


@cache
def moments() -> frozenset[float]:
    """Minutes after midnight of 1 August 2012 that the record has."""
    written = {end for entry in record().values() for end in (entry.start, entry.end)}
    clocks = [end.removeprefix(DAY).strip() for end in written if end.startswith(DAY)]
    pairs = [clock.split(":") for clock in clocks if clock]
    return frozenset(int(hours) * 60.0 + int(minutes) for hours, minutes in pairs)


def unused(texts: list[Text]) -> list[str]:
    """Keys of rows that allow nothing any more."""

    def serves(row: Allowed) -> bool:
        return any(spans(row, text) for text in texts)

    return [key for key, row in allowed().items() if not serves(row)]
