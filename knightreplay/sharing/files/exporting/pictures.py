"""Charts as pictures: PNG with its facts in tEXt, SVG with them in <metadata>."""

import json
from typing import BinaryIO

from knightreplay.sharing.drawing import charts
from knightreplay.sharing.files.exporting.context import Context
from knightreplay.sharing.files.exporting.curves import curves


def write_png(context: Context, sink: BinaryIO) -> None:
    _write(context, sink, "png")


def write_svg(context: Context, sink: BinaryIO) -> None:
    _write(context, sink, "svg")


def _write(context: Context, sink: BinaryIO, form: str) -> None:
    drawn = curves(context)
    context.report(0.9)
    charts.draw(
        drawn,
        sink,
        form=form,
        theme=context.options["theme"],
        stamp=stamp(context),
        # ASCII only: a PNG's tEXt holds nothing else.
        metadata={"knightreplay": json.dumps(context.about(drawn.sha256))},
    )


def stamp(context: Context) -> str:
    """What stands under a picture: that it is modelled, and of which run it is."""
    run = context.view.run
    return (
        "Modelled by KnightReplay after SEC release 34-70694; no source gives a curve.\n"
        f"Scenario {run.scenario}, seed {run.seed}, engine {run.engine_version}, "
        f"epoch {run.epoch}, run {run.id}"
    )
