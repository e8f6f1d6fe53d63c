"""Times and spans of time in words, the same everywhere in the document."""

from simulator.clock import time_of


def span(seconds: int) -> str:
    """A length of time such as `44 min 59 s`."""
    minutes, rest = divmod(abs(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    parts = [(hours, "h"), (minutes, "min"), (rest, "s")]
    return " ".join(f"{n} {unit}" for n, unit in parts if n) or "0 s"


def when(tick: int, *, about: bool = False, until: int | None = None) -> str:
    """The second, or the range, in which something happens."""
    end = "" if until is None else f"\N{EN DASH}{time_of(until)}"
    return f"{'≈ ' if about else ''}{time_of(tick)}{end}"
