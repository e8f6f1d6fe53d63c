"""Money, times and spans of time in words, the same everywhere in the document."""

from simulator.clock import time_of

MINUS = "\N{MINUS SIGN}"
MILLION = 100_000_000  # cents


def amount(cents: int) -> str:
    """An amount without its sign: billions, millions from ten on, else whole dollars."""
    cents = abs(cents)
    if cents >= 1000 * MILLION:
        return f"${cents / MILLION / 1000:,.2f} bn"
    if cents >= 10 * MILLION:
        return f"${cents / MILLION:,.1f} M"
    return f"${round(cents / 100):,}"


def signed(cents: int) -> str:
    """P&L: a plus for a gain, a minus for a loss."""
    shown = amount(cents)
    if shown == "$0":
        return shown
    return f"{'+' if cents > 0 else MINUS}{shown}"


def exact(cents: int) -> str:
    """To the cent, a minus before what is below zero."""
    return f"{MINUS if cents < 0 else ''}${abs(cents) / 100:,.2f}"


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
