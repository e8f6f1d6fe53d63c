"""A chart as a Plotly figure: `plotly.io.from_json` loads it; `layout.meta` has its facts."""

from typing import Any, BinaryIO

import orjson
import plotly.graph_objects as go

from knightreplay.sharing.drawing.curves import Curves, Line
from knightreplay.sharing.drawing.palette import palette
from knightreplay.sharing.files.exporting.context import Context
from knightreplay.sharing.files.exporting.curves import curves
from knightreplay.sharing.files.exporting.pictures import stamp
from simulator.clock import time_of


def write_figure(context: Context, sink: BinaryIO) -> None:
    drawn = curves(context)
    colours = palette(context.options["theme"])
    layout = _layout(drawn, colours, stamp(context).replace("\n", "<br>"))
    figure = go.Figure(
        [_trace(line, colours) for line in drawn.lines],
        {**layout, "meta": context.about(drawn.sha256)},
    )
    sink.write(orjson.dumps(figure.to_plotly_json()))


def _trace(line: Line, colours: Any) -> dict[str, Any]:
    stroke = {"color": colours[line.token], "width": line.width}
    if line.dash:
        stroke["dash"] = ",".join(f"{px:g}px" for px in line.dash)
    trace: dict[str, Any] = {"type": "scatter", "mode": "lines", "name": line.name}
    trace |= {"x": line.x, "y": line.y, "line": stroke}
    if line.stacked:
        stroke |= {"shape": "vh", "color": colours["surface"]}
        trace |= {"stackgroup": "servers", "fillcolor": colours[line.fill]}
    elif line.fill:
        trace |= {"fill": "tozeroy", "fillcolor": colours[line.fill]}
    return trace


def _layout(drawn: Curves, colours: Any, below: str) -> dict[str, Any]:
    axis = {"gridcolor": colours["line"], "zerolinecolor": colours["line-strong"]}
    span = [f"2012-08-01T{time_of(tick)}" for tick in (drawn.first, drawn.end)]
    return {
        "title": {"text": drawn.title, "subtitle": {"text": below}},
        "paper_bgcolor": colours["surface"],
        "plot_bgcolor": colours["surface"],
        "font": {"color": colours["ink"]},
        "hovermode": "x unified",
        "xaxis": {**axis, "type": "date", "range": span},
        "yaxis": {**axis, "title": {"text": drawn.unit}},
        "shapes": [_act(mark.tick, colours) for mark in drawn.marks],
        "annotations": [
            *[_named(mark.tick, mark.words) for mark in drawn.marks],
            *[_total(*total) for total in drawn.totals],
        ],
    }


def _act(tick: int, colours: Any) -> dict[str, Any]:
    when = f"2012-08-01T{time_of(tick)}"
    line = {"color": colours["ghost"], "width": 1, "dash": "dot"}
    whole = {"y0": 0, "y1": 1, "yref": "paper"}
    return {"type": "line", "x0": when, "x1": when, **whole, "line": line}


def _named(tick: int, words: str) -> dict[str, Any]:
    when = f"2012-08-01T{time_of(tick)}"
    place = {"x": when, "y": 1, "yref": "paper", "xanchor": "left", "yanchor": "top"}
    return {"text": words, "showarrow": False, **place}


def _total(dollars: float, words: str, source: str) -> dict[str, Any]:
    """A document's total: at the right edge, for no source gives it a time."""
    place = {"x": 1, "xref": "paper", "xanchor": "left", "y": dollars}
    return {"text": f"◆ {words}<br>{source}", "showarrow": False, **place}
