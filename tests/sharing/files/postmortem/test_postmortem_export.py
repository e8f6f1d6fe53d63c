"""The postmortem as an export: made by a worker, anew once something was said."""

import sys

import pytest

from knightreplay.runs.errors import Conflict
from knightreplay.runs.models import Role
from knightreplay.runs.services import give_reason, start_run
from knightreplay.sharing.files.exporting import work
from knightreplay.sharing.files.exporting.recipes import RECIPES
from knightreplay.sharing.files.exporting.requests import request_export
from knightreplay.sharing.models import Export, Part
from knightreplay.sharing.notes.services import Draft, Person, write


def asked(run, kind):
    return request_export(run.id, kind, {}, owner="browser:a", role=Role.WATCH)


def made(run, kind):
    """The bytes of a file, as a worker makes it."""
    export = asked(run, kind)
    work.make(export.id)
    export.refresh_from_db()
    assert (export.status, export.message) == (Export.Status.READY, "")
    parts = Part.objects.filter(export=export, lease=export.lease)
    content = b"".join(bytes(part.content) for part in parts)
    assert export.size == len(content)
    return content


def test_postmortem_is_exported_in_three_forms(run, compute):
    compute(run)

    markdown = made(run, "postmortem.md").decode()
    page = made(run, "postmortem.html").decode()
    pdf = made(run, "postmortem.pdf")

    assert markdown.startswith('---\nscenario: "sec-2013"\nseed: 29\n')
    assert "| Loss at 16:00 | $460,410,144.45 | fitted |" in markdown
    assert page.startswith("<!doctype html>")
    assert "$460,410,144.45" in page
    assert pdf.startswith(b"%PDF-1.7")
    assert RECIPES["postmortem.html"].policy.startswith("sandbox;")


def test_postmortem_is_made_anew_once_a_reason_a_note_or_a_name_was_given(
    run, compute, act
):
    done = act(run, 6600, "kill", "8")
    compute(run)
    first = asked(run, "postmortem.md")
    assert asked(run, "postmortem.md").id == first.id

    give_reason(run.id, role=Role.HOST, command_id="r", target=done.seq, text="Loops")
    after_reason = asked(run, "postmortem.md")
    run.refresh_from_db()
    run.name = "Friday"
    run.save(update_fields=["name"])
    after_name = asked(run, "postmortem.md")
    draft = Draft(text="Why here?", author="Ada", at=6600)
    write(run.id, draft, who=Person(Role.COMMENT, ("browser:a",)), command_id="n")
    after_note = asked(run, "postmortem.md")

    assert len({first.id, after_reason.id, after_name.id, after_note.id}) == 4
    assert "**09:50:00, Ada**:\n\n> Why here?" in made(run, "postmortem.md").decode()


def test_postmortem_of_a_paced_run_is_refused_at_once(db, compute):
    run = compute(start_run(scenario="sec-2013", seed=29, paced=True).run)

    with pytest.raises(Conflict, match="shown to 16:00"):
        asked(run, "postmortem.html")


def test_pdf_without_pango_fails_with_the_line_that_says_so(run, compute, monkeypatch):
    compute(run)
    monkeypatch.setitem(sys.modules, "weasyprint", None)  # importing it fails
    export = asked(run, "postmortem.pdf")

    work.make(export.id)

    export.refresh_from_db()
    assert export.status == Export.Status.FAILED
    assert export.message.startswith("PDF needs Pango on the server: apt install")
