"""Pictures for documents: a chart's curves drawn with matplotlib, the same bytes each time.

Fonts are outlines in the SVG, so it looks alike everywhere. Only a worker imports this:
matplotlib takes a second.
"""

import os
from collections.abc import Mapping
from typing import Any, BinaryIO

from django.conf import settings

os.environ.setdefault("MPLCONFIGDIR", str(settings.DATA_DIR / "matplotlib"))

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter, MaxNLocator

from knightreplay.money import on_axis
from knightreplay.sharing.drawing.curves import Curves, Line, Mark
from knightreplay.sharing.drawing.palette import palette, with_alpha
from simulator.clock import time_of

SIZE = (10.0, 5.6)  # inches
DPI = 160
BESIDE = 0.15  # of the range, for totals after its end
MARKS = 12  # acts that are named, at most
STYLE: Any = {"font.family": "DejaVu Sans", "svg.hashsalt": "knightreplay"}
# Seconds between two times on the axis, the shortest that leaves at most nine.
STEPS = (1, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600)
FIRST_SECOND = 8 * 3600

Metadata = Mapping[str, str]


def draw(
    curves: Curves,
    sink: BinaryIO,
    *,
    form: str,
    theme: str,
    stamp: str,
    metadata: Metadata,
) -> None:
    """Writes a picture. `form` is png or svg; `metadata` goes into the file."""
    with mpl.rc_context(STYLE):
        figure = Figure(figsize=SIZE, dpi=DPI)
        canvas = {"png": FigureCanvasAgg, "svg": FigureCanvasSVG}[form](figure)
        colours = palette(theme)
        figure.set_facecolor(colours["surface"])
        axes = figure.add_axes((0.085, 0.16, 0.885, 0.64))
        _lines(axes, curves, colours)
        _clock(axes, curves)
        _frame(axes, curves, colours)
        _marks(axes, curves.marks, colours)
        _totals(axes, curves, colours)
        _words(figure, axes, curves, stamp, colours)
        canvas.print_figure(
            sink,
            format=form,
            facecolor=colours["surface"],
            metadata=_meta(form, metadata),
        )


def _meta(form: str, metadata: Metadata) -> dict[str, Any]:
    """No date and no version: the same run gives the same bytes."""
    if form == "svg":
        text = metadata["knightreplay"]
        return {"Date": None, "Creator": "KnightReplay", "Description": text}
    return {"Software": "KnightReplay", **metadata}


def _lines(axes: Axes, curves: Curves, colours: Mapping[str, str]) -> None:
    if any(line.stacked for line in curves.lines):
        _stack(axes, curves.lines, colours)
        return
    for line in curves.lines:
        colour, _ = with_alpha(colours[line.token])
        dashes: Any = (
            {"dashes": [px / line.width for px in line.dash]} if line.dash else {}
        )
        ends = [tick + 1 for tick in line.ticks]
        axes.plot(
            ends,
            line.y,
            color=colour,
            linewidth=line.width * 0.75,
            label=line.name,
            solid_joinstyle="round",
            **dashes,
        )
        if line.fill:
            fill, alpha = with_alpha(colours[line.fill])
            axes.fill_between(ends, line.y, color=fill, alpha=alpha, linewidth=0)


def _stack(axes: Axes, lines: list[Line], colours: Mapping[str, str]) -> None:
    under = [0.0] * len(lines[0].y)
    for line in lines:
        over = [low + sent for low, sent in zip(under, line.y, strict=True)]
        axes.fill_between(
            line.ticks,
            under,
            over,
            step="post",
            label=line.name,
            color=colours[line.token],
            linewidth=0.4,
            edgecolor=colours["surface"],
        )
        under = over


def _clock(axes: Axes, curves: Curves) -> None:
    first, end = curves.first, curves.end
    room = (end - first) * BESIDE if curves.totals else 0
    axes.set_xlim(first, end + room)
    step = next((s for s in STEPS if (end - first) / s <= 9), STEPS[-1])
    begin = first + -(first + FIRST_SECOND) % step
    axes.set_xticks(list(range(begin, end + 1, step)))
    length = 8 if step < 60 else 5
    axes.xaxis.set_major_formatter(
        FuncFormatter(lambda tick, _: time_of(tick)[:length])
    )


def _frame(axes: Axes, curves: Curves, colours: Mapping[str, str]) -> None:
    axes.set_facecolor(colours["surface"])
    for spine in axes.spines.values():
        spine.set_visible(False)
    axes.axhline(0, color=colours["line-strong"], linewidth=0.8)
    axes.grid(axis="y", color=colours["line"], linewidth=0.7)
    axes.set_axisbelow(True)
    axes.tick_params(colors=colours["ink-2"], length=0, labelsize=9)
    axes.yaxis.set_major_locator(MaxNLocator(6, steps=[1, 2, 2.5, 5, 10]))
    money = curves.unit == "US dollars"
    axes.yaxis.set_major_formatter(
        FuncFormatter(lambda y, _: on_axis(y) if money else f"{y:,.0f}")
    )


def _marks(axes: Axes, marks: list[Mark], colours: Mapping[str, str]) -> None:
    for place, mark in enumerate(marks[:MARKS]):
        people = mark.by == "people"
        colour = colours["ink" if people else "ghost"]
        axes.axvline(mark.tick, color=colour, linewidth=0.9, linestyle=(0, (1, 2)))
        axes.annotate(
            mark.words,
            (mark.tick, 1.0),
            xycoords=("data", "axes fraction"),
            xytext=(2, 3 + 10 * (place % 3)),
            textcoords="offset points",
            color=colour,
            fontsize=7.5,
        )


def _totals(axes: Axes, curves: Curves, colours: Mapping[str, str]) -> None:
    """Totals that documents give are points after the range, never part of a curve."""
    if not curves.totals:
        return
    place = curves.end + (curves.end - curves.first) * BESIDE * 0.1
    axes.axvline(curves.end, color=colours["line-strong"], linewidth=0.8)
    for (dollars, words, source), way in zip(curves.totals, (1, -1), strict=True):
        axes.plot([place], [dollars], "D", color=colours["warn-mark"], markersize=5)
        axes.annotate(
            f"{words}\n{source}",
            (place, dollars),
            xytext=(7, way * 9),
            textcoords="offset points",
            va="center",
            fontsize=7,
            color=colours["ink-2"],
        )


def _words(
    figure: Figure, axes: Axes, curves: Curves, stamp: str, colours: Mapping[str, str]
) -> None:
    figure.text(
        0.02, 0.945, curves.title, color=colours["ink"], fontsize=14, weight="bold"
    )
    figure.text(0.02, 0.025, stamp, color=colours["ink-2"], fontsize=7.5, va="bottom")
    figure.text(
        0.98,
        0.953,
        f"{curves.unit} · Eastern time",
        color=colours["ink-2"],
        fontsize=9,
        ha="right",
    )
    figure.legend(
        *axes.get_legend_handles_labels(),
        loc="upper left",
        ncols=8,
        frameon=False,
        bbox_to_anchor=(0.01, 0.925),
        labelcolor=colours["ink-2"],
        fontsize=8.5,
        handlelength=2.4,
        columnspacing=1.4,
    )
