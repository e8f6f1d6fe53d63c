"""What can be exported: of each kind who makes it, what it is, what can be chosen."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, BinaryIO, NamedTuple, cast

from django.conf import settings
from django.utils.module_loading import import_string

from knightreplay.runs.selectors import View
from knightreplay.sharing.models import Export

if TYPE_CHECKING:
    from knightreplay.sharing.files.exporting.context import Context

# Writes the whole file; must call `context.told(0..1)` now and then (context.py).
Maker = Callable[["Context", BinaryIO], None]

SANDBOX = "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:"
CHARTS = ("loss", "flow", "positions")
THEMES = ("dark", "light")


class Recipe(NamedTuple):
    """How a kind of export is made."""

    maker: str  # dotted path: imported by the worker only, for some are slow to import
    media_type: str
    choices: Mapping[
        str, tuple[str, ...]
    ] = {}  # option → what it may be, default first
    ranged: bool = True  # takes `from` and `to`; else the whole of what is told
    own_build: bool = False  # needs the engine and the data that computed the run
    # Dotted path: what else than run, epoch and options the file depends on, in a word; it
    # may refuse.
    edition: str = ""
    policy: str = ""  # Content-Security-Policy of the file, where a browser may show it

    def make(self, context: "Context", sink: BinaryIO) -> None:
        cast("Maker", import_string(self.maker))(context, sink)

    def edition_of(self, view: View) -> str:
        """Another answer is another file. Raises what refuses one.

        Raises
        ------
        Conflict

        """
        return str(import_string(self.edition)(view)) if self.edition else ""


_HERE = "knightreplay.sharing.files.exporting"
_REVIEW = "knightreplay.sharing.files.postmortem.export"
_DRAWN = {"chart": CHARTS, "theme": THEMES}

RECIPES: dict[str, Recipe] = {
    Export.Kind.FRAMES_CSV: Recipe(
        f"{_HERE}.frames.write_csv", "text/csv; charset=utf-8"
    ),
    Export.Kind.FRAMES_JSON: Recipe(f"{_HERE}.frames.write_json", "application/json"),
    Export.Kind.FRAMES_PARQUET: Recipe(
        f"{_HERE}.frames.write_parquet", "application/vnd.apache.parquet"
    ),
    Export.Kind.TAPE: Recipe(
        f"{_HERE}.tape.write_tape", "application/vnd.apache.parquet", own_build=True
    ),
    Export.Kind.CHART_PNG: Recipe(f"{_HERE}.pictures.write_png", "image/png", _DRAWN),
    Export.Kind.CHART_SVG: Recipe(
        f"{_HERE}.pictures.write_svg", "image/svg+xml", _DRAWN, policy=SANDBOX
    ),
    Export.Kind.CAPSULE: Recipe(
        "knightreplay.sharing.files.capsule.export.write_capsule",
        "text/html",
        {"language": tuple(code for code, _ in settings.LANGUAGES)},
        edition="knightreplay.sharing.files.capsule.export.edition",
    ),
    Export.Kind.FIGURE: Recipe(
        f"{_HERE}.figure.write_figure", "application/json", _DRAWN
    ),
    Export.Kind.POSTMORTEM_MD: Recipe(
        f"{_REVIEW}.write_markdown",
        "text/markdown; charset=utf-8",
        ranged=False,
        edition=f"{_REVIEW}.edition",
    ),
    Export.Kind.POSTMORTEM_HTML: Recipe(
        f"{_REVIEW}.write_html",
        "text/html; charset=utf-8",
        ranged=False,
        edition=f"{_REVIEW}.edition",
        policy=SANDBOX,
    ),
    Export.Kind.POSTMORTEM_PDF: Recipe(
        f"{_REVIEW}.write_pdf",
        "application/pdf",
        ranged=False,
        edition=f"{_REVIEW}.edition",
    ),
}
