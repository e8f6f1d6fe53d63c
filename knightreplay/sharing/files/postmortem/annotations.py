"""The notes on a run's timeline, as they stand now: what people wrote, word for word."""

from typing import NamedTuple

from knightreplay.runs.models import Run
from knightreplay.sharing.models import Note


class Annotation(NamedTuple):
    """A note; author and text are a user's."""

    at: int  # tick
    last: int | None  # tick, included; None: one tick
    author: str
    text: str
    edited: bool
    resolved: bool
    answers: tuple["Annotation", ...] = ()


def annotations(run: Run) -> tuple[Annotation, ...]:
    """Notes by tick, each with its answers in the order in which they were given."""
    rows = list(Note.objects.filter(run=run, deleted=None).order_by("created", "id"))
    answers: dict[object, list[Annotation]] = {}
    for row in rows:
        if row.answers_id is not None:
            answers.setdefault(row.answers_id, []).append(_annotation(row))
    first = [row for row in rows if row.answers_id is None]
    first.sort(key=lambda row: row.at)
    return tuple(
        _annotation(row)._replace(answers=tuple(answers.get(row.id, ())))
        for row in first
    )


def _annotation(row: Note) -> Annotation:
    return Annotation(
        at=row.at,
        last=row.last,
        author=row.author,
        text=row.text,
        edited=row.edited is not None,
        resolved=row.resolved is not None,
    )
