"""What a page shows of a run's scenario: its title, stocks, marked moments, preset acts.

A run of this build has it from the scenario's own files. A run of an earlier build has it as
that build wrote it down, so that the page stays the same when the files change or go.
"""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from functools import cache
from typing import Any

from knightreplay.runs.bodies import StockInfo
from knightreplay.runs.build import this_build
from knightreplay.runs.events import Event, events_of
from knightreplay.runs.models import Run
from knightreplay.runs.models import Scenery as Row
from simulator import ENGINE_VERSION
from simulator.interventions import Intervention as Act
from simulator.interventions import from_wire
from simulator.params import ParamsError
from simulator.scenario import Scenario, drill_names, load_scenario, scenario_names

_read_already: dict[tuple[str, str, str], "Scenery"] = {}  # rows never change


@dataclass(frozen=True)
class Scenery:
    """Where a run takes place, for those who only look at it."""

    title: str
    server_count: int
    symbols: tuple[StockInfo, ...]
    events: tuple[Event, ...]
    preset: tuple[Act, ...]

    def to_wire(self) -> dict[str, Any]:
        return {
            **asdict(self),
            "events": [event._asdict() for event in self.events],
            "preset": [act.to_wire() for act in self.preset],
        }


def scenery_of(run: Run) -> Scenery:
    """What to show of a run's scenario, as it was when the run was made."""
    if this_build().computes(**run.made_with):
        return of_files(run.scenario)
    key = (run.engine_version, run.scenario, run.data_hash)
    if key not in _read_already and (row := written_down(*key)):
        _read_already[key] = read(row.told)
    return _read_already.get(key) or _fallback(run.scenario)


@cache
def of_files(name: str) -> Scenery:
    scenario = load_scenario(name)
    return Scenery(
        scenario.title,
        scenario.server_count,
        tuple(_symbols(scenario)),
        events_of(scenario),
        scenario.preset,
    )


def _symbols(scenario: Scenario) -> Iterable[StockInfo]:
    prices, volumes = scenario.symbols.price.tolist(), scenario.symbols.volume.tolist()
    for name, price, volume in zip(scenario.tickers, prices, volumes, strict=True):
        yield {"id": name, "price": round(price * 100), "volume": int(volume)}


def write_down() -> None:
    """What this build shows of every scenario, for when it is gone. Once is enough."""
    Row.objects.bulk_create(
        (
            Row(
                engine_version=ENGINE_VERSION,
                scenario=name,
                data_hash=data_hash,
                told=of_files(name).to_wire(),
            )
            for name, data_hash in this_build().scenarios.items()
        ),
        ignore_conflicts=True,
    )


def written_down(engine_version: str, scenario: str, data_hash: str) -> Row | None:
    made_with = {"engine_version": engine_version, "scenario": scenario}
    return Row.objects.filter(**made_with, data_hash=data_hash).first()


def keep(run: Run, told: dict[str, Any]) -> None:
    """What is shown of a run that came from elsewhere."""
    Row.objects.create(**run.made_with, told=told)


def read(told: dict[str, Any]) -> Scenery:
    """What was written down."""
    return Scenery(
        told["title"],
        told["server_count"],
        tuple(told["symbols"]),
        tuple(Event(**event) for event in told["events"]),
        tuple(_acts(told)),
    )


def _acts(told: dict[str, Any]) -> Iterable[Act]:
    """The preset's acts; one that today's engine does not know is not shown."""
    for wire in told["preset"]:
        given = {name: value for name, value in wire.items() if name != "time"}
        try:
            yield from_wire(server_count=told["server_count"], **given)
        except (ParamsError, TypeError):
            continue


def _fallback(name: str) -> Scenery:
    """For runs of builds that wrote nothing down: today's files, or only the name."""
    if name in scenario_names() or name in drill_names():
        return of_files(name)
    return Scenery(name, 8, (), (), ())
