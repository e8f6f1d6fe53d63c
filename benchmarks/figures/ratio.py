"""A figure beside its floor, both of one run: printed, and kept for the row of the machine."""

import json
import statistics
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

RESULTS = Path(__file__).parents[1] / "results"


class Ratio(NamedTuple):
    """What was measured, and what was measured beside it."""

    name: str  # a column of history.csv
    here: float
    floor: float
    unit: str

    @property
    def times(self) -> float:
        return self.here / self.floor


def p95(values: Iterable[float]) -> float:
    ordered = sorted(values)
    return ordered[int(0.95 * len(ordered))]


def of_medians(
    unit: str, measured: Mapping[str, Sequence[float]], floors: Mapping[str, str]
) -> list[Ratio]:
    """Each named ratio of `floors`, "a / b" → "a", of the medians of a and of b."""
    medians = {name: statistics.median(values) for name, values in measured.items()}
    return [
        Ratio(f"{what} / {floor}", medians[what], medians[floor], unit)
        for what, floor in floors.items()
    ]


def table(ratios: Iterable[Ratio]) -> list[str]:
    head = f"{'ratio':52}{'here':>12}{'floor':>12}{'times':>9}"
    return [
        head,
        *(
            f"{ratio.name:52}{_shown(ratio.here):>12}{_shown(ratio.floor):>12}"
            f"{ratio.times:9.2f}  {ratio.unit}"
            for ratio in ratios
        ),
    ]


def _shown(value: float) -> str:
    """Three figures, whatever the size."""
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"


def report(benchmark: str, ratios: Sequence[Ratio], folder: Path = RESULTS) -> None:
    """Print the table, and keep the ratios until the row is written."""
    print("\n".join(table(ratios)), flush=True)
    folder.mkdir(exist_ok=True)
    kept = {ratio.name: round(ratio.times, 3) for ratio in ratios}
    (folder / f"{benchmark}.json").write_text(json.dumps(kept, indent=1))
