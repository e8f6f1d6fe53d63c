"""The capsule as a kind of export (sharing/exporting/recipes.py)."""

from typing import BinaryIO

from knightreplay.sharing.capsule.parts import Wanted
from knightreplay.sharing.capsule.writer import write
from knightreplay.sharing.exporting.context import Context


def write_capsule(context: Context, sink: BinaryIO) -> None:
    wanted = Wanted(context.first, context.end - 1)
    for chunk in write(
        context.view, wanted, context.options["language"], told=context.told
    ):
        sink.write(chunk)
