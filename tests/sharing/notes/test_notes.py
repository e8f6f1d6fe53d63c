"""Every change to a note, and what is read of them."""

from typing import Any
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knightreplay.runs import services
from knightreplay.runs.errors import Conflict, Forbidden, Invalid
from knightreplay.runs.models import Role
from knightreplay.sharing.models import Note
from knightreplay.sharing.notes import selectors as note_reads
from knightreplay.sharing.notes import services as notes
from knightreplay.sharing.notes.services import Draft, Person
from knightreplay.sharing.signals import noted
from tests.reading import view_of

AT = 6060  # 09:41:00
ANN = Person(Role.COMMENT, ("browser:ann",))
BOB = Person(Role.COMMENT, ("browser:bob",))
HOST = Person(Role.HOST, ("browser:host",))
NOBODY = Person(Role.WATCH)
WATCHER = Person(Role.WATCH, ("browser:watcher",))


@pytest.fixture
def write(run):
    """Writes a note with a command id of its own."""
    from itertools import count

    numbers = count(1)

    def writing(text="Why?", *, who=ANN, command_id="", author="Ann", at=AT, **more):
        return notes.write(
            run.id,
            Draft(text, author, at, **more),
            who=who,
            command_id=command_id or f"n-{next(numbers)}",
        )

    return writing


def told(run, who=NOBODY, number=0, limit=note_reads.PAGE):
    return note_reads.changed_since(view_of(run), number, who=who, limit=limit)


def test_write_keeps_place_author_and_role(run, write):
    note = write("  **Look** \r\n", author=" Ann\u202e ", last=AT + 60, panel="flow")

    note.refresh_from_db()
    assert (note.text, note.author, note.role) == ("**Look**", "Ann", "comment")
    assert (note.at, note.last, note.panel, note.number) == (AT, AT + 60, "flow", 1)


@pytest.mark.parametrize("last", [0, AT - 1])
def test_note_does_not_end_before_it_begins(last, write):
    with pytest.raises(Invalid, match="last"):
        write(last=last)


def test_write_counts_a_command_once(run, write):
    first = write(command_id="same")
    again = write("other words", command_id="same")

    assert again.id == first.id
    assert Note.objects.get().text == "Why?"
    with pytest.raises(Conflict, match="command_id"):
        write(command_id="same", who=BOB)


@pytest.mark.parametrize("change", ["write", "edit", "resolve", "delete", "restore"])
def test_watchers_change_nothing(run, write, change):
    note = write(who=WATCHER._replace(role=Role.COMMENT))
    changes = {
        "write": lambda: write(who=WATCHER),
        "edit": lambda: notes.edit(run.id, note.id, "x", who=WATCHER),
        "resolve": lambda: notes.resolve(
            run.id, note.id, True, author="W", who=WATCHER
        ),
        "delete": lambda: notes.delete(run.id, note.id, who=WATCHER),
        "restore": lambda: notes.restore(run.id, note.id, who=WATCHER),
    }

    with pytest.raises(Forbidden, match="link to comment"):
        changes[change]()


@pytest.mark.parametrize("role", [Role.HOST, Role.OPERATE, Role.FORK, Role.COMMENT])
def test_those_with_a_link_to_comment_write(run, write, role):
    assert write(who=Person(role, ("browser:x",))).role == role


@pytest.mark.parametrize(
    ("given_fields", "message"),
    [
        ({"text": " \u200b\n"}, r"^text: nothing"),
        ({"text": "x" * 4001}, r"^text: 4001 characters; allowed: 1 to 4000"),
        ({"author": "\u202e"}, r"^author: a name"),
        ({"author": "x" * 41}, r"^author: 41 characters"),
        ({"panel": "kitchen"}, r"^panel: allowed: loss, "),
        ({"at": 28801}, r"^last: "),
        ({"last": AT - 1}, r"^last: "),
        ({"last": 28801}, r"^last: "),
    ],
)
def test_write_refuses_what_makes_no_note(write, given_fields, message):
    with pytest.raises(Invalid, match=message):
        write(**given_fields)
    assert not Note.objects.exists()


def test_answer_stands_where_its_note_stands(write):
    note = write(last=AT + 5, panel="loss")

    answer = write("Because.", who=BOB, at=0, answers=note.id)

    assert (answer.at, answer.last, answer.panel) == (AT, AT + 5, "loss")
    with pytest.raises(Invalid, match=r"^answers: "):
        write("And?", answers=answer.id)


