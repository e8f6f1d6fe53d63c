"""What is read of notes, in the form that pages, sockets and documents need."""

from typing import NamedTuple
from uuid import UUID

from django.db.models import Count, Max, Q, QuerySet
from django.utils.crypto import salted_hmac

from knightreplay.runs.models import Role
from knightreplay.runs.selectors import View
from knightreplay.sharing.models import Note, Wording
from knightreplay.sharing.notes import bodies
from knightreplay.sharing.notes.markdown import to_tree
from knightreplay.sharing.notes.services import Person, is_disclosed
from simulator.clock import time_of

PAGE = 100  # notes that are handed out at once


class NotesState(NamedTuple):
    """How the notes of a run stand, as far as they are told to everybody.

    Whoever holds as many, up to the same number, holds all of them.
    """

    newest: int  # number
    total: int  # with those that were deleted


def notes_state(run_id: UUID, until: int | None) -> NotesState:
    rows = _disclosed(run_id, until)
    found = rows.aggregate(newest=Max("number"), total=Count("id"))
    return NotesState(found["newest"] or 0, found["total"])


def changed_since(
    view: View, number: int, *, who: Person, limit: int = PAGE
) -> tuple[list[Note], int | None]:
    """Notes that changed after `number`, by number, and where the next page begins."""
    rows = _disclosed(view.run.id, view.until, who.owners).filter(number__gt=number)
    found = list(rows.order_by("number")[: limit + 1])
    more = len(found) > limit
    return found[:limit], found[limit - 1].number if more else None


def notes_of(view: View) -> list[Note]:
    """What stands on the timeline for everybody, in the order of the morning.

    Without the answers to what was deleted: whoever reads these finds what each answers.
    """
    there = _disclosed(view.run.id, view.until).filter(deleted=None)
    return list(there.filter(Q(answers=None) | Q(answers__deleted=None)))


def wordings(view: View, note_id: UUID, *, who: Person) -> list[Wording]:
    """What a note said before it was edited, oldest first.

    Raises
    ------
    Note.DoesNotExist
        also for one that is not told yet, and one that was deleted by or from others.
    """
    note = Note.objects.get(run=view.run.id, id=note_id)
    theirs = who.role is Role.HOST or who.wrote(note)
    if not is_disclosed(note, view.until, who) or (
        note.deleted is not None and not theirs
    ):
        raise Note.DoesNotExist
    return list(note.wordings.all())


def to_wire(note: Note) -> bodies.Note:
    """A note as everybody gets it; of one that was deleted only that it was."""
    gone = note.deleted is not None
    return {
        "id": str(note.id),
        "number": note.number,
        "answers": str(note.answers_id) if note.answers_id else None,
        "at": note.at,
        "time": time_of(note.at),
        "last": note.last,
        "panel": note.panel,
        "author": "" if gone else note.author,
        "by": mark_of(note.run_id, note.owner),
        "role": Role(note.role),
        "text": "" if gone else note.text,
        "tree": [] if gone else to_tree(note.text),
        "created": note.created,
        "edited": note.edited,
        "resolved": note.resolved,
        "resolved_by": note.resolved_by,
        "deleted": gone,
    }


def mark_of(run_id: UUID, owner: str) -> str:
    """Tells authors of one run apart, and says nothing of them outside of it."""
    if not owner:
        return ""
    return salted_hmac("knightreplay.note", f"{run_id} {owner}").hexdigest()[:16]


def _disclosed(
    run_id: UUID, until: int | None, owners: tuple[str, ...] = ()
) -> QuerySet[Note]:
    """As `notes.is_disclosed`, for the database."""
    rows = Note.objects.filter(run=run_id)
    if until is None:
        return rows
    past = Q(last=None, at__lte=until) | Q(last__lte=until)
    return rows.filter(past | Q(owner__in=owners))
