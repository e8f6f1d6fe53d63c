"""The two pictures of the document, as SVG: what it cost, and who sent the orders."""

import io
import re
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from django.utils.safestring import SafeString, mark_safe

from knightreplay.money import MINUS
from knightreplay.sharing.files.postmortem.findings import Findings
from knightreplay.sharing.files.postmortem.recording import Ints, Recording
from simulator.clock import CLOSE, MINUTE, OPEN, tick_of, time_of

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

STEP = 10  # ticks from one drawn point to the next
BEFORE = 2 * MINUTE  # what is shown before the open
AFTER = 20 * MINUTE  # what is shown after the last execution, at least
EARLIEST_END = tick_of("10:30")
MOST_NUMBERED = 12  # decisions that are marked with their number

INK, QUIET, GRID = "#1b2430", "#566272", "#e3e7ed"
LOSS, FAIR, BOOK, GHOST = "#b3261e", "#8a5a00", "#1f5fa8", "#8d97a5"
SERVERS = ("#c9d3df", "#b4c2d1", "#9fb1c4", "#8aa0b6", "#758fa9", "#607e9b", "#4b6d8e")
EIGHTH = "#b3261e"
STYLE: Any = {  # of matplotlib
    "font.family": "sans-serif",
    "font.sans-serif": ["Liberation Sans", "Arial", "DejaVu Sans"],
    "font.size": 8.5,
    "svg.fonttype": "none",  # words stay words: they can be searched and read out
    "axes.edgecolor": QUIET,
    "axes.labelcolor": QUIET,
    "axes.linewidth": 0.7,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "text.color": INK,
    "xtick.color": QUIET,
    "ytick.color": QUIET,
    "xtick.major.width": 0.7,
    "ytick.major.width": 0.7,
}


class Curve(NamedTuple):
    """A picture, and the sentence under it that says what it shows."""

    under: str  # the section at whose end it stands
    svg: SafeString
    caption: str


def curves(found: Findings) -> tuple[Curve, ...]:
    """Nothing where no order ran in a loop: there is nothing to see."""
    if found.stop is None:
        return ()
    # It says where matplotlib keeps its fonts, which has to be before that is imported.
    import knightreplay.sharing.drawing.charts  # noqa: F401, PLC0415

    ticks = _ticks(found.stop)
    return (
        Curve(
            "summary", _drawn("loss", _draw_loss, found, ticks), _loss_caption(found)
        ),
        Curve("timeline", _drawn("flow", _draw_flow, found, ticks), _FLOW),
    )


def _ticks(stop: int) -> Ints:
    end = min(max(EARLIEST_END, stop + AFTER), CLOSE)
    return np.arange(OPEN - BEFORE, end, STEP, dtype=np.int64)


def _loss_caption(found: Findings) -> str:
    ghost = "" if found.alone is None else " Grey: the run left alone."
    acts = " Numbered lines: acts by people, as below." if found.decisions else ""
    return (
        "P&L in millions of dollars, below zero a loss: what getting out now would cost,"
        " what the positions are worth once the push fades, and what the book says at last"
        f" prices.{ghost}{acts} All of it is modelled; no source gives such a curve."
    )


_FLOW = "Child orders of every kind a second, averages of ten seconds, by server (modelled)."


# ---------------------------------------------------------------- drawing


def _draw_loss(axes: "Axes", found: Findings, ticks: Ints) -> None:
    from matplotlib.ticker import FuncFormatter  # noqa: PLC0415 -- slow to import

    axes.axhline(0, color=QUIET, linewidth=0.7)
    if found.alone is not None:
        _line(axes, ticks, found.alone.pnl_exit, GHOST, "left alone", dashes=(2, 2))
    run: Recording = found.recording
    _line(axes, ticks, run.pnl_own, BOOK, "book")
    _line(axes, ticks, run.pnl_fair, FAIR, "fair value")
    _line(axes, ticks, run.pnl_exit, LOSS, "getting out", width=1.8)
    _mark_decisions(axes, found)
    axes.yaxis.set_major_formatter(FuncFormatter(_millions))
    axes.set_ylabel("P&L, $ M")


