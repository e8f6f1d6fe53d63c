"""What a page shows of a run's scenario: its title, stocks, marked moments, preset acts.

A run of this build has it from the scenario's own files. A run of an earlier build has it as
that build wrote it down, so that the page stays the same when the files change or go.
"""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from functools import cache, lru_cache
from typing import Any

from knightreplay.runs.bodies import StockInfo
from knightreplay.runs.build import this_build
from knightreplay.runs.events import Event, events_of
from knightreplay.runs.models import Run, StoredScenario
from simulator import ENGINE_VERSION
from simulator.interventions import Intervention as Act
from simulator.interventions import from_wire
from simulator.params import ParamsError
from simulator.scenario import Scenario, drill_names, load_scenario, scenario_names

KEPT = 64  # scenarios of other builds that a process keeps at hand


@dataclass(frozen=True)
class ScenarioSnapshot:
    """A scenario as those see it who only look at a run."""

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


def snapshot_of(run: Run) -> ScenarioSnapshot:
    """What to show of a run's scenario, as it was when the run was made."""
    if this_build().computes(**run.made_with):
        return of_files(run.scenario)
    try:
        return _as_written(run.engine_version, run.scenario, run.data_hash)
    except StoredScenario.DoesNotExist:
        return _fallback(run.scenario)


@lru_cache(maxsize=KEPT)
def _as_written(engine_version: str, scenario: str, data_hash: str) -> ScenarioSnapshot:
    """A row never changes; one that is not there is looked for again."""
    row = written_down(engine_version, scenario, data_hash)
    if row is None:
        raise StoredScenario.DoesNotExist
    return read(row.contents)


@cache
def of_files(name: str) -> ScenarioSnapshot:
    scenario = load_scenario(name)
    return ScenarioSnapshot(
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
    StoredScenario.objects.bulk_create(
        (
            StoredScenario(
                engine_version=ENGINE_VERSION,
                scenario=name,
                data_hash=data_hash,
                contents=of_files(name).to_wire(),
            )
            for name, data_hash in this_build().scenarios.items()
        ),
        ignore_conflicts=True,
    )


def written_down(
    engine_version: str, scenario: str, data_hash: str
) -> StoredScenario | None:
    made_with = {"engine_version": engine_version, "scenario": scenario}
    return StoredScenario.objects.filter(**made_with, data_hash=data_hash).first()


def keep(run: Run, contents: dict[str, Any]) -> None:
    """What is shown of a run that came from elsewhere; who brings it again finds it there.

    The row is addressed by the hash of what it says, and outlives the runs that show it.
    """
    row = StoredScenario(**run.made_with, contents=contents)
    StoredScenario.objects.bulk_create([row], ignore_conflicts=True)


def read(contents: dict[str, Any]) -> ScenarioSnapshot:
    """What was written down."""
    return ScenarioSnapshot(
        contents["title"],
        contents["server_count"],
        tuple(contents["symbols"]),
        tuple(Event(**event) for event in contents["events"]),
        tuple(_acts(contents)),
    )


def _acts(contents: dict[str, Any]) -> Iterable[Act]:
    """The preset's acts; one that today's engine does not know is not shown."""
    for wire in contents["preset"]:
        given = {name: value for name, value in wire.items() if name != "time"}
        try:
            yield from_wire(server_count=contents["server_count"], **given)
        except (ParamsError, TypeError):
            continue


def _fallback(name: str) -> ScenarioSnapshot:
    """For runs of builds that wrote nothing down: today's files, or only the name."""
    if name in scenario_names() or name in drill_names():
        return of_files(name)
    return ScenarioSnapshot(name, 8, (), (), ())
