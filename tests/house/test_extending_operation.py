"""An operation is added by the files of docs/extending.md, and by nothing else."""

import importlib.util
import json
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest
from pydantic import TypeAdapter

from knightreplay.live.room import commands
from knightreplay.pages.templatetags import rooms as tags
from knightreplay.rooms import debriefing, services
from knightreplay.rooms.models import Seat
from knightreplay.rooms.operations import OPERATIONS
from knightreplay.runs.models import Run
from tests.house.recipes import (
    ROOT,
    Additions,
    asks_for_words,
    catalogues,
    copy_project,
    follow,
    house_passes,
    listed,
    touched,
    translate,
)
from tests.rooms.test_operations import AT, seek, told
from tools import words

NAME = "trace"
SERVER = "knightreplay/rooms/operations.py"
PAGE = "static/js/room/teams/operations.model.js"
FILES = (
    SERVER,
    PAGE,
    "tests/rooms/test_operations.py",
    "docs/rooms.md",
)

ADDED: Additions = {
    SERVER: [
        (
            "# The floor of the exchange",
            """def _traced(given: Given) -> str:
    return gettext("Server %(n)s is traced") % {"n": given["server"]}


def _loops(frames: RunFrames, given: Given, at: int) -> OperationAnswer:
    return {"loops": frames.servers(at)[given["server"] - 1]["loops"]}


""",
        ),
        (
            '    "note": OperationKind(',
            '    "trace": OperationKind(_traced, _server, lambda _: 30, _loops),\n',
        ),
    ],
    PAGE: [
        (
            "  note: {",
            """\
  trace: {
    takes: "server",
    button: () => _("Trace"),
    words: ({ server }) => _("Server {n} is traced", { n: server ?? 0 }),
    answer: ({ loops }) => _("{n} orders in a loop", { n: Number(loops) }),
  },
""",
        )
    ],
}


def written(name: str) -> str:
    """One of the files, with the operation."""
    text = (ROOT / name).read_text(encoding="utf-8")
    for before, new in ADDED[name]:
        assert text.count(before) == 1
        text = text.replace(before, new + before)
    return text


def loaded(file: Path) -> ModuleType:
    """A module under another name than its own."""
    spec = importlib.util.spec_from_file_location("extended", file)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def _added(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The server's table, with the operation."""
    (tmp_path / "operations.py").write_text(written(SERVER), encoding="utf-8")
    row = loaded(tmp_path / "operations.py").OPERATIONS[NAME]
    monkeypatch.setitem(OPERATIONS, NAME, row)


@pytest.fixture
def kim(db: None, compute: Callable[[Run], Run]) -> Seat:
    """Somebody in a team of one at 09:35, its day computed."""
    opened = services.open_room(name="7b", owner="")
    joined = services.join(opened.room.code, "Kim")
    assert joined
    services.begin_run(opened.seat, scenario="sec-2013", seed=29, command_id="a-1")
    services.make_teams(opened.seat, ["Red"], at=AT, command_id="a-2")
    seat = Seat.objects.select_related("room", "team__run").get(id=joined.seat.id)
    assert seat.team
    assert seat.team.run
    compute(seat.team.run)
    return seat


@pytest.mark.usefixtures("_added")
def test_operation_is_understood_answered_and_told(kim: Seat):
    said = {"type": "do", "command_id": "t-1", "what": NAME, "server": 8}

    understood = TypeAdapter(loaded(Path(commands.__file__)).AnyCommand)
    understood.validate_python(said).carry_out(kim)
    seek(kim.team, AT + 30, lambda: "t-2")

    (done,) = told(kim)
    assert (done["what"], done["server"], done["answered_at"]) == (NAME, 8, AT + 30)
    assert done["answer"]["loops"] > 0
    (column,) = debriefing.read(kim.room).columns
    own = [tags.what(one) for one in column.decisions if one.kind == NAME]
    assert own == ["Server 8 is traced"]


def test_operation_has_its_button_and_its_words(tmp_path: Path):
    shutil.copytree(ROOT / "static/js", tmp_path / "js")
    page = tmp_path / Path(PAGE).relative_to("static")
    page.write_text(written(PAGE), encoding="utf-8")
    done = {"what": NAME, "tick": AT, "by": "Kim", "server": 8, "answered_at": AT + 30}
    script = Path(__file__).parent / "operation_drawn.mjs"

    drawn = subprocess.run(
        ["node", str(script), str(tmp_path / "js"), NAME],
        input=json.dumps([done | {"answer": {"loops": 5}}]),
        check=True,
        capture_output=True,
        text=True,
        timeout=60,
    )

    assert json.loads(drawn.stdout) == {
        "button": "Trace",
        "sent": [[NAME, {"server": 1}]],
        "listed": ["9:35:00Server 8 is traced Kim5 orders in a loop"],
        "last": "Server 8 is traced",
    }


def test_words_of_an_operation_are_found_for_the_catalogues():
    new = [
        set(find(written(name))) - set(find((ROOT / name).read_text("utf-8")))
        for name, find in ((SERVER, words.in_python), (PAGE, words.in_script))
    ]

    assert new == [{"Server %(n)s is traced"}, {"Trace", "Server {n} is traced"}]


def test_nothing_but_its_rows_names_an_operation():
    """A second list of operations would be one more file for whoever adds one."""
    sources = [
        file
        for folder in ("knightreplay", "static/js", "templates")
        for file in (ROOT / folder).rglob("*.*")
        if file.suffix in (".py", ".js", ".ts", ".html")
    ]

    named = {
        file.relative_to(ROOT).as_posix()
        for file in sources
        if re.search(r"""["']inspect["']|\binspect: """, file.read_text("utf-8"))
    }

    assert named == {SERVER, PAGE}


def test_both_tables_have_the_same_operations():
    page = (ROOT / PAGE).read_text("utf-8")
    table = page.split("export const OPERATIONS = {")[1].split("\n};")[0]

    assert re.findall(r"^  (\w+): \{", table, re.MULTILINE) == [*OPERATIONS]


@pytest.mark.slow
def test_operation_and_its_words_leave_nothing_else_to_write(tmp_path: Path):
    copy_project(tmp_path)
    follow(tmp_path, {}, ADDED)
    translate(tmp_path)

    assert touched(tmp_path) == {*ADDED, *catalogues("django", "djangojs")}
    assert house_passes(tmp_path)


def test_guide_lists_the_files_of_an_operation():
    assert tuple(listed("An operation")) == FILES
    assert len(FILES) <= 4
    assert asks_for_words("An operation")
