"""What a capsule says, computed again by this build and compared byte by byte."""

import orjson

from knightreplay.runs.acts import Log
from knightreplay.runs.errors import Invalid
from knightreplay.runs.models import Run
from knightreplay.runs.segments.computing import inputs_of
from knightreplay.sharing.files.capsule.reader import Pair, place_of
from knightreplay.sharing.files.capsule.shapes import inflated
from simulator.clock import MINUTE
from simulator.engine import run_until
from simulator.frames import to_columns
from simulator.scenario import Scenario
from simulator.state import new_state


def compare(run: Run, log: Log, scenario: Scenario, segments: dict[Pair, str]) -> None:
    """Refuses segments that are not what this engine computes from seed and log.

    They are base64, and inflated one at a time: a small file may hold very large ones.
    Two mornings tell all of them: the run left alone, and the line, whose state at a
    minute no later act can change.

    Raises
    ------
    Invalid
        naming the first segment that is another.
    """
    for alone in (True, False):
        mine = {key: text for key, text in segments.items() if (key[0] == 0) == alone}
        if mine:
            _compare_line(run, log, scenario, mine, epoch=0 if alone else 1)


def _compare_line(
    run: Run, log: Log, scenario: Scenario, segments: dict[Pair, str], epoch: int
) -> None:
    inputs = inputs_of(run, log, epoch)
    by_minute: dict[int, list[Pair]] = {}
    for key in segments:
        by_minute.setdefault(key[1], []).append(key)
    end = (max(by_minute) + 1) * MINUTE
    told = scenario, inputs.seed, inputs.schedule, new_state(scenario)
    _, computed = run_until(*told, 0, end)
    for minute, frames in enumerate(computed):
        if minute not in by_minute:
            continue
        own = orjson.dumps(to_columns(frames))
        for key in by_minute[minute]:
            if inflated(key, segments[key]) != own:
                raise Invalid(
                    "capsule: does not match what this engine computes: "
                    f"{place_of(*key)}"
                )