def test_nobody_answers_a_note_of_another_run_or_one_that_is_gone(write, run):
    other = services.start_run(scenario="sec-2013", seed=1).run
    elsewhere = notes.write(other.id, Draft("x", "Bob", 1), who=BOB, command_id="e")
    gone = notes.delete(run.id, write().id, who=ANN)

    for note in (elsewhere, gone):
        with pytest.raises(Note.DoesNotExist):
            write("Why?", answers=note.id)


def test_edit_keeps_what_was_said_before(run, write):
    note = write("One")
    for text in ("Two", "Two", "Three"):
        note = notes.edit(run.id, note.id, text, who=ANN)

    view = view_of(run)
    earlier = note_reads.wordings(view, note.id, who=NOBODY)
    assert [wording.text for wording in earlier] == ["One", "Two"]
    assert (note.text, note.number, note.edited is None) == ("Three", 3, False)


@pytest.mark.parametrize("who", [BOB, HOST])
def test_nobody_edits_another_ones_words(run, write, who):
    note = write()

    with pytest.raises(Forbidden, match="author"):
        notes.edit(run.id, note.id, "Mine now", who=who)


def test_edits_of_one_note_are_bounded(run, write, monkeypatch):
    monkeypatch.setattr(notes, "WORDINGS_LIMIT", 1)
    note = write("One")
    notes.edit(run.id, note.id, "Two", who=ANN)

    with pytest.raises(Conflict, match="edited 1 times"):
        notes.edit(run.id, note.id, "Three", who=ANN)


def test_resolve_and_open_again(run, write):
    note = write()

    done = notes.resolve(run.id, note.id, True, author="Bob", who=BOB)
    twice = notes.resolve(run.id, note.id, True, author="Ann", who=ANN)
    assert (done.resolved is not None, twice.resolved_by, twice.number) == (
        True, "Bob", 2,
    )  # fmt: skip
    again = notes.resolve(run.id, note.id, False, author="Ann", who=ANN)
    assert (again.resolved, again.resolved_by, again.number) == (None, "", 3)
    answer = write("a", answers=note.id)
    with pytest.raises(Invalid, match=r"^resolved: "):
        notes.resolve(run.id, answer.id, True, author="Ann", who=ANN)


def test_delete_leaves_a_row_without_words_and_can_be_undone(run, write):
    note = write("A secret")
    notes.delete(run.id, note.id, who=ANN)

    ((row,), _) = told(run)
    wire = note_reads.to_wire(row)
    assert (wire["deleted"], wire["text"], wire["tree"], wire["author"]) == (
        True, "", [], "",
    )  # fmt: skip
    assert "secret" not in str(wire)
    with pytest.raises(Note.DoesNotExist):
        notes.edit(run.id, note.id, "x", who=ANN)
    back = notes.restore(run.id, note.id, who=ANN)
    assert (back.text, back.deleted, back.number) == ("A secret", None, 3)


def test_host_takes_a_note_away_and_its_author_cannot_have_it_back(run, write):
    note = write()
    with pytest.raises(Forbidden, match="Only its author, or the host"):
        notes.delete(run.id, note.id, who=BOB)
    notes.delete(run.id, note.id, who=HOST)

    with pytest.raises(Forbidden, match="have it back"):
        notes.restore(run.id, note.id, who=ANN)
    view = view_of(run)
    with pytest.raises(Note.DoesNotExist):
        note_reads.wordings(view, note.id, who=BOB)
    assert notes.restore(run.id, note.id, who=HOST).deleted is None


def test_run_holds_so_many_notes(write, run, monkeypatch):
    monkeypatch.setattr(notes, "OTHERS_NOTES", 2)
    monkeypatch.setattr(notes, "ROWS", 1.5)
    gone = write()
    write()
    with pytest.raises(Conflict, match="holds 2 notes"):
        write()
    notes.delete(run.id, gone.id, who=ANN)
    write()
    with pytest.raises(Conflict, match="holds 2 notes"):
        notes.restore(run.id, gone.id, who=ANN)
    left = Note.objects.filter(deleted=None).first()
    assert left
    notes.delete(run.id, left.id, who=ANN)
    with pytest.raises(Conflict, match="too many"):
        write()


