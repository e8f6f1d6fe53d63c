"""What is told of a note, as JSON. Pages know the same shapes from static/js/types.d.ts."""

from typing import NotRequired, TypedDict

from knightreplay.runs.models import Role


class ProseTag(TypedDict):
    """A tag of the safe subset of Markdown with what is inside."""

    tag: str
    inside: "list[str | ProseTag]"
    href: NotRequired[str]  # of a link


class Note(TypedDict):
    id: str
    number: int  # of the run's changes to notes: that of its newest
    answers: str | None  # the note that it answers
    at: int  # tick
    time: str
    last: int | None  # tick, included; null where it is of one
    panel: str
    author: str
    by: str  # the same for one author in one run
    role: Role
    text: str
    tree: list[str | ProseTag]
    created: float  # Unix seconds
    edited: float | None
    resolved: float | None
    resolved_by: str
    deleted: bool
