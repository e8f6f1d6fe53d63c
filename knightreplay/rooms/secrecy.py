"""What a room keeps from the world while it plays, whatever its runs' links would show.

A room that is fogged, blind or predicting keeps what its people must not see yet. Nobody gets
it by the way round: its runs are opened, linked and forked for nobody meanwhile, and links
that were given out before show nothing.
"""

from uuid import UUID

from django.db.models import Q, QuerySet

from knightreplay.rooms.models import Room
from knightreplay.runs.errors import Conflict
from knightreplay.runs.models import Role, Run
from knightreplay.runs.roles import SHARED

REASONS = {
    "fogged": "The room of this run is in fog: lift the fog first.",
    "blind": "The room of this run does not know its scenario: reveal it first.",
    "predicting": "The room of this run predicts: end its predictions first.",
}


def require_disclosed(run_id: UUID) -> None:
    """Raises Conflict, with the reason, for a run of which a room keeps something."""
    room = _keeping().filter(Q(run=run_id) | Q(teams__run=run_id)).first()
    if room is not None:
        raise Conflict(
            next(why for name, why in REASONS.items() if getattr(room, name))
        )


def unless_concealed(role: Role, run_id: UUID) -> Role:
    """What a link gives, which is nothing while a room keeps the run."""
    if role not in SHARED:
        return role
    kept = _keeping().filter(Q(run=run_id) | Q(teams__run=run_id)).exists()
    return Role.STRANGER if kept else role


def conceal(room: Room) -> None:
    """Closes a room's runs if it keeps something; they stay closed when it does no more."""
    if any(getattr(room, name) for name in REASONS):
        of_room = Q(id=room.run_id) | Q(team__room=room)
        Run.objects.filter(of_room, open=True).update(open=False)


def _keeping() -> QuerySet[Room]:
    return Room.objects.filter(
        Q(fogged=True) | Q(blind=True) | Q(predicting=True), ended=None
    )
