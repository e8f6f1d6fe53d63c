"""A reviewer's note: written at its moment, seen live by others, answered and settled."""

import pytest

from tests.browser.chromium import RunPage, ticks, wait

pytestmark = pytest.mark.browser

AT = ticks("09:41:00")
WORDS = "Who **looked**? <script>document.title='x'</script> [SEC](javascript:alert(1))"


def api(page, path, body):
    """Asks the API as the page's own browser."""
    return page.evaluate(
        """async ([path, body]) => (await fetch(path, {
            method: "POST",
            headers: { "Content-Type": "application/json" },
            body: JSON.stringify(body),
        })).json()""",
        [path, body],
    )


def write(card, text, button, name=None):
    form = card.locator("form")
    form.locator("textarea").fill(text)
    if name:
        form.get_by_label("Your name").fill(name)
    form.get_by_role("button", name=button).click()


def writes(ann: RunPage) -> None:
    """At 9:41, by a name that is asked once."""
    ann.page.keyboard.press("n")
    sheet = ann.page.locator("#notes")
    sheet.get_by_text("No notes yet.").wait_for()
    sheet.get_by_label("About which panel").select_option("inbox")
    write(sheet, WORDS, "Write the note", name="Ann")
    own = sheet.locator(".remark")
    own.locator("strong").wait_for()
    assert own.locator(".prose").inner_text() == (
        "Who looked? <script>document.title='x'</script> [SEC](javascript:alert(1))"
    )
    assert own.locator("a, script").count() == 0
    assert sheet.get_by_text("As Ann").is_visible()


def sees(bob: RunPage) -> None:
    """At once, on the timeline."""
    bob.page.locator(".notes-lane .note-mark").wait_for()
    bob.seek("10:00:00")
    bob.page.locator(".notes-lane .note-mark").click()
    bob.until(f"s.tick === {AT}")
    theirs = bob.page.locator("#notes .remark")
    wait(bob.page, "document.querySelector('.remark.now') !== null")
    assert theirs.get_by_role("button", name="Edit").count() == 0


def answers_and_settles(ann: RunPage, bob: RunPage) -> None:
    """The answer is seen live by whoever asked, and settled."""
    sheet = ann.page.locator("#notes")
    own, theirs = sheet.locator(".remark"), bob.page.locator("#notes .remark")
    theirs.get_by_role("button", name="Reply").click()
    write(theirs, "Nobody was *paged*.", "Reply", name="Bob")
    own.locator(".answer em").wait_for()
    own.get_by_role("button", name="Resolve").click()
    sheet.get_by_text("No note is of this choice.").wait_for()
    sheet.get_by_label("State").select_option("all")
    bob.page.locator("#notes").get_by_label("State").select_option("resolved")
    theirs.get_by_text("Resolved by").wait_for()


def edits(ann: RunPage, bob: RunPage) -> None:
    """What it said before is kept."""
    own, theirs = (page.page.locator("#notes .remark") for page in (ann, bob))
    own.get_by_role("button", name="Edit").first.click()
    write(own, "Who read it?", "Save")
    theirs.get_by_text("Who read it?").wait_for()
    theirs.locator("summary").click()
    theirs.locator(".wordings strong").get_by_text("looked").wait_for()


def jumps_deletes_and_has_it_back(ann: RunPage) -> None:
    own = ann.page.locator("#notes .remark")
    ann.seek("09:50:00")
    own.locator(".when").click()
    ann.until(f"s.tick === {AT}")
    own.locator("> .note-doing").get_by_role("button", name="Delete").click()
    ann.page.locator(".toast").get_by_role("button", name="Undo").click()
    own.get_by_text("Who read it?").wait_for()


def finds_it_later(late: RunPage) -> None:
    late.page.locator(".notes-lane .note-mark").wait_for()
    late.page.keyboard.press("n")
    late.page.locator("#notes").get_by_label("State").select_option("all")
    late.page.locator("#notes .remark .answer").wait_for()
    assert late.page.locator("#notes form").is_hidden()
    late.page.keyboard.press("Escape")
    assert late.page.locator("#notes").is_hidden()


def test_note_is_written_seen_live_answered_settled_and_edited(visitor):
    ann = visitor().begin().complete().seek("09:41:00")
    key = api(ann.page, f"/api/v1{ann.path}keys", {})["key"]
    guest = visitor()
    bob = RunPage(guest.page())
    bob.page.goto(f"{guest.server}{ann.path}#operate={key}")
    bob.ready().complete().until("s.role === 'operate'")

    writes(ann)
    sees(bob)
    answers_and_settles(ann, bob)
    edits(ann, bob)
    jumps_deletes_and_has_it_back(ann)
    finds_it_later(visitor().open(ann.path))
