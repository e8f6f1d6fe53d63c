"""The curves of a run's charts, read from its frames."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from typing import Any

from knightreplay.sharing.drawing.curves import Curves, Line, Mark
from knightreplay.sharing.files.exporting.about import done_before
from knightreplay.sharing.files.exporting.context import Context, Minute, disclosed_end
from simulator.clock import CLOSE, MINUTE, time_of

POINTS = 1500  # of a line, about
BY_SECOND = 900  # ticks up to which orders are counted by the second
END_OF_STORY = 8100  # 10:15:00: totals of the day are shown where the range goes so far
SOURCED = (  # $, as static/js/charts/sourced.model.js has them
    (-440e6, "$440 M", "Knight, 2 Aug 2012"),
    (-460e6, "over $460 M", "SEC ¶1"),
)


def curves(context: Context) -> Curves:
    """The curves of the chart that was chosen, over the range."""
    make: Callable[[Context], Curves] = _CHARTS[context.options["chart"]]
    return make(context)


def _loss(context: Context) -> Curves:
    by_name = _sampled(context, ("pnl_exit", "pnl_fair", "pnl_own"), begin=0.0)
    ticks = by_name.pop("tick")
    exit_, fair, book = (_dollars(cents) for cents in by_name.values())
    lines = [
        Line("What the book says", ticks, book, "book", (2, 4), 2.2),
        Line("What it is worth once the push fades", ticks, fair, "fair", (9, 3, 2, 3)),
        Line(
            "What getting out now would cost",
            ticks,
            exit_,
            "loss",
            (),
            3.0,
            "loss-fill",
        ),
    ]
    if context.view.run.epoch:
        lines.insert(0, _ghost(context))
    whole = disclosed_end(context.view) == CLOSE and context.end >= END_OF_STORY
    return Curves(
        "Profit and loss of the run, modelled",
        "US dollars",
        context.first,
        context.end,
        lines,
        _marks(context),
        SOURCED if whole else (),
    )


def _ghost(context: Context) -> Line:
    alone = _sampled(context, ("pnl_exit",), begin=0.5, alone=True)
    cents = _dollars(alone["pnl_exit"])
    return Line("Left alone", alone["tick"], cents, "ghost", (7, 5))


def _positions(context: Context) -> Curves:
    held = _sampled(context, ("long", "short"), begin=0.0)
    long, short = _dollars(held["long"]), _dollars(held["short"])
    down = [-dollars if dollars else 0.0 for dollars in short]
    lines = [
        Line("Long", held["tick"], long, "long", (), 2.2, "long-fill"),
        Line("Short", held["tick"], down, "short", (), 2.2, "short-fill"),
    ]
    title = "What Knight holds, modelled"
    span = context.first, context.end
    return Curves(title, "US dollars", *span, lines, _marks(context))


def _flow(context: Context) -> Curves:
    """Orders sent, a minute or a second; the servers that ran away come first."""
    each = 1 if context.end - context.first <= BY_SECOND else MINUTE
    counted: list[dict[int, int]] = []
    away: set[int] = set()
    for minute in _minutes(context, begin=0.0):
        servers = minute.columns["servers"]
        counted = counted or [defaultdict(int) for _ in servers]
        for number, server in enumerate(servers):
            for row, sent in enumerate(server["sent"][minute.rows], minute.tick):
                counted[number][row - row % each] += sent
            if any(server["loops"][minute.rows]):
                away.add(number)
    order = sorted(range(len(counted)), key=lambda n: (n not in away, -n))
    lines = [_sent(counted[n], n + 1, n in away) for n in order]
    unit = "orders a minute" if each == MINUTE else "orders a second"
    span = context.first, context.end
    return Curves("Orders sent, modelled", unit, *span, lines, _marks(context))


def _sent(counted: dict[int, int], server: int, away: bool) -> Line:
    ticks = sorted(counted)
    token = f"flow-{(server - 1) % 8 + 1}" if away else "flow-other"
    sent = [float(counted[tick]) for tick in ticks]
    return Line(f"Server {server}", ticks, sent, token, (), 1.0, token, stacked=True)


_CHARTS: dict[str, Callable[[Context], Curves]] = {
    "loss": _loss,
    "flow": _flow,
    "positions": _positions,
}


def _sampled(
    context: Context, names: tuple[str, ...], *, begin: float, alone: bool = False
) -> dict[str, list[int]]:
    """Columns at every so many ticks, and at the last; `tick` among them."""
    step = max(1, (context.end - context.first) // POINTS)
    found: dict[str, list[int]] = {name: [] for name in ("tick", *names)}
    for minute in _minutes(context, begin=begin, alone=alone):
        columns = [minute.column(name) for name in names]
        for row, values in enumerate(zip(*columns, strict=True), minute.tick):
            if (row - context.first) % step == 0 or row == context.end - 1:
                found["tick"].append(row)
                for name, value in zip(names, values, strict=True):
                    found[name].append(value)
    return found


def _minutes(
    context: Context, *, begin: float, alone: bool = False
) -> Iterator[Minute]:
    ticks = context.end - context.first
    for minute in context.minutes(alone=alone):
        context.report(begin + (minute.tick - context.first) / ticks / 2)
        yield minute


def _dollars(cents: list[int]) -> list[float]:
    return [value / 100 for value in cents]


def _marks(context: Context) -> list[Mark]:
    acts: list[dict[str, Any]] = done_before(context.view, context.end)
    shown = [act for act in acts if act["tick"] >= context.first]
    return [Mark(act["tick"], _words(act), act["by"]) for act in shown]


def _words(act: dict[str, Any]) -> str:
    servers = act.get("servers") or []
    which = act.get("guardrail") or _ranges(servers)
    return f"{time_of(act['tick'])} {act['op']} {which}".strip()


def _ranges(servers: list[int]) -> str:
    """1-3,8."""
    runs: list[list[int]] = []
    for server in sorted(servers):
        if runs and runs[-1][-1] == server - 1:
            runs[-1].append(server)
        else:
            runs.append([server])
    return ",".join(f"{r[0]}-{r[-1]}" if len(r) > 1 else str(r[0]) for r in runs)