def _draw_flow(axes: "Axes", found: Findings, ticks: Ints) -> None:
    sent = found.recording.sent
    rows = [_averages(sent[:, server], ticks) for server in range(sent.shape[1])]
    names = [f"server {server + 1}" for server in range(len(rows))]
    last = len(rows) - 1
    colours = [
        EIGHTH if server == last else SERVERS[server % len(SERVERS)]
        for server in range(len(rows))
    ]
    order = [last, *range(last)]
    axes.stackplot(
        ticks,
        [rows[server] for server in order],
        labels=[names[server] for server in order],
        colors=[colours[server] for server in order],
        linewidth=0,
    )
    axes.set_ylabel("orders a second")
    axes.yaxis.set_major_formatter("{x:,.0f}")
    _mark_decisions(axes, found)


def _line(
    axes: "Axes",
    ticks: Ints,
    cents: Ints,
    colour: str,
    label: str,
    *,
    width: float = 1.1,
    dashes: tuple[int, int] | None = None,
) -> None:
    style: dict[str, Any] = {} if dashes is None else {"dashes": dashes}
    millions = cents[np.maximum(ticks - 1, 0)] / 100_000_000
    axes.plot(ticks, millions, color=colour, linewidth=width, label=label, **style)


def _mark_decisions(axes: "Axes", found: Findings) -> None:
    first, last = _bounds(found)
    for number, decision in enumerate(found.decisions[:MOST_NUMBERED], start=1):
        if first <= decision.tick <= last and not decision.struck:
            axes.axvline(decision.tick, color=INK, linewidth=0.7, linestyle=(0, (1, 2)))
            axes.annotate(
                str(number),
                (decision.tick, 1.0),
                xycoords=axes.get_xaxis_transform(),
                xytext=(0, 2),
                textcoords="offset points",
                ha="center",
                fontweight="bold",
            )


def _bounds(found: Findings) -> tuple[int, int]:
    ticks = _ticks(found.stop or OPEN)
    return int(ticks[0]), int(ticks[-1])


def _averages(sent: Ints, ticks: Ints) -> Any:
    """Orders a second in the ten seconds up to each tick."""
    total = np.concatenate([[0], np.cumsum(sent)])
    return (total[ticks] - total[ticks - STEP]) / STEP


def _millions(value: float, _place: float | None = None) -> str:
    return f"{value:,.0f}".replace("-", MINUS)


def _drawn(name: str, draw: Any, found: Findings, ticks: Ints) -> SafeString:
    """A figure as SVG: no date in it, and ids of its own."""
    import matplotlib as mpl  # noqa: PLC0415 -- slow to import; only a worker draws
    from matplotlib.figure import Figure  # noqa: PLC0415

    with mpl.rc_context({**STYLE, "svg.hashsalt": name}):
        figure = Figure(figsize=(7.2, 3.1), layout="constrained")
        axes = figure.add_subplot()
        axes.set_xlim(int(ticks[0]), int(ticks[-1]))
        axes.grid(axis="y", color=GRID, linewidth=0.6)
        axes.set_axisbelow(True)
        draw(axes, found, ticks)
        _times(axes, ticks)
        figure.legend(
            loc="outside lower center", frameon=False, ncols=8, handlelength=1.4
        )
        return _svg(figure, name)


def _times(axes: "Axes", ticks: Ints) -> None:
    span = int(ticks[-1] - ticks[0])
    step = 10 * MINUTE if span <= 100 * MINUTE else 60 * MINUTE
    first = -(-int(ticks[0]) // step) * step
    places = list(range(first, int(ticks[-1]) + 1, step))
    axes.set_xticks(places, [time_of(place)[:5] for place in places])


def _svg(figure: "Figure", name: str) -> SafeString:
    """The element alone, without the XML prologue; numbers in it are not user's text."""
    written = io.StringIO()
    figure.savefig(written, format="svg", metadata={"Date": None, "Creator": None})
    text = written.getvalue()
    text = text[text.index("<svg") :]
    text = re.sub(r"<metadata>.*?</metadata>", "", text, flags=re.DOTALL)
    text = text.replace("<svg ", f'<svg role="img" aria-label="{_LABELS[name]}" ', 1)
    # Ids of the two pictures must not meet in one page.
    text = re.sub(
        r'id="(figure|axes|patch|line2d|text|legend|xtick|ytick)',
        rf'id="{name}-\1',
        text,
    )
    return mark_safe(text)  # noqa: S308 -- numbers and our own words


_LABELS = {"loss": "P&amp;L over the morning", "flow": "Orders a second by server"}
