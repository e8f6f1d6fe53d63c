"""Verdicts: how far what popular accounts claim is from what the model has.

docs/model.md has the table; what the accounts say is theirs, the model's figure is that
of the account's own scenario.
"""

from collections.abc import Callable
from typing import Any, NamedTuple

from simulator.clock import CLOSE, MINUTE
from simulator.engine import Run, simulate
from simulator.files.claims import FIGURES, Claim
from simulator.interventions import Intervention
from simulator.ledgers import ORDINARY_REVENUE

TOLERANCE = 0.05  # a claim within this part of the model's figure agrees with it

Measure = Callable[[Run, dict[str, Any], Claim], float]


class Verdict(NamedTuple):
    """A claim beside what the model has."""

    what: str
    claimed: float
    found: float
    agrees: bool
    says: str  # by how much the claim is off, in words


def verdicts(run: Run) -> tuple[Verdict, ...]:
    """Put the claims of the run's scenario to the test; none if it has no account."""
    account = run.scenario.account
    summary = run.summary() if account else {}
    return tuple(
        _verdict(claim, MEASURED[claim.measure](run, summary, claim))
        for claim in (account.claims if account else ())
    )


def measured(run: Run, claim: Claim) -> float:
    """Return what a run has for the measure of a claim."""
    return MEASURED[claim.measure](run, run.summary(), claim)


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
        return "within 5 %"
    if found == 0 or claimed == 0 or (claimed < 0) != (found < 0):
        return f"off by {claimed - found:,.0f}"
    ratio, word = claimed / found, "much"
    if ratio < 1:
        ratio, word = 1 / ratio, "little"
    return f"{ratio:,.{1 if ratio < 100 else 0}f} times too {word}"


def _of_summary(name: str) -> Measure:
    return lambda run, summary, claim: float(summary[name])


def _spread(run: Run, summary: dict[str, Any], claim: Claim) -> float:
    return float(sum(costs.spread for costs in run.state.costs))


def _loss_per_minute(run: Run, summary: dict[str, Any], claim: Claim) -> float:
    """Return what a kill of all servers costs more at the end than at the start."""
    lost = _loss_if_killed(run, claim.until) - _loss_if_killed(run, claim.since)
    return lost * MINUTE / max(1, claim.until - claim.since)


def _loss_if_killed(run: Run, tick: int) -> float:
    """Return the final loss, $, of the run with all servers killed at a tick."""
    every = tuple(range(run.scenario.server_count))
    kill = Intervention(tick=min(tick, CLOSE - 1), op="kill", servers=every)
    acts = [*run.interventions, kill]
    told = run.scenario, run.seed, acts
    killed = simulate(*told, with_preset=run.with_preset, recorded=True)
    return float(killed.summary()["loss_usd"])


def _loop_minutes(run: Run, summary: dict[str, Any], claim: Claim) -> float:
    return sum(int((frames.loops > 0).sum()) for frames in run.frames) / MINUTE


def _orders_per_minute(run: Run, summary: dict[str, Any], claim: Claim) -> float:
    minutes = _loop_minutes(run, summary, claim)
    return float(summary["child_orders"]) / minutes if minutes else 0.0


def _ordinary_revenue(run: Run, summary: dict[str, Any], claim: Claim) -> float:
    return ORDINARY_REVENUE


def _at_end(name: str) -> Measure:
    """Return a curve of the frames, cents, as dollars in the last second of a claim."""

    def measure(run: Run, summary: dict[str, Any], claim: Claim) -> float:
        minute, second = divmod(claim.until - 1, MINUTE)
        return float(getattr(run.frames[minute], name)[second]) / 100

    return measure


MEASURED: dict[str, Measure] = {
    **{name: _of_summary(name) for name in FIGURES},
    "spread_usd": _spread,
    "loss_per_minute": _loss_per_minute,
    "loop_minutes": _loop_minutes,
    "orders_per_minute": _orders_per_minute,
    "ordinary_revenue_per_minute": _ordinary_revenue,
    "gross_usd_at_end": _at_end("gross"),
    "pnl_own_usd_at_end": _at_end("pnl_own"),
}
