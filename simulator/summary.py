"""The headline figures of a run, as `simulate --json` prints them."""

from collections.abc import Sequence
from typing import Any

from simulator.clock import tick_of, time_of
from simulator.closing import loss_split
from simulator.frames import split_by_cause
from simulator.guardrails import ACTIONS, NAMES
from simulator.interventions import Intervention
from simulator.scenario import Scenario
from simulator.schedule import effective_preset
from simulator.state import State, state_hash
from simulator.state.arrays import NOW, STOP, Record
from simulator.version import ENGINE_VERSION


def summarise(
    scenario: Scenario,
    seed: int,
    *,
    hash_at_1015: str,
    state: State,
    interventions: Sequence[Intervention] = (),
    with_preset: bool = True,
) -> dict[str, Any]:
    """Return the figures of a run that has come to `state`.

    Most are taken at the stop, the end of the tick of the last loop execution, and
    zero if there was none. E-mails are those at `state`: they come before the open,
    so a morning without an execution has them too. `loss_usd` is positive for a
    loss: what was lost if nothing is held, else what getting out now would cost.
    """
    flat = not state.books.total.any()
    preset = scenario.preset if with_preset else ()
    acts = (*preset, *interventions)
    trips = [_called_off(trip, acts) for trip in trips_of(scenario, state)]
    split = (loss_split(state) / 100).tolist()
    return {
        "scenario": scenario.name,
        "seed": seed,
        "engine_version": ENGINE_VERSION,
        "state_hash": hash_at_1015,
        "final_hash": state_hash(state),
        "flat": flat,
        **_figures_at_stop(state.figures[STOP], int(state.servers.emails.sum())),
        "loss_usd": _loss_cents(state) / 100,
        "loss_split": split_by_cause(split) if flat else None,
        "last_execution_at": _last_execution(state),
        "first_trip": _first_trip(trips),
        "trips": trips,
        "interventions": _acts(scenario, state, interventions, with_preset),
    }


def trips_of(scenario: Scenario, state: State) -> list[dict[str, Any]]:
    """List the guardrails' trips so far, the first first.

    `at` is the tick at whose end it tripped, `acts_at` that at whose start it acts
    (stop), pages people (alert) or would have acted (shadow). `server` counts from 1 and
    is null for what is measured on the fleet; `stock` is what the breaker pauses.
    """
    log = state.guardrails.log[: int(state.progress[0].trips)]
    return [
        {
            "guardrail": NAMES[entry.guardrail],
            "at": time_of(entry.tick),
            "tick": int(entry.tick),
            "server": int(entry.server) + 1 if entry.server >= 0 else None,
            "stock": scenario.tickers[entry.symbol] if entry.symbol >= 0 else None,
            "action": ACTIONS[entry.action],
            "acts_at": time_of(entry.acts_at),
        }
        for entry in log
    ]


def _called_off(trip: dict[str, Any], acts: Sequence[Intervention]) -> dict[str, Any]:
    """A trip whose guardrail was armed anew or disarmed before it acted: it never did."""
    first, acting = trip["tick"], tick_of(trip["acts_at"])
    settings = (a for a in acts if a.guardrail == trip["guardrail"])
    if any(first < act.tick <= acting for act in settings):
        return {**trip, "acts_at": None}
    return trip


def _first_trip(trips: Sequence[dict[str, Any]]) -> dict[str, Any] | None:
    return {name: trips[0][name] for name in ("guardrail", "at")} if trips else None


def _figures_at_stop(stop: Record, emails: int) -> dict[str, int | float]:
    return {
        "parents": int(stop.parents),
        "executions": int(stop.executions),
        "child_orders": int(stop.child_orders),
        "shares": int(stop.shares),
        "symbols": int(stop.symbols),
        "emails": emails,
        "net_long_names": int(stop.names_long),
        "net_short_names": int(stop.names_short),
        "net_long_usd": _dollars(stop.long),
        "net_short_usd": _dollars(stop.short),
        "names_5pct_20vol": int(stop.names_5),
        "names_10pct_50vol": int(stop.names_10),
        "gross_usd": _dollars(stop.gross),
        "pnl_own_usd": _dollars(stop.own),
        "pnl_fair_usd": _dollars(stop.fair),
        "pnl_exit_usd": _dollars(stop.exit),
    }


def _last_execution(state: State) -> str | None:
    tick = state.figures[STOP].tick
    return time_of(tick) if tick >= 0 else None


def _dollars(value: float) -> float:
    return round(float(value), 2)


def _loss_cents(state: State) -> int:
    if state.books.total.any():
        return -round(float(state.figures[NOW].exit) * 100)
    return -int(state.books.cash.sum())


def _acts(
    scenario: Scenario,
    state: State,
    interventions: Sequence[Intervention],
    with_preset: bool,
) -> list[dict[str, Any]]:
    """List what was done by the time of the state, in the order of the schedule."""
    preset = effective_preset(scenario, interventions) if with_preset else ()
    acts = [(act, "preset") for act, cancelled in preset if not cancelled]
    acts += [(act, "people") for act in interventions]
    done = [(act, by) for act, by in acts if act.tick < state.progress[0].tick]
    done.sort(key=lambda pair: pair[0].tick)
    return [{**act.to_wire(), "by": by} for act, by in done]
