"""The default morning within the bands that the record leaves it (data/bands.toml)."""

from collections.abc import Iterator, Mapping
from typing import Any

from knightreplay.facts.figures import figure
from knightreplay.facts.files import Row, rows
from simulator.engine import simulate
from simulator.scenario import load_scenario

DEFAULT, SEED = "sec-2013", 29


class Band(Row):
    """By how much one measure of the run may differ from a figure, either way."""

    figure: str
    within: float  # a part of the figure; 0: it has to be that
    reason: str

    @property
    def ends(self) -> tuple[float, float]:
        value = figure(self.figure).value
        return value * (1 - self.within), value * (1 + self.within)


def bands() -> dict[str, Band]:
    """Measure of `simulate`'s summary → its band."""
    return rows("bands", Band)


def measured() -> Mapping[str, Any]:
    return simulate(load_scenario(DEFAULT), SEED).summary()


def outside(summary: Mapping[str, Any]) -> Iterator[str]:
    """Measures beyond their bands, in words."""
    for measure, band in bands().items():
        low, high = band.ends
        if not low <= summary[measure] <= high:
            yield f"{measure}: {summary[measure]:,} is not in {low:,.0f} to {high:,.0f}"
