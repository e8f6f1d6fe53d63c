"""Which engine and which data this process computes with: the lesson of server 8.

Work goes to a queue named after both, so that a process of another build never sees it;
and whoever gets hold of a run of another build all the same leaves it to those of its own.
"""

import hashlib
from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

from knightreplay.runs.errors import Conflict
from simulator import ENGINE_VERSION
from simulator.scenario import drill_names, load_scenario, scenario_names


class Build(NamedTuple):
    """What must be the same for two processes to compute the same morning."""

    engine_version: str
    scenarios: dict[str, str]  # name → SHA-256 of the files that it is read from
    earlier: Mapping[
        str, tuple[str, ...]
    ] = {}  # name → those of the same morning before

    @property
    def data_hash(self) -> str:
        """SHA-256 over the data of all scenarios, hexadecimal."""
        listed = "\n".join(f"{name} {data}" for name, data in self.scenarios.items())
        return hashlib.sha256(listed.encode()).hexdigest()

    @property
    def queue(self) -> str:
        return f"knightreplay.{self.engine_version}.{self.data_hash[:12]}"

    def computes(self, *, engine_version: str, scenario: str, data_hash: str) -> bool:
        """Whether a run made with these comes out the same here."""
        known = (self.scenarios.get(scenario), *self.earlier.get(scenario, ()))
        same_data = data_hash in known
        return same_data and self.engine_version == engine_version


@cache
def this_build() -> Build:
    names = sorted([*scenario_names(), *drill_names()])
    loaded = {name: load_scenario(name) for name in names}
    return Build(
        ENGINE_VERSION,
        {name: own.data_hash for name, own in loaded.items()},
        {name: own.earlier for name, own in loaded.items()},
    )


def require_build(*, engine_version: str, scenario: str, data_hash: str) -> None:
    """Refuses to change a run that would come out differently here.

    Raises
    ------
    Conflict
    """
    if not this_build().computes(
        engine_version=engine_version, scenario=scenario, data_hash=data_hash
    ):
        raise Conflict(
            f"This run is of engine {engine_version}, this server of {ENGINE_VERSION} "
            "or of other data: it can be watched, not changed."
        )
