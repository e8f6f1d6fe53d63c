"""An export is added as docs/extending.md says: by the files that it lists and no other."""

import json

import pytest
from django.core.management import call_command
from django.test import Client

from knightreplay.runs import selectors
from knightreplay.runs.segments import computing
from knightreplay.sharing.files.exporting import tasks, work
from knightreplay.sharing.files.exporting.context import is_computed
from knightreplay.sharing.files.exporting.recipes import RECIPES, Recipe
from knightreplay.sharing.models import Export
from tests.api.test_exports import read
from tests.house.recipes import (
    ROOT,
    asks_for_words,
    catalogues,
    copy_project,
    follow,
    house_passes,
    listed,
    touched,
    translate,
)

FILES = (
    "knightreplay/sharing/files/exporting/recipes.py",
    "knightreplay/sharing/files/exporting/<kind>.py",
    "tests/sharing/files/exporting/test_<kind>.py",
)
KIND = "orders.txt"
WRITER = '''
def write(context, sink):
    """The orders that had been sent by the end of each minute."""
    for minute in context.minutes():
        context.report((minute.tick - context.first) / (context.end - context.first))
        sink.write(b"%d %d\\n" % (minute.tick, minute.column("child_orders")[-1]))
'''
# A template of the same name, and what the kinds were called before they were rows.
ELSEWHERE = {
    ("knightreplay/sharing/files/capsule/page.py", "capsule.html"),
    *(("knightreplay/sharing/migrations/0001_initial.py", kind) for kind in RECIPES),
}


@pytest.fixture
def _added(monkeypatch, tmp_path):
    """The row and the writer: what the first two files would hold."""
    (tmp_path / "orders_sent.py").write_text(WRITER)
    monkeypatch.syspath_prepend(tmp_path)
    row = Recipe("orders_sent.write", "text/plain", "Orders", "A line a minute.")
    monkeypatch.setitem(RECIPES, KIND, row)
    monkeypatch.setattr(tasks, "wake", lambda: None)
    monkeypatch.setattr(work, "RENEWED", 600.0)  # the test's transaction is its own


@pytest.mark.usefixtures("_added")
def test_export_is_a_row_and_a_writer(run, client: Client):
    _compute_two_minutes(run)
    span = {"from": "08:00", "to": "08:02"}
    exports = f"/api/v1/runs/{run.id}/exports"

    asked = client.post(
        exports, {"kind": KIND, "options": span}, content_type="application/json"
    )
    work.make_due()
    told = client.get(asked.json()["url"]).json()
    file, body = read(told["file"])
    kinds = client.get("/api/v1/exports/kinds").json()

    assert (told["status"], told["message"]) == (Export.Status.READY, "")
    assert told["name"].endswith("-080000-080200.orders.txt")
    assert file["Content-Type"] == "text/plain"
    assert [line.split()[0] for line in body.splitlines()] == [b"0", b"60"]
    assert kinds[-1] == {
        "kind": KIND,
        "words": "Orders",
        "note": "A line a minute.",
        "day": None,
        "ranged": True,
        "choices": {},
    }


def _compute_two_minutes(run):
    while (view := selectors.view(run.id)) and not is_computed(view, 0, 120):
        computing.advance(run.id)


@pytest.mark.usefixtures("_added")
@pytest.mark.django_db
def test_export_needs_no_migration(capsys):
    call_command("makemigrations", check_changes=True, dry_run=True)

    assert capsys.readouterr().out == "No changes detected\n"


def test_words_of_every_export_are_in_the_language_of_the_page(client: Client, db):
    english, chinese = (
        client.get("/api/v1/exports/kinds", headers={"accept-language": code}).json()
        for code in ("en", "zh-hans")
    )

    assert [kind["kind"] for kind in english] == list(RECIPES)
    same = [one for one, other in zip(english, chinese, strict=True) if one == other]
    assert same == []


def test_nothing_but_its_row_names_an_export():
    """A second list of kinds would be one more file for whoever adds one."""
    sources = [
        file
        for folder in ("knightreplay", "static/js", "templates")
        for file in (ROOT / folder).rglob("*.*")
        if file.suffix in (".py", ".js", ".ts", ".html")
    ]

    named = {
        (file.relative_to(ROOT).as_posix(), kind)
        for file in sources
        for kind in RECIPES
        if json.dumps(kind) in file.read_text(encoding="utf-8")
    }

    assert named == ELSEWHERE | {(FILES[0], kind) for kind in RECIPES}


@pytest.mark.slow
def test_export_and_its_words_leave_nothing_else_to_write(tmp_path):
    row = """\
    "orders.txt": Recipe(
        f"{_HERE}.orders.write", "text/plain", _("Orders sent"), _("A line each minute.")
    ),
"""
    recipes, writer, test = (name.replace("<kind>", "orders") for name in FILES)
    copy_project(tmp_path)
    follow(
        tmp_path,
        {writer: WRITER, test: "def test_orders(): ..."},
        {recipes: [('    "frames.json": Recipe(', row)]},
    )
    translate(tmp_path)

    assert touched(tmp_path) == {recipes, writer, test, *catalogues("django")}
    assert house_passes(tmp_path)


def test_guide_lists_the_files_of_an_export():
    assert tuple(listed("An export")) == FILES
    assert len(FILES) <= 4
    assert asks_for_words("An export")
