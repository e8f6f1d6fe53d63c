"""Popular accounts of the morning, and by how much the model refutes them.

docs/model.md has the table; what the accounts say is theirs, the model's figure is that
of the account's own scenario.
"""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from simulator.clock import CLOSE, MINUTE, tick_of, time_of
from simulator.documents import Document, Place
from simulator.interventions import Intervention
from simulator.params import ParamsError

if TYPE_CHECKING:
    from simulator.engine import Run

MOST_CLAIMS = 20
TOLERANCE = 0.05  # a claim within this part of the model's figure agrees with it

ORDINARY_REVENUE = 12_000.0  # $ a minute for the fleet, an assumption


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


class Verdict(NamedTuple):
    """A claim beside what the model has."""

    what: str
    claimed: float
    found: float
    agrees: bool
    says: str  # by how much the claim is off, in words


def verdicts(run: "Run") -> tuple[Verdict, ...]:
    """Put the claims of the run's scenario to the test; none if it has no account."""
    account = run.scenario.account
    summary = run.summary() if account else {}
    return tuple(
        _verdict(claim, MEASURES[claim.measure](run, summary, claim))
        for claim in (account.claims if account else ())
    )


def _verdict(claim: Claim, found: float) -> Verdict:
    agrees = abs(claim.claimed - found) <= TOLERANCE * abs(found)
    return Verdict(
        claim.what,
        claim.claimed,
        found,
        agrees,
        _distance(claim.claimed, found, agrees),
    )


def _distance(claimed: float, found: float, agrees: bool) -> str:
    if agrees:
        return "agrees"
    if found == 0 or claimed == 0 or (claimed < 0) != (found < 0):
        return f"off by {claimed - found:,.0f}"
    ratio, word = claimed / found, "much"
    if ratio < 1:
        ratio, word = 1 / ratio, "little"
    return f"{ratio:,.{1 if ratio < 100 else 0}f} times too {word}"


def _of_summary(name: str) -> Callable[["Run", dict[str, Any], Claim], float]:
    return lambda run, summary, claim: float(summary[name])


def _spread(run: "Run", summary: dict[str, Any], claim: Claim) -> float:
    return float(sum(costs.spread for costs in run.state.costs))


def _loss_per_minute(run: "Run", summary: dict[str, Any], claim: Claim) -> float:
    """Return what a kill of all servers costs more at the end than at the start."""
    lost = _loss_if_killed(run, claim.until) - _loss_if_killed(run, claim.since)
    return lost * MINUTE / max(1, claim.until - claim.since)


def _loss_if_killed(run: "Run", tick: int) -> float:
    """Return the final loss, $, of the run with all servers killed at a tick."""
    # The engine reads scenarios, which read accounts.
    from simulator.engine import simulate  # noqa: PLC0415 -- see above

    every = tuple(range(run.scenario.server_count))
    kill = Intervention(tick=min(tick, CLOSE - 1), op="kill", servers=every)
    acts = [*run.interventions, kill]
    killed = simulate(run.scenario, run.seed, acts, with_preset=run.with_preset)
    return float(killed.summary()["loss_usd"])


def _loop_minutes(run: "Run", summary: dict[str, Any], claim: Claim) -> float:
    return sum(int((frames.loops > 0).sum()) for frames in run.frames) / MINUTE


def _orders_per_minute(run: "Run", summary: dict[str, Any], claim: Claim) -> float:
    minutes = _loop_minutes(run, summary, claim)
    return float(summary["child_orders"]) / minutes if minutes else 0.0


def _ordinary_revenue(run: "Run", summary: dict[str, Any], claim: Claim) -> float:
    return ORDINARY_REVENUE


_FIGURES = (
    *("parents", "executions", "child_orders", "shares", "symbols", "emails"),
    *("gross_usd", "net_long_usd", "net_short_usd", "pnl_own_usd", "loss_usd"),
)
MEASURES: dict[str, Callable[["Run", dict[str, Any], Claim], float]] = {
    **{name: _of_summary(name) for name in _FIGURES},
    "spread_usd": _spread,
    "loss_per_minute": _loss_per_minute,
    "loop_minutes": _loop_minutes,
    "orders_per_minute": _orders_per_minute,
    "ordinary_revenue_per_minute": _ordinary_revenue,
}


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
        measure=document.choice_at((*place, "measure"), tuple(MEASURES)),
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
