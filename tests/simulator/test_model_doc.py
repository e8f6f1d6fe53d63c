"""The tables of docs/model.md are what the engine says."""

import re

import pytest

from simulator.engine import simulate
from simulator.guardrails import GUARDRAILS
from simulator.kernel_cache import PACKAGE
from simulator.scenario import load_scenario, scenario_names
from simulator.verdict import verdicts

DOC = (PACKAGE.parent / "docs" / "model.md").read_text()
MILLION = 1_000_000


NAMES = re.findall(r"^\| `([\w-]+)` \| [\d,]+ \|", DOC, re.MULTILINE)


def test_table_has_the_scenarios_that_were_shipped_with_it():
    """One that came later may be added; the page of scenarios has them all."""
    assert len(NAMES) == len(set(NAMES)) >= 10
    assert set(NAMES) <= set(scenario_names())


@pytest.mark.parametrize("guardrail", GUARDRAILS)
def test_table_has_every_guardrail_with_its_parameters(guardrail):
    (row,) = re.findall(rf"^\| `{guardrail}` \| (.*?) \| ", DOC, re.MULTILINE)

    own = [name for name in GUARDRAILS[guardrail] if name not in ("action", "latency")]
    assert re.findall(r"`(\w+)=", row) == own


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
def test_tables_are_what_the_engine_says(name):
    run = simulate(load_scenario(name), 29)
    figures = run.summary()
    cells = [
        f"`{name}`",
        str(figures["parents"]),
        f"{figures['executions']:,}",
        f"{figures['shares'] / MILLION:.2f}",
        str(figures["symbols"]),
        f"{figures['net_long_names']}/{figures['net_short_names']}",
        f"{figures['names_5pct_20vol']}/{figures['names_10pct_50vol']}",
        f"{figures['gross_usd'] / MILLION:,.0f}",
        f"{figures['loss_usd'] / MILLION:.1f}",
        figures["last_execution_at"] or "never",
    ]

    assert f"| {' | '.join(cells)} |\n" in DOC
    for v in verdicts(run):
        row = rf"\| {re.escape(v.what)} \| {v.claimed:,.0f} \| {v.found:,.0f}"
        assert re.search(rf"{row}( \(assumed\))? \| {v.says} \|\n", DOC)
