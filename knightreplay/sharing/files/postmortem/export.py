"""The postmortem as three kinds of export (knightreplay/sharing/files/exporting)."""

import hashlib
from typing import BinaryIO

import orjson

from knightreplay.runs.selectors import View
from knightreplay.sharing.files.exporting.context import Context
from knightreplay.sharing.files.postmortem.findings import (
    Findings,
    findings,
    require_whole,
)
from knightreplay.sharing.notes.selectors import notes_state


def write_markdown(context: Context, sink: BinaryIO) -> None:
    from knightreplay.sharing.files.postmortem import document  # noqa: PLC0415 -- as below

    sink.write(document.as_markdown(_found(context)).encode())


def write_html(context: Context, sink: BinaryIO) -> None:
    from knightreplay.sharing.files.postmortem import page  # noqa: PLC0415 -- as below

    found = _found(context)
    context.report(0.7)
    sink.write(page.as_page(found).encode())


def write_pdf(context: Context, sink: BinaryIO) -> None:
    # Only a worker draws and sets pages, and what it takes is slow to import.
    from knightreplay.sharing.files.postmortem.pdf import as_pdf  # noqa: PLC0415

    found = _found(context)
    context.report(0.4)
    sink.write(as_pdf(found))


def edition(view: View) -> str:
    """Changes with whatever a postmortem says beside the epoch: name, reasons, notes.

    Raises
    ------
    Conflict
        there can be none of this run, or not yet.
    """
    require_whole(view)
    notes = notes_state(view.run.id, view.until)
    parts = [view.run.name, len(view.log.rows), *notes]
    return hashlib.sha256(orjson.dumps(parts)).hexdigest()[:16]


def _found(context: Context) -> Findings:
    context.report(0.0)
    return findings(context.view)
