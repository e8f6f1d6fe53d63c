"""A run as it is read: its view, and what its segments hold."""

from typing import Any

from knightreplay.runs import selectors
from knightreplay.runs.models import Run
from knightreplay.runs.selectors import View


def view_of(run: Run) -> View:
    view = selectors.view(run.id)
    assert view
    return view


def summary_of(run: Run) -> dict[str, Any]:
    """Of a run that is computed to 16:00."""
    summary = selectors.summary(view_of(run))
    assert summary
    return summary


def fields_of(columns: dict[str, Any]) -> set[str]:
    """The fields of a segment that hold something, named as the table of fogs names them."""
    found = {f"columns.{name}" for name in columns["columns"]}
    found |= {f"stocks.{name}" for name in columns["stocks"]}
    found |= {f"servers.{name}" for server in columns["servers"] for name in server}
    return found | (set(columns) - {"minute", "columns", "stocks", "servers"})
