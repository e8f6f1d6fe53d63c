"""The notes of a capsule, as they are in the run that is made of it."""

from typing import Any
from uuid import uuid4

from knightreplay.runs.errors import Invalid
from knightreplay.runs.models import Role, Run
from knightreplay.runs.panels import NOTABLE
from knightreplay.sharing.files.capsule.shapes import Notes, NoteShape, checked
from knightreplay.sharing.models import Note
from knightreplay.sharing.notes.words import AUTHOR_LIMIT, author_name, note_text

MARK = " (imported)"  # nobody here has shown that they are who wrote it


def imported_notes(run: Run, part: Any) -> list[Note]:
    """Nobody's notes, under their authors' names and a mark; not stored yet.

    Raises
    ------
    Invalid
    """
    shapes = checked(Notes, part, "the notes").notes
    made: dict[str, Note] = {}
    for number, shape in enumerate(
        sorted(shapes, key=lambda s: s.answers is not None), 1
    ):
        if shape.id in made or (shape.answers or shape.id) not in (*made, shape.id):
            raise Invalid("capsule: the notes: one answers a note that is not there")
        made[shape.id] = _note(run, shape, number, made.get(shape.answers or ""))
    return list(made.values())


def _note(run: Run, shape: NoteShape, number: int, above: Note | None) -> Note:
    last = shape.at if shape.last is None else shape.last
    if shape.panel not in NOTABLE or last < shape.at:
        raise Invalid("capsule: the notes: one stands nowhere")
    if above is not None and above.answers is not None:
        raise Invalid("capsule: the notes: an answer cannot be answered")
    author = author_name(shape.author.removesuffix(MARK))
    place = above or shape
    return Note(
        id=uuid4(),
        run=run,
        number=number,
        answers=above,
        at=place.at,
        last=place.last,
        panel=place.panel,
        text=note_text(shape.text),
        author=author[: AUTHOR_LIMIT - len(MARK)] + MARK,
        owner="",
        role=Role.COMMENT,
        created=shape.created,
        edited=shape.edited,
        resolved=shape.resolved,
        resolved_by=shape.resolved_by,
        command_id=f"import-{number}",
    )
