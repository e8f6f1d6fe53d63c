"""One dated row a machine: `python -m benchmarks.figures.history`, after the benchmarks.

A row has the ratios of the benchmarks that ran; a column that is new is empty in older rows.
Measuring the same commit again on the same machine and day takes the place of its row,
and leaves the ratios that were not measured again.
"""

import csv
import io
import json
from collections.abc import Iterable, Sequence
from pathlib import Path

from benchmarks.figures.machine import KEPT, load
from benchmarks.figures.ratio import RESULTS

HISTORY = Path(__file__).parents[1] / "history.csv"
SAME = ("date", "commit", "cpu", "cores")

Row = dict[str, str]


def measured(folder: Path) -> Row:
    """The machine, then the ratios of each benchmark that ran, by `benchmark: name`."""
    row = _texts("", json.loads((folder / KEPT.name).read_text()))
    for file in sorted(folder.glob("*.json")):
        if file.name != KEPT.name:
            row |= _texts(f"{file.stem}: ", json.loads(file.read_text()))
    return row


def _texts(prefix: str, values: dict[str, object]) -> Row:
    return {f"{prefix}{name}": str(value) for name, value in values.items()}


def with_row(rows: Sequence[Row], new: Row) -> list[Row]:
    """The rows and a new one, which goes over the same machine's of that day and commit."""
    same = [row for row in rows if all(row[name] == new[name] for name in SAME)]
    kept = {name: value for row in same for name, value in row.items() if value}
    return [*(row for row in rows if row not in same), kept | new]


def read(text: str) -> list[Row]:
    return list(csv.DictReader(io.StringIO(text)))


def written(rows: Iterable[Row]) -> str:
    """As CSV, with every column that a row has."""
    rows = list(rows)
    columns = list(dict.fromkeys(name for row in rows for name in row))
    out = io.StringIO()
    writer = csv.DictWriter(out, columns, restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def main() -> None:
    before = read(HISTORY.read_text()) if HISTORY.exists() else []
    new = measured(RESULTS) | {"load after": str(load())}
    HISTORY.write_text(written(with_row(before, new)))
    print(f"{HISTORY.name}: {len(new)} columns of {new['date']}, {new['commit']}")


if __name__ == "__main__":
    main()
