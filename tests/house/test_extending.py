"""Each recipe of docs/extending.md: done as it says it is enough, and it touches no more."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from knightreplay.pages import ledger, views
from knightreplay.rooms import fog
from knightreplay.runs import translations
from knightreplay.runs.events import events_of
from simulator import scenario as scenarios
from simulator.documents import FileError
from simulator.scenario import load_scenario, read_scenario

ROOT = Path(__file__).resolve().parents[2]
DOC = (ROOT / "docs" / "extending.md").read_text(encoding="utf-8")


def listed(title: str) -> list[str]:
    """The files that a section of the document names in its numbered list."""
    (section,) = re.findall(rf"^## {title}\n(.*?)(?=^## |\Z)", DOC, re.DOTALL | re.M)
    return re.findall(r"^\d+\. `([^`]+)`", section, re.MULTILINE)


# ---------------------------------------------------------------- a guardrail

ROW = """
    FLOW_CAP = GuardrailSpec(
        GuardrailWording("Flow cap", "All loops together have sent more child orders than a limit."),
        {"zh-hans": GuardrailWording("流量上限", "所有循环发出的子单合计超过限额。")},
        "Loops have sent {limit:,} child orders in all",
        {"limit": Number(100_000, 1, 1e9, "child orders", whole=True)},
    )
"""
WATCH = '''@inline
def watch_flow(tick: int, state: State) -> None:
    """Trip if all loops together have sent too many child orders."""
    guardrails, fleet = state.guardrails, state.servers.killed.size
    setting = guardrails.settings[Guardrail.FLOW_CAP]
    watched = setting.armed == 1 and guardrails.tripped[Guardrail.FLOW_CAP, fleet] == 0
    if watched and state.figures[NOW].child_orders > setting.limit:
        trip(tick, tick + 1, Guardrail.FLOW_CAP, -1, state)


'''
DOC_ROW = (
    "| `flow-cap` | `limit=100000` child orders | loops have sent as many | kill |\n"
)
TABLE, WATCH_ONE = "\n\nGUARDRAILS = {", "\n\n@inline\ndef watch_rate"
TRIPPING = "# ---------------------------------------------------------------- trips"
# In each file what is written anew.
GUARDRAIL = {
    "simulator/guardrails.py": [(TABLE, ROW + TABLE)],
    "simulator/kernel/guardrails.py": [
        (WATCH_ONE, f"    watch_flow(tick, state)\n{WATCH_ONE}"),
        (TRIPPING, WATCH + TRIPPING),
    ],
    "simulator/version.py": [('ENGINE_VERSION = "', 'ENGINE_VERSION = "with-flow-')],
    "tests/simulator/test_guardrails.py": [("SHARP = {", 'SHARP = {"flow-cap": "",')],
    "docs/model.md": [("\n- `scope` says", f"{DOC_ROW}\n- `scope` says")],
}
# A loop of the plainest morning trips it within seconds; plain Python will do.
TRIPS = """
import numpy as np
from simulator.clock import OPEN
from simulator.engine import run_until
from simulator.interventions import parse_do
from simulator.scenario import Parents, load_scenario
from simulator.schedule import make_schedule
from simulator.state import new_state
from simulator.summary import trips_of
from dataclasses import replace

one = np.array([1])
order = Parents(tick=one * OPEN, symbol=one, side=one, quantity=one * 300, route=one * 7)
morning = replace(load_scenario("sec-2013"), parents=order, preset=())
arm = parse_do("09:30 arm flow-cap limit=40", 8)
state = new_state(morning)
state.progress.tick = OPEN
with np.errstate(over="ignore"):  # draws wrap around, as they do when compiled
    state, _ = run_until(morning, 29, make_schedule(morning, [arm]), state, OPEN, OPEN + 5)
(trip,) = trips_of(morning, state)
print(trip["guardrail"], trip["server"], state.servers.killed.all())
"""
TOLD = """
import django
django.setup()
from django.utils.translation import override
from knightreplay.pages.templatetags.scenarios import guardrail_sentences
from knightreplay.runs.translations import of_scripts
from knightreplay.sharing.files.postmortem.whatif import SETTINGS, SHADOWS

with override("zh-hans"):
    print(of_scripts("zh-hans")["Flow cap"], "所有循环" in guardrail_sentences())
