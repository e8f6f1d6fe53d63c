"""What a host does with a room: what it looks at, who may do what, who is in it."""

from typing import Annotated, Any

from pydantic import Field

from knightreplay.rooms.models import Capability, Room, Seat, Stop, Who
from knightreplay.rooms.secrecy import conceal
from knightreplay.rooms.services.blind import draw
from knightreplay.rooms.services.command import (
    DELAY_LIMIT,
    PendingCommand,
    RoomCommandResult,
    doing,
    look_again,
    require_lead,
)
from knightreplay.rooms.services.joining import own_name
from knightreplay.rooms.services.planning import let_go, stop_next
from knightreplay.runs.errors import Conflict, Invalid
from knightreplay.runs.names import clean_name
from knightreplay.runs.services import start_run
from knightreplay.runs.shapes import Body, Word

Name = Annotated[str, Field(max_length=500)]  # as it is typed: clean_name says more


class Settings(Body):
    """What a host can set; None leaves it as it is."""

    name: Name | None = None
    locked: bool | None = None
    follow: bool | None = None
    predicting: bool | None = None
    anonymous: bool | None = None
    own_runs: bool | None = None
    fogged: bool | None = None
    blanked: bool | None = None
    delay: int | None = None  # ticks
    # Capability → who; those left out stay.
    permissions: Annotated[dict[Word, Word], Field(max_length=10)] | None = None


def arrange(seat: Seat, settings: Settings, *, command_id: str) -> RoomCommandResult:
    """Changes how the room works, for everybody and at once."""
    given = _given(settings)
    with doing(seat, command_id) as command:
        if command.done is None:
            require_lead(seat)
            wanted = {**given, **_permissions(command.room, settings)}
            if not _changed(command.room, wanted):
                command.skip()
                return command.answer
            _check(command.room)
            command.store("arrange", **given)
            conceal(command.room)
            stop_next(command.room)
            look_again(command.room)
        return command.answer


def begin_run(
    seat: Seat, *, scenario: str, seed: int, command_id: str, blind: bool = False
) -> RoomCommandResult:
    """A new run for the room, closed and paced: nobody is told what is to come.

    A `blind` one is drawn, whatever scenario and seed are given (rooms/services/blind.py).
    """
    if blind:
        scenario, seed = draw()
    with doing(seat, command_id) as command:
        if command.done is None:
            require_lead(seat)
            room = command.room
            _require_answered(room)
            let_go(room)
            started = start_run(
                scenario=scenario, seed=seed, paced=True, owner=room.owner, open=False
            )
            room.run, room.blind = started.run, blind
            command.store("begin-run", run=str(started.run.id))
            stop_next(room)
        return command.answer


def rename(seat: Seat, number: int, name: str, *, command_id: str) -> RoomCommandResult:
    """Gives a seat another name: one's own, or as the host anybody's."""
    with doing(seat, command_id) as command:
        if command.done is None:
            other = _other(command, seat, number)
            if not _changed(other, {"name": own_name(command.room, name, other)}):
                command.skip()
                return command.answer
            other.save(update_fields=["name"])
            command.store("rename", seat=number, name=other.name)
        return command.answer


def remove(
    seat: Seat, number: int, *, command_id: str, back: bool = False
) -> RoomCommandResult:
    """Takes somebody out of the room, or lets them back in."""
    with doing(seat, command_id) as command:
        if command.done is None:
            require_lead(seat)
            other = _seat(command.room, number)
            if other.id == seat.id:
                raise Invalid("seat: nobody takes themselves out; end the room")
            if back is (other.removed is None):
                command.skip()
                return command.answer
            other.removed = None if back else command.now
            other.save(update_fields=["removed"])
            command.store("let-back" if back else "remove", seat=number)
            look_again(command.room)
        return command.answer


def place(
    seat: Seat,
    number: int,
    *,
    command_id: str,
    part: str | None = None,
    fog: str | None = None,
) -> RoomCommandResult:
    """Says what somebody is in this room, and what they can see."""
    given: dict[str, Any] = {
        k: v for k, v in (("part", part), ("fog", fog)) if v is not None
    }
    if (part and part not in Seat.Part.values) or (fog and fog not in Seat.Fog.values):
        raise Invalid("part, fog: unknown")
    with doing(seat, command_id) as command:
        if command.done is None:
            require_lead(seat)
            other = _seat(command.room, number)
            if not _changed(other, given):
                command.skip()
                return command.answer
            other.save(update_fields=[*given])
            _keep_one_host(command.room)
            command.store("place", seat=number, **given)
            look_again(command.room)
        return command.answer


def _changed(thing: Room | Seat, wanted: dict[str, Any]) -> bool:
    """Sets the fields; whether that makes a difference."""
    before = {field: getattr(thing, field) for field in wanted}
    for field, value in wanted.items():
        setattr(thing, field, value)
    return before != wanted


def _require_answered(room: Room) -> None:
    """An open question is about the run that the room looks at."""
    if room.stops.filter(state=Stop.State.OPEN).exists():
        raise Conflict("A question is open; end it first.")


def _other(command: PendingCommand, seat: Seat, number: int) -> Seat:
    if number != seat.number:
        require_lead(seat)
    return _seat(command.room, number)


def _seat(room: Room, number: int) -> Seat:
    found = Seat.objects.filter(room=room, number=number).first()
    if found is None:
        raise Invalid(f"seat: there is no seat {number} in this room")
    return found


def _keep_one_host(room: Room) -> None:
    hosts = Seat.objects.filter(room=room, part=Seat.Part.HOST, removed=None)
    if not hosts.exists():
        raise Conflict("A room has a host; make somebody else one first.")


def _given(settings: Settings) -> dict[str, Any]:
    """What is to change, the name as it can be shown."""
    given = settings.model_dump(include={*Settings.model_fields}, exclude_none=True)
    if settings.name is not None:
        given["name"] = clean_name(settings.name)
    return given


def _permissions(room: Room, settings: Settings) -> dict[str, dict[str, str]]:
    if settings.permissions is None:
        return {}
    for capability, who in settings.permissions.items():
        if capability not in Capability.values or who not in Who.values:
            raise Invalid(f"permissions: {capability[:20]}: {who[:20]} is unknown")
    return {"permissions": {**room.permissions, **settings.permissions}}


def _check(room: Room) -> None:
    if not 0 <= room.delay <= DELAY_LIMIT:
        raise Invalid(f"delay: allowed: 0 to {DELAY_LIMIT} seconds")
