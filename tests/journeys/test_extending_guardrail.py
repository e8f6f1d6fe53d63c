"""A guardrail is added by the files of docs/extending.md, and by nothing else."""

from pathlib import Path

import pytest

from simulator.version import ENGINE_VERSION
from tests.house.recipes import (
    Additions,
    asks_for_words,
    copy_project,
    follow,
    house_passes,
    listed,
    python,
    touched,
    translate,
)

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
GUARDRAIL: Additions = {
    "simulator/guardrails.py": [(TABLE, ROW)],
    "simulator/kernel/guardrails.py": [
        (WATCH_ONE, "    watch_flow(tick, state)\n"),
        (TRIPPING, WATCH),
    ],
    "simulator/version.py": [(f'{ENGINE_VERSION}"', "with-flow-")],
    "tests/simulator/test_guardrails.py": [
        ('    "order-rate": "n=10', '    "flow-cap": "",\n')
    ],
    "docs/model.md": [("\n- `scope` says", DOC_ROW)],
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
    """A copy of the project, in which it is done as the recipe says."""
    copy_project(tmp_path)
    follow(tmp_path, {}, GUARDRAIL)
    return tmp_path


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


def test_guardrail_leaves_nothing_else_to_write(extended):
    """But for the sample in the documents, which a command makes."""
    translate(extended)

    assert touched(extended) == {*GUARDRAIL}
    assert not asks_for_words("A guardrail")
    assert house_passes(extended)
