"""The headline figures of a run beside what documents say of 1 August 2012."""

from typing import Any, Literal, NamedTuple

from knightreplay.runs import selectors
from knightreplay.runs.errors import Conflict
from knightreplay.runs.selectors import View
from knightreplay.sharing.files.postmortem.recording import Recording
from knightreplay.sharing.files.postmortem.timeline import last_execution
from simulator.clock import time_of
from simulator.scenario import load_scenario, scenario_names

Mark = Literal["fitted", "modelled", "assumed"]

FITTED_SEED = 29  # docs/model.md: the fit is of this morning
ASSUMED = {"symbols"}  # the list of stocks is data


class KeyFigure(NamedTuple):
    """A figure of this run; what was found of the real morning stands beside it."""

    label: str
    value: str
    mark: Mark
    found: str  # with its qualifier and paragraph


class _Row(NamedTuple):
    name: str  # of `summarise`
    label: str
    found: str
    form: Literal["count", "money"] = "count"


ROWS = (
    _Row("loss_usd", "Loss at 16:00", "over $460 million (¶1)", "money"),
    _Row("parents", "Parent orders that became loops", "212 (¶1, ¶17)"),
    _Row("child_orders", "Child orders sent by loops", "“millions”, no number (¶1)"),
    _Row("executions", "Executions of loops", "over 4 million (¶1)"),
    _Row("shares", "Shares executed by loops", "more than 397 million (¶1, ¶17)"),
    _Row("symbols", "Stocks traded by loops", "154 (¶1, ¶17)"),
    _Row(
        "gross_usd", "Gross exposure at the stop", "not given; the two below", "money"
    ),
    _Row("net_long_usd", "Net long", "approximately $3.5 billion (¶1, ¶17)", "money"),
    _Row("net_long_names", "Stocks net long", "80 (¶1, ¶17)"),
    _Row(
        "net_short_usd", "Net short", "approximately $3.15 billion (¶1, ¶17)", "money"
    ),
    _Row("net_short_names", "Stocks net short", "74 (¶1, ¶17)"),
    _Row("names_5pct_20vol", "Stocks moved over 5 %, over 20 % of volume", "75 (¶18)"),
    _Row(
        "names_10pct_50vol", "Stocks moved over 10 %, over 50 % of volume", "37 (¶18)"
    ),
    _Row(
        "emails", "E-mails “Power Peg disabled”", "97 before 09:30, from ≈ 08:01 (¶19)"
    ),
)


def key_figures(
    view: View, recording: Recording, figures: dict[str, Any]
) -> tuple[KeyFigure, ...]:
    """The rows that are known of this run, in the order in which they are read."""
    fitted = _fitted(view)
    rows = [
        KeyFigure(
            row.label, _shown(row, figures[row.name]), _mark(row, fitted), row.found
        )
        for row in ROWS
        if row.name in figures
    ]
    stop = last_execution(recording)
    at = "none" if stop is None else time_of(stop)
    end = "not given; approximately 45 minutes from 09:30 (¶1, ¶17)"
    return (*rows, KeyFigure("Last execution of a loop", at, "modelled", end))


def figures_of(view: View, recording: Recording) -> dict[str, Any]:
    """The figures of `simulate --json`; where there are none what the frames say."""
    try:
        stored = selectors.summary(view)
    except Conflict:  # of another engine, and never written down
        stored = None
    return stored or _read(recording)


def _read(recording: Recording) -> dict[str, Any]:
    loss = {"loss_usd": -int(recording.pnl_exit[-1]) / 100}
    stop = last_execution(recording)
    if stop is None:
        return {**loss, "executions": 0, "emails": int(recording.emails[-1])}
    return {
        **loss,
        "child_orders": int(recording.child_orders[stop]),
        "executions": int(recording.executions[stop]),
        "shares": int(recording.shares[stop]),
        "gross_usd": int(recording.gross[stop]) / 100,
        "net_long_usd": int(recording.long[stop]) / 100,
        "net_long_names": int(recording.names_long[stop]),
        "net_short_usd": int(recording.short[stop]) / 100,
        "net_short_names": int(recording.names_short[stop]),
        "emails": int(recording.emails[-1]),
    }


def _fitted(view: View) -> set[str]:
    """Which figures were fitted: none of a run in which somebody acted, or of other seeds."""
    touched = bool(view.log.in_force) or view.run.seed != FITTED_SEED
    if touched or view.run.scenario not in scenario_names():
        return set()
    return set(load_scenario(view.run.scenario).fitted)


def _mark(row: _Row, fitted: set[str]) -> Mark:
    if row.name in fitted:
        return "fitted"
    return "assumed" if fitted and row.name in ASSUMED else "modelled"


def _shown(row: _Row, value: float) -> str:
    return f"${value:,.2f}" if row.form == "money" else f"{value:,}"