print(SETTINGS["flow-cap"], "flow-cap" in SHADOWS[0])
"""


@pytest.fixture
def extended(tmp_path: Path) -> Path:
    """A copy of what the recipe touches, done as it says, beside what it does not."""
    for folder in ("simulator", "tests"):
        ignore = shutil.ignore_patterns("__pycache__", "fixtures", "browser", "js")
        shutil.copytree(ROOT / folder, tmp_path / folder, ignore=ignore)
    (tmp_path / "docs").mkdir()
    for name in ("docs/model.md", "pyproject.toml"):
        shutil.copy(ROOT / name, tmp_path / name)
    for name in ("knightreplay", "locale", "static", "templates"):
        (tmp_path / name).symlink_to(ROOT / name)
    for name, edits in GUARDRAIL.items():
        text = (tmp_path / name).read_text(encoding="utf-8")
        for old, new in edits:
            assert text.count(old) == 1, (name, old)
            text = text.replace(old, new)
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def python(folder: Path, *arguments: str) -> str:
    """What plain Python says in a folder; nothing is compiled."""
    env = {"DJANGO_SETTINGS_MODULE": "tests.settings", "NUMBA_DISABLE_JIT": "1"}
    done = subprocess.run(
        [sys.executable, *arguments],
        cwd=folder,
        env=os.environ | env | {"PYTHONPATH": str(folder), "PYTEST_ADDOPTS": ""},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_guardrail_is_the_files_that_the_document_lists(extended):
    tests = "numbered or stored_states or (flow-cap and (defaults or parameters))"
    files = ("test_guardrails.py", "test_model_doc.py")

    assert list(GUARDRAIL) == listed("A guardrail")
    assert len(GUARDRAIL) <= 5
    assert python(extended, "-c", TRIPS) == "flow-cap None True\n"
    assert python(extended, "-c", TOLD).splitlines() == [
        "流量上限 True",
        "Loops have sent 100,000 child orders in all True",
    ]
    paths = [f"tests/simulator/{name}" for name in files]
    answer = python(extended, "-m", "pytest", "-q", *paths, "-k", tests)
    assert "4 passed" in answer


# ---------------------------------------------------------------- a scenario

MORNING = '''title = "Everybody goes home at 9:40"
summary = """
Somebody pulls the plug.\\
"""
code = ["new", "new", "new", "new", "new", "new", "new", "old"]
preset = ["09:40 kill all"]

[files]
params = "parameters.json"
symbols = "symbols.csv"
parents = "parents.csv"
volume = "volume_curve.csv"

[account]
who = "S9, a rumour"
says = "It was over in ten minutes."

[[account.claims]]
what = "minutes until the plug"
claimed = 10
measure = "loop_minutes"

[[moments]]
id = "rumour"
time = "09:35"
label = "A rumour spreads"
kind = "modelled"
source = "our rumour"
told_to = ["risk"]

[fitted]
figures = ["parents"]

[words.zh-hans]
title = "9:40 大家回家"
summary = "有人拔了插头。"
who = "S9，一个传闻"
says = "十分钟就结束了。"
claims = ["拔插头前的分钟数"]

[words.zh-hans.moments]
rumour = { label = "传闻四起", source = "我们的传闻" }
'''
SCENARIO = {"simulator/scenarios/NAME.toml": MORNING}


@pytest.fixture
def my_morning(tmp_path, monkeypatch):
    """The shipped scenarios and one file more."""
    folder = tmp_path / "scenarios"
    shutil.copytree(scenarios.SCENARIOS, folder)
    (folder / "my-morning.toml").write_text(MORNING, encoding="utf-8")
    monkeypatch.setattr(scenarios, "SCENARIOS", folder)
    _forget()
    yield folder / "my-morning.toml"
    monkeypatch.undo()
    _forget()


def _forget():
    views._cards.cache_clear()
    for cached in (
        load_scenario,
        translations.of_scripts,
        translations._of_scenarios,
        fog._listeners,
    ):
        cached.cache_clear()


@pytest.mark.django_db
def test_scenario_is_the_one_file_that_the_document_lists(client, my_morning):
    assert list(SCENARIO) == listed("A scenario")
    names = [own["name"] for own in client.get("/api/v1/scenarios").json()]
    assert "my-morning" in names
    english = client.get("/").content.decode()
    chinese = client.get("/", headers={"accept-language": "zh-CN"}).content.decode()
    for said, page in (
        (
            ("Everybody goes home at 9:40", "over in ten minutes", "S9, a rumour"),
            english,
        ),
        (("9:40 大家回家", "十分钟就结束了", "S9，一个传闻"), chinese),
    ):
        assert [text for text in said if text not in page] == []
    (row,) = ledger.entry_of(ledger.card_of("my-morning")).rows
    assert (row.what, row.claimed, row.agrees) == ("minutes until the plug", "10", True)


def test_moments_of_a_scenario_are_marked_told_and_translated(my_morning):
    scenario = load_scenario("my-morning")

    told = {
        event.label: [
            kind for kind in fog.EVERYBODY if fog.hears_of_event(kind, event._asdict())
        ]
        for event in events_of(scenario)
    }

    assert told == {
        "Market opens": list(fog.EVERYBODY),
        "A rumour spreads": ["risk"],
        "Kill servers 1\N{EN DASH}8": ["operations", "development"],
    }
    assert scenario.fitted == ("parents",)
    said = translations.of_scripts("zh-hans")
    assert [said[text] for text in ("A rumour spreads", "minutes until the plug")] == [
        "传闻四起",
        "拔插头前的分钟数",
    ]


def test_mistake_in_a_scenario_is_refused_with_its_line(my_morning):
    my_morning.write_text(MORNING.replace('["risk"]', '["risks"]'), encoding="utf-8")
    line = MORNING[: MORNING.index("told_to")].count("\n") + 1

    with pytest.raises(FileError, match=rf"line {line}, moments\[1\]\.told_to\[1\]: "):
        read_scenario(my_morning)
