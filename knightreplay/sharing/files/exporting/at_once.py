"""FramesFile of an hour or less, read while one waits."""

import io
from collections.abc import Iterator
from typing import BinaryIO, NamedTuple, cast

from knightreplay.runs.errors import Conflict, Invalid
from knightreplay.runs.selectors import View
from knightreplay.sharing.files.exporting import frames
from knightreplay.sharing.files.exporting.context import Context, is_computed
from knightreplay.sharing.files.exporting.recipes import RECIPES
from knightreplay.sharing.files.exporting.requests import check_range

MOST = 3600  # ticks


class FramesFile(NamedTuple):
    media_type: str
    chunks: Iterator[bytes]


def read_frames(view: View, first: int, end: int, form: str) -> FramesFile:
    """The file in chunks; what can be refused is refused before the first.

    Raises
    ------
    Invalid
        no range, or more than an hour.
    Conflict
        not computed or not told yet.
    """
    check_range(view, first, end)
    if end - first > MOST:
        raise Invalid(
            f"to: more than {MOST} ticks after from; for more have an export made: "
            f"POST /api/v1/runs/{view.run.id}/exports"
        )
    if not is_computed(view, first, end):
        raise Conflict("That part of the run is not computed yet; ask again.")
    kind = f"frames.{form}"
    context = Context(view, kind, {"from": first, "to": end}, first, end)
    return FramesFile(RECIPES[kind].media_type, _begun(_chunks(context, form)))


def _begun(chunks: Iterator[bytes]) -> Iterator[bytes]:
    """With the first chunk made: until then a refusal can still be answered."""
    first = next(chunks)

    def all_of_them() -> Iterator[bytes]:
        yield first
        yield from chunks

    return all_of_them()


def _chunks(context: Context, form: str) -> Iterator[bytes]:
    if form == "parquet":
        return _parquet(context)
    return {"csv": frames.csv_chunks, "json": frames.json_chunks}[form](context)


def _parquet(context: Context) -> Iterator[bytes]:
    written = io.BytesIO()  # an hour has 200 KB
    frames.write_parquet(context, cast("BinaryIO", written))
    yield written.getvalue()