def test_notes_of_one_take_nothing_from_the_others_and_none_from_the_host(
    write, monkeypatch
):
    monkeypatch.setattr(notes, "OTHERS_NOTES", 3)
    monkeypatch.setattr(notes, "MAKERS_NOTES", 2)

    first = write(command_id="a")
    write()
    with pytest.raises(Conflict, match="2 notes of yours"):
        write()
    write(who=BOB)
    with pytest.raises(Conflict, match="holds 3 notes; delete"):
        write(who=BOB)
    again = write(command_id="a")
    hosts = [write(who=HOST) for _ in range(3)]

    assert (again, len(hosts), Note.objects.count()) == (first, 3, 6)


def test_changes_are_read_page_by_page_by_their_number(run, write):
    first, second, third = (write(f"{n}") for n in range(3))
    notes.resolve(run.id, first.id, True, author="Ann", who=ANN)

    page, after = told(run, limit=2)
    rest, end = told(run, number=after, limit=2)
    assert [note.id for note in page + rest] == [second.id, third.id, first.id]
    assert end is None
    assert note_reads.notes_state(run.id, None) == (4, 3)


def test_paced_run_keeps_notes_of_what_is_to_come_from_all_but_their_author(run, write):
    now = write("now", at=0)
    later = write("later", at=0, last=AT)
    run.paced = True
    run.save()

    assert [n.id for n in told(run)[0]] == [now.id]
    assert [n.id for n in told(run, ANN)[0]] == [now.id, later.id]
    assert note_reads.notes_state(run.id, 0) == (1, 1)
    assert note_reads.notes_state(run.id, AT) == (2, 2)
    assert note_reads.notes_of(view_of(run)) == [now]
    with pytest.raises(Note.DoesNotExist):
        notes.resolve(run.id, later.id, True, author="Bob", who=BOB)
    with pytest.raises(Note.DoesNotExist):
        write("x", who=BOB, answers=later.id)
    with pytest.raises(Note.DoesNotExist):
        note_reads.wordings(view_of(run), later.id, who=HOST)


def test_marks_tell_authors_apart_and_say_nothing_elsewhere(run):
    other = services.start_run(scenario="sec-2013", seed=1).run

    marks = {
        note_reads.mark_of(r.id, who.owner) for r in (run, other) for who in (ANN, BOB)
    }
    assert len(marks) == 4
    assert note_reads.mark_of(run.id, "") == ""


def test_every_change_is_told_after_the_commit(run, django_capture_on_commit_callbacks):
    heard = []

    def hear(sender, note, **more):
        heard.append(note.number)

    noted.connect(hear)
    with django_capture_on_commit_callbacks(execute=True):
        note = notes.write(run.id, Draft("a", "Ann", 1), who=ANN, command_id="a")
        notes.edit(run.id, note.id, "b", who=ANN)
        notes.edit(run.id, note.id, "b", who=ANN)
    noted.disconnect(hear)

    assert heard == [1, 2]


STEPS = st.lists(st.sampled_from(["write", "edit", "resolve", "delete", "restore"]))


@pytest.mark.slow
@pytest.mark.django_db(transaction=False)
@settings(max_examples=20)
@given(steps=STEPS)
def test_whoever_asks_after_each_change_holds_what_is_there(steps):
    run = services.start_run(scenario="sec-2013", seed=29).run
    held: dict[UUID, dict[str, Any]] = {}
    newest = 0
    for place, step in enumerate(steps):
        note = Note.objects.filter(run=run).order_by("number").first()
        if step == "write" or note is None:
            draft = Draft(f"{place}", "Ann", place)
            notes.write(run.id, draft, who=HOST, command_id=f"c-{place}")
        elif step in ("delete", "restore"):
            getattr(notes, step)(run.id, note.id, who=HOST)
        elif note.deleted is None and step == "edit":
            notes.edit(run.id, note.id, f"{place}", who=HOST)
        elif note.deleted is None:
            done = note.resolved is None
            notes.resolve(run.id, note.id, done, author="H", who=HOST)
        fresh, _ = told(run, number=newest)
        held |= {row.id: note_reads.to_wire(row) for row in fresh}
        newest = max([newest, *(row.number for row in fresh)])

    rows = Note.objects.filter(run=run)
    assert held == {row.id: note_reads.to_wire(row) for row in rows}
    assert note_reads.notes_state(run.id, None) == (newest, len(held))
    assert len({row.number for row in rows}) == len(held)


def test_documents_have_no_answer_to_what_was_deleted(run, write):
    note = write()
    answer = write("Because.", answers=note.id)
    view = view_of(run)
    assert note_reads.notes_of(view) == [note, answer]

    notes.delete(run.id, note.id, who=ANN)

    assert note_reads.notes_of(view) == []
