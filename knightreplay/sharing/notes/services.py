"""Every change to a note on the timeline, one function each; each is one transaction.

A change takes the run's next note number, so that whoever knows a number can ask for what
changed since. What was deleted stays as a row without words: others must learn of it.
"""

import time
from functools import partial
from typing import NamedTuple
from uuid import UUID

from django.db import transaction
from django.db.models import Max, QuerySet

from knightreplay.runs.errors import Conflict, Forbidden, Invalid
from knightreplay.runs.models import Role, Run
from knightreplay.runs.panels import NOTABLE
from knightreplay.runs.roles import require_comment
from knightreplay.runs.selectors import disclosed_until
from knightreplay.sharing.models import Note, Wording
from knightreplay.sharing.notes.words import author_name, note_text
from knightreplay.sharing.signals import noted
from simulator.clock import CLOSE

OTHERS_NOTES = 500  # of one run, by all but its host; the host may as many
MAKERS_NOTES = 150  # of one run, by one of them
ROWS = 4  # times as many with those that were deleted
NOTES_LIMIT = 2 * OTHERS_NOTES  # of one run
WORDINGS_LIMIT = 50  # earlier texts that are kept of one note


class Person(NamedTuple):
    """Who reads or changes something: what they may, and which marks are theirs."""

    role: Role
    owners: tuple[str, ...] = ()  # as in Run.owner; what they write has the first

    @property
    def owner(self) -> str:
        return next(iter(self.owners), "")

    def wrote(self, note: Note) -> bool:
        return note.owner in self.owners


class Draft(NamedTuple):
    """A note that is to be written."""

    text: str
    author: str
    at: int  # tick
    last: int | None = None  # tick, included; None: one tick
    panel: str = ""
    answers: UUID | None = None  # its place is then that of the note it answers


@transaction.atomic
def write(run_id: UUID, draft: Draft, *, who: Person, command_id: str) -> Note:
    """A new note, or the one that this command has written before.

    Raises
    ------
    Forbidden, Invalid, Conflict, Note.DoesNotExist (what it answers is not there)
    """
    require_comment(who.role)
    run = _locked(run_id)
    known = Note.objects.filter(run=run, command_id=command_id).first()
    if known is not None:
        return _own(known, who)
    _require_room(run, who.role, who.owner)
    note = Note(
        run=run,
        text=note_text(draft.text),
        author=author_name(draft.author),
        owner=who.owner,
        role=who.role,
        created=time.time(),
        command_id=command_id,
    )
    _place(note, draft, who)
    return _kept(note)


@transaction.atomic
def edit(run_id: UUID, note_id: UUID, text: str, *, who: Person) -> Note:
    """Another text for one's own note; what it said before is kept.

    Raises
    ------
    Forbidden, Invalid, Conflict, Note.DoesNotExist
    """
    note = _found(run_id, note_id, who)
    if not who.wrote(note):
        raise Forbidden("Only its author may edit a note.")
    text = note_text(text)
    if text == note.text:
        return note
    now = time.time()
    if note.wordings.count() >= WORDINGS_LIMIT:
        raise Conflict(f"A note is edited {WORDINGS_LIMIT} times at most; answer it.")
    Wording.objects.create(note=note, text=note.text, until=now)
    note.text, note.edited = text, now
    return _kept(note)


@transaction.atomic
def resolve(
    run_id: UUID, note_id: UUID, done: bool, *, author: str, who: Person
) -> Note:
    """Says that a note is settled, or that it is open again.

    Raises
    ------
    Forbidden, Invalid, Note.DoesNotExist
    """
    note = _found(run_id, note_id, who)
    if note.answers_id is not None:
        raise Invalid("resolved: an answer is settled with the note that it answers")
    if done == (note.resolved is not None):
        return note
    note.resolved = time.time() if done else None
    note.resolved_by = author_name(author) if done else ""
    return _kept(note)


@transaction.atomic
def delete(run_id: UUID, note_id: UUID, *, who: Person) -> Note:
    """Takes a note away; its author and the run's host may. `restore` has it back.

    Raises
    ------
    Forbidden, Note.DoesNotExist
    """
    note = _found(run_id, note_id, who, or_deleted=True)
    if not who.wrote(note) and who.role is not Role.HOST:
        raise Forbidden("Only its author, or the host, may delete a note.")
    if note.deleted is not None:
        return note
    note.deleted, note.deleted_by = time.time(), who.owner
    return _kept(note)


