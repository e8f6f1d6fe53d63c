"""Notes on the timeline of a run."""

from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Query, Router, Schema, Status
from pydantic import Field

from knightreplay.access.authors import authors_of
from knightreplay.access.owners import begin_owning
from knightreplay.access.permissions import run_to_change, view_to_read
from knightreplay.api.schemas import READ_REFUSALS, REFUSALS, Moment
from knightreplay.limiting.throttles import NOTES, READS
from knightreplay.runs.errors import Invalid
from knightreplay.runs.models import Role
from knightreplay.runs.roles import is_at_least, require_comment
from knightreplay.runs.selectors import View
from knightreplay.runs.shapes import Body, CommandId
from knightreplay.sharing.notes import selectors as note_reads
from knightreplay.sharing.notes import services as notes
from knightreplay.sharing.notes.markdown import to_tree
from knightreplay.sharing.notes.services import Draft, Person
from knightreplay.sharing.notes.words import AUTHOR_LIMIT, TEXT_LIMIT

router = Router(tags=["notes"])
RUN_NOTES = "/runs/{uuid:run_id}/notes"
NOTE = RUN_NOTES + "/{uuid:note_id}"

Text = Annotated[
    str,
    Field(
        max_length=TEXT_LIMIT,
        description="Markdown: emphasis, code, lists, quotes, links to http and https",
    ),
]
Author = Annotated[str, Field(max_length=AUTHOR_LIMIT)]


class NoteBody(Body):
    """A note at a moment or from `at` to `last`; an answer stands where its note does."""

    command_id: CommandId
    text: Text
    author: Author
    at: Moment = 0
    last: Moment | None = None
    panel: Annotated[str, Field(max_length=24)] = ""
    answers: Annotated[UUID | None, Field(strict=False)] = None

    def draft(self) -> Draft:
        place = (self.at, self.last, self.panel)
        return Draft(self.text, self.author, *place, self.answers)


class NoteChange(Body):
    """Another text, for its author; or whether it is settled, by whom."""

    text: Text | None = None
    resolved: bool | None = None
    author: Author = ""


class NoteInfo(Schema):
    id: str
    number: Annotated[int, Field(description="of the run's changes to notes")]
    answers: str | None
    at: Annotated[int, Field(description="tick")]
    time: str
    last: Annotated[int | None, Field(description="tick, included")]
    panel: str
    author: str
    by: Annotated[str, Field(description="the same for one author in one run")]
    role: str
    text: str
    tree: Annotated[
        list[Any], Field(description="the text as nodes: tag, inside, href")
    ]
    created: float
    edited: float | None
    resolved: float | None
    resolved_by: str
    deleted: Annotated[bool, Field(description="nothing else is told of it")]


class NotesPage(Schema):
    notes: list[NoteInfo]
    next: Annotated[int | None, Field(description="`after` of the next page")]
    newest: int
    total: Annotated[int, Field(description="notes told to all, deleted ones too")]
    me: Annotated[list[str], Field(description="`by` of what this browser wrote")]
    may_write: bool


class NotesQuery(Schema):
    after: Annotated[int, Field(ge=0, le=2**31 - 1)] = 0
    limit: Annotated[int, Field(ge=1, le=note_reads.PAGE)] = note_reads.PAGE


class Said(Schema):
    text: str
    tree: list[Any]
    until: float


@router.get(RUN_NOTES, response={200: NotesPage, **READ_REFUSALS}, throttle=[READS])
def list_notes(request: HttpRequest, run_id: UUID, query: Query[NotesQuery]) -> Any:
    """The notes that changed after a number, by number; deleted ones without words."""
    view, person = _reader(request, run_id)
    found, after = note_reads.changed_since(
        view, query.after, who=person, limit=query.limit
    )
    state = note_reads.notes_state(run_id, view.until)
    return {
        "notes": [note_reads.to_wire(note) for note in found],
        "next": after,
        **state._asdict(),
        "me": [note_reads.mark_of(run_id, owner) for owner in person.owners],
        "may_write": is_at_least(person.role, Role.COMMENT),
    }


@router.post(RUN_NOTES, response={201: NoteInfo, **REFUSALS}, throttle=[NOTES])
def write_note(request: HttpRequest, run_id: UUID, body: NoteBody) -> Any:
    """A new note, by anybody with a link to comment; counts once by `command_id`."""
    who = _writer(request, run_id)
    note = notes.write(run_id, body.draft(), who=who, command_id=body.command_id)
    return Status(201, note_reads.to_wire(note))


@router.patch(NOTE, response={200: NoteInfo, **REFUSALS}, throttle=[NOTES])
def change_note(
    request: HttpRequest, run_id: UUID, note_id: UUID, body: NoteChange
) -> Any:
    """Edits one's own note, or settles any; the earlier text is kept."""
    who = _writer(request, run_id)
    if body.text is None and body.resolved is None:
        raise Invalid("body: a text, or whether it is resolved")
    if body.text is not None:
        note = notes.edit(run_id, note_id, body.text, who=who)
    if body.resolved is not None:
        by = body.author
        note = notes.resolve(run_id, note_id, body.resolved, author=by, who=who)
    return note_reads.to_wire(note)


@router.delete(NOTE, response={200: NoteInfo, **REFUSALS}, throttle=[NOTES])
def delete_note(request: HttpRequest, run_id: UUID, note_id: UUID) -> Any:
    """Takes a note away, for its author and the host; `restore` has it back."""
    note = notes.delete(run_id, note_id, who=_writer(request, run_id))
    return note_reads.to_wire(note)


@router.post(f"{NOTE}/restore", response={200: NoteInfo, **REFUSALS}, throttle=[NOTES])
def restore_note(request: HttpRequest, run_id: UUID, note_id: UUID) -> Any:
    """Has a deleted note back, for whoever deleted it and the host."""
    note = notes.restore(run_id, note_id, who=_writer(request, run_id))
    return note_reads.to_wire(note)


@router.get(
    f"{NOTE}/wordings", response={200: list[Said], **READ_REFUSALS}, throttle=[READS]
)
def list_wordings(request: HttpRequest, run_id: UUID, note_id: UUID) -> Any:
    """What a note said before it was edited, oldest first."""
    view, person = _reader(request, run_id)
    earlier = note_reads.wordings(view, note_id, who=person)
    return [
        {"text": said.text, "tree": to_tree(said.text), "until": said.until}
        for said in earlier
    ]


def _reader(request: HttpRequest, run_id: UUID) -> tuple[View, Person]:
    view, role = view_to_read(request, run_id)
    return view, Person(role, authors_of(request, run_id))


def _writer(request: HttpRequest, run_id: UUID) -> Person:
    """Whoever may write has a mark from now on, by which the note is theirs."""
    _, role = run_to_change(request, run_id, require_comment)
    if "Origin" in request.headers or not authors_of(request, run_id):
        begin_owning(request)
    return Person(role, authors_of(request, run_id))
