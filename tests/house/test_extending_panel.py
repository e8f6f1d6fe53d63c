"""A panel is added by the six files of docs/extending.md, and by nothing else."""

import importlib.util
import json
import re
import subprocess
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from django.template import Context, Engine
from django.template.backends.django import get_installed_libraries
from pydantic import TypeAdapter

from knightreplay.api import links
from knightreplay.pages.templatetags import panels as tags
from knightreplay.rooms import fog, redaction
from tests.house.recipes import (
    Additions,
    asks_for_words,
    catalogues,
    copy_project,
    follow,
    house_passes,
    touched,
    translate,
)
from tests.house.recipes import listed as listed_files

MOST = 6
NAME = "queue"

NEW = {
    f"static/js/run/panels/{NAME}/index.js": """\
// @ts-check
/** What waits to be sent. */

import { _ } from "../../../core/words.js";

/** @import {Panel} from "../index.js" */

/** @type {Panel} */
export const queue = {
  name: "queue",
  words: () => _("Queue"),
  load: async () => (await import("./queue.js")).queueView,
};
""",
    f"static/js/run/panels/{NAME}/{NAME}.js": """\
// @ts-check
/** What waits to be sent, in one line. */

import { byId, setText } from "../../../kit/dom.js";
import { int } from "../../../core/format.js";

/** @import {PanelPage, PanelText} from "../index.js" */

/** @param {PanelPage} page @returns {PanelText} */
export const queueView = ({ session }) => ({
  every: 250,
  draw: (t) => setText(byId("queue-length"), `${int(session.showing(t).frame + 1)} wait`),
});
""",
    f"static/js/run/panels/{NAME}/{NAME}.css": """\
/* What waits to be sent. */

.queue {
  padding: var(--s4);
}
""",
    f"templates/run/panels/{NAME}.html": """\
<div class="view queue" data-panel="queue" id="view-queue" role="tabpanel" hidden>
  <section class="card">
    <header><h2>Queue</h2></header>
    <p id="queue-length"></p>
  </section>
</div>
""",
}
CHANGED: Additions = {
    "static/js/run/panels/index.js": [
        ('import { servers } from "', 'import { queue } from "./queue/index.js";\n'),
        ("  timeline,\n];", "  queue,\n"),
    ],
    "knightreplay/runs/panels.py": [
        ("}\n\n\nclass Panel", '    "queue": _("Queue"),\n'),
        (
            '    Panel("timeline"',
            '    Panel("queue", "queue", ("columns.child_orders",)),\n',
        ),
    ],
}


@pytest.fixture(scope="module")
def extended(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the project, with the panel."""
    copy = tmp_path_factory.mktemp("extended")
    copy_project(copy)
    follow(copy, NEW, CHANGED)
    return copy


@pytest.fixture(scope="module")
def listed(extended: Path) -> ModuleType:
    """The server's list, with the panel."""
    file = extended / "knightreplay/runs/panels.py"
    spec = importlib.util.spec_from_file_location("extended_panels", file)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_recipe_is_what_the_documents_say_and_no_longer():
    files = [name.replace(NAME, "<name>") for name in [*NEW, *CHANGED]]

    assert listed_files("A panel") == files
    assert len(files) <= MOST


@pytest.mark.slow
def test_panel_and_its_words_leave_nothing_else_to_write(extended: Path):
    translate(extended)

    assert touched(extended) == {*NEW, *CHANGED, *catalogues("django", "djangojs")}
    assert asks_for_words("A panel")
    assert house_passes(extended)


def test_panel_is_found_in_the_page(
    extended: Path, listed: ModuleType, monkeypatch: pytest.MonkeyPatch
):
    for name in ("PANELS", "TABS", "LATER"):
        monkeypatch.setattr(tags, name, getattr(listed, name))
    engine = Engine(
        dirs=[str(extended / "templates")], libraries=get_installed_libraries()
    )
    page = engine.get_template("run/body.html").render(Context({"run": {}}))

    assert page.count('data-panel="queue"') == 1
    assert page.count(f"js/run/panels/{NAME}/{NAME}.css") == 1
    assert re.search(r'id="tab-queue".*aria-keyshortcuts="6".*>Queue<', page)
    assert re.findall(r'id="view-(\w+)"', page) == [*listed.TABS]


def test_link_and_note_may_speak_of_it(
    listed: ModuleType, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(links, "TABS", listed.TABS)

    assert TypeAdapter(links.ViewName).validate_python("queue") == "queue"
    assert "queue" in listed.NOTABLE


def test_seat_that_does_not_see_what_it_needs_is_told_so(
    listed: ModuleType, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(redaction, "PANELS", listed.PANELS)
    seats = {kind: redaction.RoomRedaction(kind).hides for kind in fog.PEOPLE}

    assert [kind for kind, hidden in seats.items() if "queue" not in hidden] == [
        fog.OPERATIONS
    ]


def test_panel_is_drawn_noted_and_hidden(extended: Path, listed: ModuleType):
    said: dict[str, Any] = json.loads(
        subprocess.run(
            [
                "node",
                str(Path(__file__).parent / "panel_drawn.mjs"),
                str(extended / "static/js"),
                NAME,
            ],
            check=True,
            capture_output=True,
            text=True,
            timeout=300,
        ).stdout
    )

    assert said["place"] == [panel.name for panel in listed.PANELS].index(NAME)
    assert (said["words"], said["jobs"]) == ("Queue", 1)
    assert said["drawn"]["queue-length"] == "0 wait"
    assert said["badge"] == "2"
    assert said["hidden"] is True