@transaction.atomic
def restore(run_id: UUID, note_id: UUID, *, who: Person) -> Note:
    """Has a deleted note back; whoever deleted it may, and the host.

    Raises
    ------
    Forbidden, Invalid, Note.DoesNotExist
    """
    note = _found(run_id, note_id, who, or_deleted=True)
    if note.deleted_by not in who.owners and who.role is not Role.HOST:
        raise Forbidden("Only who deleted a note, or the host, may have it back.")
    if note.deleted is None:
        return note
    _require_room(note.run, note.role, note.owner)
    note.deleted, note.deleted_by = None, ""
    return _kept(note)


def is_disclosed(note: Note, until: int | None, who: Person) -> bool:
    """Whether a note of a paced run may be read: once its moment is told, or by its author.

    `until` is that of a `View`: the tick up to which the run is told, None for all of it.
    """
    return until is None or note.end <= until or who.wrote(note)


# ---------------------------------------------------------------- parts


def _locked(run_id: UUID) -> Run:
    """The run, its row locked: writers of notes queue, and numbers are in their order."""
    runs = Run.objects.select_for_update().filter(id=run_id, deleted_at=None)
    run = runs.first()
    if run is None:
        raise Note.DoesNotExist
    return run


def _found(
    run_id: UUID, note_id: UUID, who: Person, *, or_deleted: bool = False
) -> Note:
    """The note under the run's lock, as far as this person may know of it."""
    require_comment(who.role)
    return _visible(_locked(run_id), note_id, who, or_deleted=or_deleted)


def _visible(run: Run, note_id: UUID, who: Person, *, or_deleted: bool = False) -> Note:
    note = Note.objects.select_related("run").get(run=run, id=note_id)
    gone = note.deleted is not None and not or_deleted
    if gone or not is_disclosed(note, disclosed_until(run, time.time()), who):
        raise Note.DoesNotExist
    return note


def _own(known: Note, who: Person) -> Note:
    if not who.wrote(known):
        raise Conflict("command_id: somebody else has used it in this run")
    return known


def _place(note: Note, draft: Draft, who: Person) -> None:
    """Where a note stands: as it says, or where the note stands that it answers."""
    if draft.answers is not None:
        above = _visible(note.run, draft.answers, who)
        if above.answers_id is not None:
            raise Invalid(
                "answers: an answer cannot be answered; answer the first note"
            )
        note.answers = above
        note.at, note.last, note.panel = above.at, above.last, above.panel
        return
    if draft.panel not in NOTABLE:
        raise Invalid(f"panel: allowed: {', '.join(filter(None, NOTABLE))} or nothing")
    last = draft.at if draft.last is None else draft.last
    if not 0 <= draft.at <= last <= CLOSE:
        raise Invalid(f"last: allowed: from `at` on, up to {CLOSE}")
    note.at, note.panel = draft.at, draft.panel
    note.last = None if last == draft.at else last


def _require_room(run: Run, role: str, owner: str) -> None:
    """What others wrote takes nothing from the host, and what one wrote little from them."""
    notes = Note.objects.filter(run=run)
    if role == Role.HOST:
        _require_fewer(notes.filter(role=Role.HOST), OTHERS_NOTES)
        return
    others = notes.exclude(role=Role.HOST)
    _require_fewer(others, OTHERS_NOTES)
    if owner:
        _require_fewer(others.filter(owner=owner), MAKERS_NOTES, of=" of yours")


def _require_fewer(notes: QuerySet[Note], most: int, *, of: str = "") -> None:
    if notes.filter(deleted=None).count() >= most:
        raise Conflict(f"A run holds {most} notes{of}; delete some.")
    if notes.count() >= ROWS * most:
        raise Conflict(f"This run has had too many notes{of}; write no more.")


def _kept(note: Note) -> Note:
    """Stores the change under the next number, and tells of it after the commit."""
    newest = Note.objects.filter(run=note.run).aggregate(newest=Max("number"))["newest"]
    note.number = (newest or 0) + 1
    note.save()
    transaction.on_commit(partial(noted.send, Note, note=note), robust=True)
    return note
