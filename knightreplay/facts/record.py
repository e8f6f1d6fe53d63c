"""What happened when, 2003 to 2013, as sources have it; and what no source gives."""

from functools import cache
from typing import Literal, NamedTuple

from django.utils.translation import gettext
from pydantic import model_validator

from knightreplay.facts.dates import end_of, in_words, read
from knightreplay.facts.figures import Sourced
from knightreplay.facts.files import Worded, rows

DAY = "2012-08-01"
DASH = " \N{EN DASH} "
Part = Literal["before", "day", "after"]
SPANS: dict[Part, tuple[str, str]] = {
    "before": ("2003", DAY),
    "day": (f"{DAY} 08:00", f"{DAY} 19:00"),
    "after": (DAY, "2013-12"),
}


class Bar(NamedTuple):
    """Where something stands within its part of the record, in hundredths of that.

    What is known no better than by its day, month or year is as long as that.
    """

    x: float
    width: float  # 0 for a minute


class RecordEntry(Sourced):
    """Something that happened, at a moment or at some time in a range."""

    spoken = ("what",)
    start: str = ""  # empty: only the end is known
    end: str = ""  # empty: a moment
    about: bool = False  # the source says approximately
    what: str

    @model_validator(mode="after")
    def _has_a_time(self) -> "RecordEntry":
        written = [moment for moment in (self.start, self.end) if moment]
        if not written:
            raise ValueError("says neither when it began nor when it ended")
        if list(map(read, written)) != sorted(map(read, written)):
            raise ValueError("ends before it begins")
        return self

    @property
    def part(self) -> Part:
        first = (self.start or self.end)[: len(DAY)]
        if first == DAY:
            return "day"
        return "before" if first < DAY else "after"

    @property
    def when(self) -> str:
        """In words: "≈ 8:01 to 9:30" with a dash, "July 2012", "before 9:30"."""
        if not self.start:
            return gettext("before %(time)s") % {"time": in_words(self.end)}
        said = DASH.join(
            in_words(moment) for moment in (self.start, self.end) if moment
        )
        return f"≈ {said}" if self.about else said

    @property
    def bar(self) -> Bar:
        first, last = (read(moment) for moment in SPANS[self.part])
        start = max(first, read(self.start)) if self.start else first
        end = min(last, end_of(self.end or self.start))
        whole = (last - first) / 100
        return Bar(round((start - first) / whole, 2), round((end - start) / whole, 2))


class Gap(Worded):
    """Something that no source gives."""

    spoken = ("what",)
    what: str


@cache
def record() -> dict[str, RecordEntry]:
    """Key → what happened, the earliest first."""
    return rows("record", RecordEntry)


@cache
def gaps() -> dict[str, Gap]:
    return rows("gaps", Gap)
