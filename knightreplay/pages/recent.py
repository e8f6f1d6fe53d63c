"""The newest runs as the home page lists them: each with all that its place there shows."""

from collections.abc import Mapping
from datetime import datetime
from time import time
from typing import Any, NamedTuple
from uuid import UUID

from knightreplay.access.permissions import roles_of
from knightreplay.runs.lists import recent
from knightreplay.runs.lists.recent import Recent
from knightreplay.runs.models import Role
from knightreplay.runs.scenario_snapshot import snapshot_of
from simulator.clock import time_of

LISTED = 10  # runs


class RecentRow(NamedTuple):
    """The fragment of the list is cached by what these say, so it says what these say."""

    id: UUID
    name: str
    title: str
    seed: int
    created: datetime
    minutes: int  # since then: its age in words is another after each
    shown: str | None  # the time on its clock
    acts: int
    status: str
    role: str  # of this browser


def rows(session: Mapping[str, Any]) -> list[RecentRow]:
    """The list for a browser."""
    found = recent.recent(LISTED)
    held = roles_of(session, [entry.run for entry in found])
    now = time()
    return [_row(entry, held[entry.run.id], now) for entry in found]


def _row(entry: Recent, role: Role, now: float) -> RecentRow:
    run, clock = entry.run, entry.run.clock
    shown = int(max(clock.furthest, clock.at(now)))
    return RecentRow(
        id=run.id,
        name=run.name,
        title=snapshot_of(run).title,
        seed=run.seed,
        created=run.created,
        minutes=int(now - run.created.timestamp()) // 60,
        shown=time_of(shown)[:5].lstrip("0") if shown else None,
        acts=entry.acts,
        status=run.status,
        role=role.value,
    )
