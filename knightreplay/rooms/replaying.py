"""The runs of a room's record, computed again by the engine of today."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from knightreplay.rooms.record import KIND, VERSION
from knightreplay.runs.acts import PUT_BACK, REASON, STRIKE
from simulator import ENGINE_VERSION, simulate
from simulator.interventions import Intervention, from_wire
from simulator.params import ParamsError
from simulator.scenario import load_scenario


class RecordError(ValueError):
    """What was given is no record of a room."""


class Replayed(NamedTuple):
    """One run: the hash that it was recorded with, and what it comes to now."""

    id: str
    recorded: str | None
    found: str

    @property
    def agrees(self) -> bool | None:
        """None where the record was made before the run was over."""
        return None if self.recorded is None else self.recorded == self.found

    @property
    def words(self) -> str:
        if self.agrees is None:
            return f"{self.found[:16]} (the record was made before its end)"
        return "the same" if self.agrees else f"{self.found[:16]} is another"


def replay(record: Any) -> list[Replayed]:
    """Computes every run of a record to 16:00.

    Raises
    ------
    RecordError: the file is not one, or its runs are of another engine
    """
    if not isinstance(record, dict) or record.get("kind") != KIND:
        raise RecordError(f"kind: {KIND} is expected")
    if record.get("version") != VERSION:
        raise RecordError(f"version: {VERSION} is expected")
    try:
        return [_again(run) for run in record["runs"]]
    except (KeyError, TypeError, ParamsError) as error:
        raise RecordError(str(error)) from error


def _again(run: Mapping[str, Any]) -> Replayed:
    if run["engine_version"] != ENGINE_VERSION:
        raise RecordError(f"{run['id']} is of engine {run['engine_version']}")
    scenario = load_scenario(run["scenario"])
    acts = _in_force(run["acts"], scenario.server_count)
    figures = simulate(scenario, run["seed"], acts, recorded=True).summary()
    return Replayed(run["id"], run["final_hash"], figures["final_hash"])


def _in_force(rows: list[dict[str, Any]], servers: int) -> list[Intervention]:
    """The acts that had an effect: neither remarks nor what was struck out."""
    struck: set[int] = set()
    for row in rows:
        if row["op"] == STRIKE:
            struck.add(row["target"])
        elif row["op"] == PUT_BACK:
            struck.discard(row["target"])
    return [
        from_wire(
            op=row["op"], tick=row["tick"], server_count=servers, **row["arguments"]
        )
        for row in rows
        if row["op"] not in (STRIKE, PUT_BACK, REASON) and row["seq"] not in struck
    ]
