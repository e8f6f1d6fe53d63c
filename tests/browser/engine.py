"""What the engine says, beside what a page shows."""

from simulator.engine import Run, simulate
from simulator.interventions import parse_do
from simulator.scenario import load_scenario
from tests.browser.chromium import RunPage

Columns = dict[str, int]


def figures(*acts: str) -> Run:
    """What `simulate --json` prints for these acts, and the frames behind it."""
    scenario = load_scenario("sec-2013")
    done = tuple(parse_do(act, scenario.server_count) for act in acts)
    return simulate(scenario, 29, done)


def compared(run: Run, page: RunPage, frame: int) -> tuple[Columns, Columns]:
    """(of the page, of the engine) at one frame, every column."""
    engine = run.frames[frame // 60]
    state = page.state()
    assert state["frame"] == frame
    names = list(state["columns"])
    here = {name: state["columns"][name] for name in names}
    there = {name: int(getattr(engine, name)[frame % 60]) for name in names}
    return here, there


def loss(page: RunPage) -> int:
    """Cents, as the page holds them for the second on its screen."""
    return int(page.state()["columns"]["pnl_exit"])
