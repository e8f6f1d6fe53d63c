"""Popular accounts of the morning: what a scenario's file says that somebody claims."""

from collections.abc import Sequence
from typing import NamedTuple

from simulator.clock import tick_of, time_of
from simulator.documents import Document, Place
from simulator.params import ParamsError

MOST_CLAIMS = 20

# The numbers of the summary, and what can be claimed: `simulator.verdict` works it out.
FIGURES = (
    *("parents", "executions", "child_orders", "shares", "symbols", "emails"),
    *("net_long_names", "net_short_names", "net_long_usd", "net_short_usd"),
    *("names_5pct_20vol", "names_10pct_50vol", "gross_usd"),
    *("pnl_own_usd", "pnl_fair_usd", "pnl_exit_usd", "loss_usd"),
)
MEASURES = (
    *FIGURES,
    "spread_usd",
    "loss_per_minute",
    "loop_minutes",
    "orders_per_minute",
    "ordinary_revenue_per_minute",
    "gross_usd_at_end",
    "pnl_own_usd_at_end",
)


class Claim(NamedTuple):
    """One figure of an account."""

    what: str
    claimed: float
    measure: str  # of MEASURES
    since: int  # tick, for measures over a time
    until: int  # tick


class Account(NamedTuple):
    """What somebody tells about the morning."""

    who: str
    says: str
    claims: tuple[Claim, ...]


def read_account(document: Document) -> Account | None:
    """Return the account in a scenario's file, if it has one; FileError if it is bad."""
    if "account" not in document.told:
        return None
    document.table(("account",), _KEYS, _KEYS)
    claims = document.list_at(("account", "claims"), 1, MOST_CLAIMS)
    return Account(
        who=document.text_at(("account", "who"), 120),
        says=document.text_at(("account", "says")),
        claims=tuple(
            _read_claim(document, ("account", "claims", n)) for n in range(len(claims))
        ),
    )


def _read_claim(document: Document, place: Place) -> Claim:
    told = document.table(place, _CLAIM, _CLAIM_REQUIRED)
    since = _tick(document, (*place, "from")) if "from" in told else tick_of("09:30")
    until = _tick(document, (*place, "to")) if "to" in told else tick_of("16:00")
    if until <= since:
        end = (*place, "to" if "to" in told else "from")
        raise document.error(end, time_of(until), f"a time after {time_of(since)}")
    return Claim(
        what=document.text_at((*place, "what"), 200),
        claimed=document.checked((*place, "claimed"), _number),
        measure=document.choice_at((*place, "measure"), MEASURES),
        since=since,
        until=until,
    )


def _tick(document: Document, place: Place) -> int:
    tick: int = document.checked(place, tick_of)
    return tick


def _number(value: object) -> float:
    number = isinstance(value, int | float) and not isinstance(value, bool)
    if not number or not abs(value) <= 1e15:  # type: ignore[arg-type]
        raise ParamsError("number", value, "a number up to 1e15 in size")
    return float(value)  # type: ignore[arg-type]


_KEYS: Sequence[str] = ("who", "says", "claims")
_CLAIM_REQUIRED = ("what", "claimed", "measure")
_CLAIM = (*_CLAIM_REQUIRED, "from", "to")
