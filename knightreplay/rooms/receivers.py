"""What rooms do when something becomes of their runs."""

from typing import Any
from uuid import UUID

from knightreplay.rooms.services import line_up_teams


def clock_woken(*, run_id: UUID, **signal: Any) -> None:
    line_up_teams(run_id)
