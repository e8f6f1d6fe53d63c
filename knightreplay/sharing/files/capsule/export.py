"""The capsule as a kind of export (sharing/files/exporting/recipes.py)."""

from typing import BinaryIO

from knightreplay.runs.selectors import View
from knightreplay.sharing.files.capsule.manifest import sha256
from knightreplay.sharing.files.capsule.parts import CapsuleRange, canonical
from knightreplay.sharing.files.capsule.writer import write
from knightreplay.sharing.files.exporting.context import Context
from knightreplay.sharing.notes.selectors import notes_state


def edition(view: View) -> str:
    """Changes with whatever a capsule says beside the epoch: name, reasons, notes."""
    notes = notes_state(view.run.id, view.until)
    return sha256(canonical([view.run.name, len(view.log.rows), *notes]))[:12]


def write_capsule(context: Context, sink: BinaryIO) -> None:
    wanted = CapsuleRange(context.first, context.end - 1)
    for chunk in write(
        context.view, wanted, context.options["language"], report=context.report
    ):
        sink.write(chunk)
