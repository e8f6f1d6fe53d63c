"""What can be exported: of each kind who writes it, what it is, what can be chosen.

A new kind is a row here and its writer (docs/extending.md).
"""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, BinaryIO, NamedTuple, cast

from django.conf import settings
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _

from knightreplay.runs.selectors import View

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

    from knightreplay.sharing.files.exporting.context import Context

# Writes the whole file; must call `context.report(0..1)` now and then (context.py).
Writer = Callable[["Context", BinaryIO], None]

SANDBOX = "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:"
CHARTS = ("loss", "flow", "positions")
THEMES = ("dark", "light")
LANGUAGES = tuple(code for code, _ in settings.LANGUAGES)


class Recipe(NamedTuple):
    """How a kind of export is made."""

    writer: str  # dotted path: imported by the worker only, for some are slow to import
    media_type: str
    words: "str | StrPromise"  # what the page calls it
    note: "str | StrPromise"  # one line on what is in it
    day: float | None = None  # bytes of the whole day, about; of a range its part
    # Option → what it may be, default first.
    choices: Mapping[str, tuple[str, ...]] = {}
    ranged: bool = True  # takes `from` and `to`; else the whole of what is told
    own_build: bool = False  # needs the engine and the data that computed the run
    # Dotted path: what else than run, epoch and options the file depends on, in a word; it
    # may refuse.
    edition: str = ""
    policy: str = ""  # Content-Security-Policy of the file, where a browser may show it

    def make(self, context: "Context", sink: BinaryIO) -> None:
        cast("Writer", import_string(self.writer))(context, sink)

    def edition_of(self, view: View) -> str:
        """Another answer is another file. Raises what refuses one.

        Raises
        ------
        Conflict
        """
        return str(import_string(self.edition)(view)) if self.edition else ""


_HERE = "knightreplay.sharing.files.exporting"
_CAPSULE = "knightreplay.sharing.files.capsule.export"
_REVIEW = "knightreplay.sharing.files.postmortem.export"
_DRAWN = {"chart": CHARTS, "theme": THEMES}

RECIPES: dict[str, Recipe] = {
    "frames.csv": Recipe(
        f"{_HERE}.frames.write_csv",
        "text/csv; charset=utf-8",
        _("Frames as CSV"),
        _("A row a second: executions, positions, losses. For spreadsheets."),
        day=3.1e6,
    ),
    "frames.json": Recipe(
        f"{_HERE}.frames.write_json",
        "application/json",
        _("Frames as JSON"),
        _("The same rows, for scripts."),
        day=3.2e6,
    ),
    "frames.parquet": Recipe(
        f"{_HERE}.frames.write_parquet",
        "application/vnd.apache.parquet",
        _("Frames as Parquet"),
        _("The same rows with types, for data frames."),
        day=1.3e6,
    ),
    "tape.parquet": Recipe(
        f"{_HERE}.tape.write_tape",
        "application/vnd.apache.parquet",
        _("Tape as Parquet"),
        _("Every execution: time, server, order, stock, price."),
        day=26e6,
        own_build=True,
    ),
    "chart.png": Recipe(
        f"{_HERE}.pictures.write_png",
        "image/png",
        _("Chart as PNG"),
        _("A picture for a report, with its sources and this run under it."),
        choices=_DRAWN,
    ),
    "chart.svg": Recipe(
        f"{_HERE}.pictures.write_svg",
        "image/svg+xml",
        _("Chart as SVG"),
        _("The same picture, sharp at every size."),
        choices=_DRAWN,
        policy=SANDBOX,
    ),
    "figure.json": Recipe(
        f"{_HERE}.plotly_figure.write_figure",
        "application/json",
        _("Chart as JSON"),
        _("A figure that the plotly packages open, for Python and JavaScript."),
        choices=_DRAWN,
    ),
    "capsule.html": Recipe(
        f"{_CAPSULE}.write_capsule",
        "text/html",
        _("Capsule"),
        _("The whole run as one page that plays without a network."),
        choices={"language": LANGUAGES},
        edition=f"{_CAPSULE}.edition",
    ),
    "postmortem.md": Recipe(
        f"{_REVIEW}.write_markdown",
        "text/markdown; charset=utf-8",
        _("Postmortem as Markdown"),
        _(
            "Timeline, each decision with what was on the screen, other mornings, "
            "safeguards, notes. In English."
        ),
        ranged=False,
        edition=f"{_REVIEW}.edition",
    ),
    "postmortem.html": Recipe(
        f"{_REVIEW}.write_html",
        "text/html; charset=utf-8",
        _("Postmortem as HTML"),
        _("The same with charts, in one file."),
        ranged=False,
        edition=f"{_REVIEW}.edition",
        policy=SANDBOX,
    ),
    "postmortem.pdf": Recipe(
        f"{_REVIEW}.write_pdf",
        "application/pdf",
        _("Postmortem as PDF"),
        _("The same, to print."),
        ranged=False,
        edition=f"{_REVIEW}.edition",
    ),
}
