"""A blind drill: the server draws what is wrong, and nobody but the host is told."""

import secrets

from knightreplay.rooms.models import Seat
from knightreplay.rooms.services.command import (
    RoomCommandResult,
    doing,
    look_again,
    require_lead,
)
from knightreplay.runs.errors import Conflict
from simulator.scenario import drill_names

SEEDS = 2**31


def draw() -> tuple[str, int]:
    """A drill and a seed. Chance is the point here: nobody may work it out beforehand."""
    return secrets.choice(drill_names()), secrets.randbelow(SEEDS)


def reveal(seat: Seat, *, command_id: str) -> RoomCommandResult:
    """Tells all what the drill was; this is written down and not taken back."""
    with doing(seat, command_id) as command:
        if command.done is None:
            require_lead(seat)
            if not command.room.blind or command.room.run is None:
                raise Conflict("There is nothing to reveal: the drill is not blind.")
            command.room.blind = False
            run = command.room.run
            command.store("reveal", scenario=run.scenario, seed=run.seed)
            look_again(command.room)
        return command.answer
