"""The rival: `python benchmarks/peers/panel_page.py PORT DAY`, in an environment of its own.

The four charts of a run's day as somebody writes them with Panel: a slider, and a figure of
plotly.py for each chart, made again when the slider moves.
"""

import json
import sys
from pathlib import Path
from typing import Any

import panel
import plotly.graph_objects as go

SHOWN = 5220  # the first second of the axis
BEGIN, END = 6060, 8100  # 09:41:00, 10:15:00

Day = dict[str, Any]


def loss(day: Day, t: int) -> go.Figure:
    fills = {"exit": "tozeroy"}
    return go.Figure(
        [
            go.Scatter(
                x=list(range(SHOWN, t)),
                y=[k * 1000 for k in day["loss"][name][SHOWN:t]],
                name=name,
                fill=fills.get(name),
            )
            for name in ("fair", "own", "exit")
        ],
        layout={"title": "Profit and loss", "hovermode": "x unified"},
    )


def flow(day: Day, t: int) -> go.Figure:
    first, until = SHOWN // 60, max(SHOWN // 60 + 1, -(-t // 60))
    return go.Figure(
        [
            go.Scatter(
                x=[minute * 60 for minute in range(first, until)],
                y=sent[first:until],
                stackgroup="servers",
                line={"shape": "hv", "width": 0},
                name=f"Server {server}",
            )
            for server, sent in reversed(list(enumerate(day["servers"], 1)))
        ],
        layout={"title": "Orders per minute"},
    )


def positions(day: Day, t: int) -> go.Figure:
    return go.Figure(
        [
            go.Scatter(
                x=list(range(SHOWN, t)),
                y=[sign * k * 1000 for k in day["positions"][name][SHOWN:t]],
                fill="tozeroy",
                name=name,
            )
            for name, sign in (("long", 1), ("short", -1))
        ],
        layout={"title": "Positions"},
    )


def stocks(day: Day, t: int) -> go.Figure:
    told = day["stocks"]
    minute = t // 60 - day["first"] - 1
    moves = told["moves"][minute] if minute >= 0 else [0] * len(told["names"])
    tiles = go.Treemap(
        labels=told["names"],
        parents=[""] * len(told["names"]),
        values=[size + 1 for size in told["sizes"]],
        marker={"colors": moves, "colorscale": "RdBu", "cmid": 0},
    )
    return go.Figure([tiles], layout={"title": "Stocks"})


def page(day: Day) -> panel.Column:
    slider = panel.widgets.IntSlider(
        name="Clock",
        start=SHOWN + 60,
        end=END,
        value=BEGIN,
        sizing_mode="stretch_width",
    )

    def chart(make: Any, height: int) -> panel.pane.Plotly:
        figure = panel.bind(lambda t: make(day, t), slider)
        return panel.pane.Plotly(figure, height=height, sizing_mode="stretch_width")

    below = panel.Row(
        *(chart(make, 300) for make in (flow, positions, stocks)),
        sizing_mode="stretch_width",
    )
    return panel.Column(chart(loss, 380), below, slider, sizing_mode="stretch_width")


def main() -> None:
    port, file = sys.argv[1:]
    day: Day = json.loads(Path(file).read_text())
    panel.extension("plotly")
    panel.serve(
        {"/": lambda: page(day)},
        port=int(port),
        address="127.0.0.1",
        websocket_origin=f"127.0.0.1:{port}",
        show=False,
    )


if __name__ == "__main__":
    main()
