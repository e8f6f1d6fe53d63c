"""A teacher tries a room alone: three seats for practice, and nothing of it stays."""

from knightreplay.rooms.models import Room, RoomCommand, Seat, Stop
from knightreplay.rooms.services.command import (
    PendingCommand,
    RoomCommandResult,
    doing,
    require_lead,
)
from knightreplay.rooms.services.joining import Joined, take_seat
from knightreplay.rooms.services.planning import stop_next
from knightreplay.runs.errors import Conflict
from knightreplay.runs.models import Run

NAMES = ("Practice A", "Practice B", "Practice C")
REHEARSE = "rehearse"
OVER = "rehearsed"


def rehearse(seat: Seat, *, command_id: str) -> list[Joined]:
    """Three participants of the host's own; their keys are told once, here.

    Raises
    ------
    Conflict: somebody else plays in the room, so nothing may be taken back afterwards.
    """
    with doing(seat, command_id) as command:
        if command.done is not None:
            return []
        require_lead(seat)
        _clear(command)
        room = command.room
        if room.seats.exclude(part=Seat.Part.HOST).filter(removed=None).exists():
            raise Conflict("Somebody is in this room; rehearse in one of your own.")
        joined = [take_seat(room, name, Seat.Part.PARTICIPANT) for name in NAMES]
        ids = [one.seat.id for one in joined]
        Seat.objects.filter(id__in=ids).update(practice=True)
        run = None if room.run_id is None else str(room.run_id)
        command.store(REHEARSE, run=run, blind=room.blind)
        return joined


def end_rehearsal(seat: Seat, *, command_id: str) -> RoomCommandResult:
    """The practice seats are gone with their answers; what was asked can be asked again."""
    with doing(seat, command_id) as command:
        if command.done is None:
            require_lead(seat)
            _clear(command)
            command.store(OVER)
        return command.answer


def _clear(command: PendingCommand) -> None:
    """The room as it was before the rehearsal that is under way, if one is."""
    room = command.room
    marks = RoomCommand.objects.filter(room=room, what__in=(REHEARSE, OVER))
    begun = marks.order_by("seq").last()
    if begun is None or begun.what == OVER:
        return
    practice = Seat.objects.filter(room=room, practice=True)
    others = room.seats.exclude(part=Seat.Part.HOST).filter(practice=False)
    practice.delete()
    if not others.exists():  # nobody joined meanwhile, to whom it was no rehearsal
        _as_before(room, begun)


def _as_before(room: Room, begun: RoomCommand) -> None:
    """What a rehearsal has changed and a lesson would miss."""
    room.stops.filter(opened__gte=begun.done).update(
        state=Stop.State.PLANNED, opened=None, closed=None, hands=None, truth=None
    )
    room.teams.all().delete()
    run_id = begun.arguments["run"]
    room.run = Run.objects.filter(id=run_id).first() if run_id else None
    room.blind = begun.arguments["blind"]
    room.finished = room.debriefed = None
    room.save(update_fields=["run", "blind", "finished", "debriefed"])
    stop_next(room)
