"""What somebody may say on a room's socket: each command knows the one service it calls."""

from typing import Annotated, Any, Literal, get_args

from pydantic import Field

from knightreplay.live.protocol import Tick
from knightreplay.rooms import services
from knightreplay.rooms.models import Seat
from knightreplay.rooms.operations import OPERATIONS
from knightreplay.rooms.services import (
    OperationRequest,
    Question,
    RoomCommandResult,
    Settings,
)
from knightreplay.rooms.services.joining import SEAT_NUMBERS
from knightreplay.rooms.services.leading import Name
from knightreplay.rooms.services.teams import DELAY
from knightreplay.runs.services import Movement
from knightreplay.runs.shapes import Body, CommandId, Word

SeatNumber = Annotated[int, Field(ge=1, le=SEAT_NUMBERS)]


class CommandBody(Body):
    """One command of a seat, under an id that counts once."""

    type: Literal["do"]
    command_id: CommandId

    def carry_out(self, seat: Seat) -> RoomCommandResult:
        """Calls the service. Raises ClientError where it refuses."""
        raise NotImplementedError


class Arrange(Settings, CommandBody):
    what: Literal["arrange"]

    def carry_out(self, seat: Seat) -> RoomCommandResult:
        return services.arrange(seat, self, command_id=self.command_id)


class BeginRun(CommandBody):
    what: Literal["begin-run"]
    scenario: Annotated[str, Field(max_length=64)] = "sec-2013"
    seed: Annotated[int, Field(ge=0, le=2**53 - 1)] = 29
    blind: bool = False  # drawn: then the two above count for nothing

    def carry_out(self, seat: Seat) -> RoomCommandResult:
        return services.begin_run(
            seat,
            scenario=self.scenario,
            seed=self.seed,
            blind=self.blind,
            command_id=self.command_id,
        )


class Rename(CommandBody):
    what: Literal["rename"]
    seat: SeatNumber
    name: Name

    def carry_out(self, seat: Seat) -> RoomCommandResult:
        return services.rename(seat, self.seat, self.name, command_id=self.command_id)


class Remove(CommandBody):
    what: Literal["remove", "let-back"]
    seat: SeatNumber

    def carry_out(self, seat: Seat) -> RoomCommandResult:
        return services.remove(
            seat, self.seat, command_id=self.command_id, back=self.what == "let-back"
        )


class PlaceSeat(CommandBody):
    what: Literal["place"]
    seat: SeatNumber
    part: Word | None = None
    fog: Word | None = None

    def carry_out(self, seat: Seat) -> RoomCommandResult:
        return services.place(
            seat, self.seat, part=self.part, fog=self.fog, command_id=self.command_id
        )


class Consent(CommandBody):
    what: Literal["consent"]
    on: bool

    def carry_out(self, seat: Seat) -> RoomCommandResult:
        return services.consent(seat, self.on, command_id=self.command_id)


class End(CommandBody):
    what: Literal["end"]

    def carry_out(self, seat: Seat) -> RoomCommandResult:
        return services.end_room(seat, command_id=self.command_id)


class Reveal(CommandBody):
    what: Literal["reveal"]

    def carry_out(self, seat: Seat) -> RoomCommandResult:
        return services.reveal(seat, command_id=self.command_id)


class QuestionBody(Body):
    """One stop of a plan."""

    at: Tick
    kind: Word
    text: Annotated[str, Field(max_length=400)]
    options: Any = ()
    measure: Annotated[dict[Word, Any], Field(max_length=4)] | None = None
    tells: Tick | None = None
    because: Annotated[str, Field(max_length=400)] = ""
    source: Annotated[str, Field(max_length=120)] = ""
    ours: bool = False


class Plan(CommandBody):
    what: Literal["plan"]
    stops: Annotated[list[QuestionBody], Field(max_length=30)]
    instead: Annotated[list[int], Field(max_length=30)] | None = None

    def carry_out(self, seat: Seat) -> RoomCommandResult:
        asked = [Question(**stop.model_dump()) for stop in self.stops]
        return services.plan(
            seat, asked, instead=self.instead, command_id=self.command_id
        )


class PlanTrack(CommandBody):
    what: Literal["plan-track"]

    def carry_out(self, seat: Seat) -> RoomCommandResult:
        return services.plan_track(seat, command_id=self.command_id)


class OfStop(CommandBody):
    what: Literal["open-stop", "show-stop"]
    stop: int

    def carry_out(self, seat: Seat) -> RoomCommandResult:
        service = services.open_stop if self.what == "open-stop" else services.show_stop
        return service(seat, self.stop, command_id=self.command_id)


class CloseStop(CommandBody):
    what: Literal["close-stop"]
    stop: int
    anyway: bool = False

    def carry_out(self, seat: Seat) -> RoomCommandResult:
        return services.close_stop(
            seat, self.stop, anyway=self.anyway, command_id=self.command_id
        )


class GiveAnswer(CommandBody):
    what: Literal["answer"]
    stop: int
    value: int | Annotated[str, Field(max_length=300)]
    sureness: Annotated[float, Field(strict=False, ge=0, le=1)] | None = None
    lock: bool = True

    def carry_out(self, seat: Seat) -> RoomCommandResult:
        return services.answer(
            seat,
            self.stop,
            self.value,
            sureness=self.sureness,
            lock=self.lock,
            command_id=self.command_id,
        )


class CountHands(CommandBody):
    what: Literal["hands"]
    stop: int
    hands: Annotated[dict[Word, int], Field(max_length=10)]

    def carry_out(self, seat: Seat) -> RoomCommandResult:
        return services.count_hands(
            seat, self.stop, self.hands, command_id=self.command_id
        )


class MakeTeams(CommandBody):
    what: Literal["make-teams"]
    names: Annotated[list[Name], Field(max_length=50)]
    at: Tick | None = None
    delay: Annotated[int, Field(ge=0)] = DELAY

    def carry_out(self, seat: Seat) -> RoomCommandResult:
        return services.make_teams(
            seat,
            self.names,
            at=self.at,
            delay=self.delay,
            command_id=self.command_id,
        )


class Assign(CommandBody):
    what: Literal["assign"]
    seat: SeatNumber
    team: int | None

    def carry_out(self, seat: Seat) -> RoomCommandResult:
        return services.assign(seat, self.seat, self.team, command_id=self.command_id)


class MoveTeams(CommandBody):
    what: Literal["move-teams"]
    action: Literal["play", "pause", "seek", "speed"]
    to: Tick | None = None
    speed: Annotated[float, Field(strict=False, ge=0.1, le=120)] | None = None

    def carry_out(self, seat: Seat) -> RoomCommandResult:
        movement = Movement(self.action, to=self.to, speed=self.speed)
        return services.move_teams(seat, movement, command_id=self.command_id)


class Finish(CommandBody):
    what: Literal["finish"]

    def carry_out(self, seat: Seat) -> RoomCommandResult:
        return services.finish(seat, command_id=self.command_id)


class OpenDebrief(CommandBody):
    what: Literal["open-debrief"]
    lift: bool = True

    def carry_out(self, seat: Seat) -> RoomCommandResult:
        return services.open_debrief(seat, lift=self.lift, command_id=self.command_id)


class Operate(CommandBody):
    """What a team does that the market does not see."""

    what: Literal[*OPERATIONS]  # type: ignore[valid-type]
    text: Annotated[str, Field(max_length=400)] = ""
    server: int | None = None
    who: Word | None = None

    def carry_out(self, seat: Seat) -> RoomCommandResult:
        given = OperationRequest(self.what, self.text, self.server, self.who)
        return services.operate(seat, given, command_id=self.command_id)


AnyCommand = Annotated[
    Arrange
    | Assign
    | BeginRun
    | CloseStop
    | Consent
    | CountHands
    | End
    | Finish
    | GiveAnswer
    | MakeTeams
    | MoveTeams
    | OfStop
    | OpenDebrief
    | Operate
    | PlaceSeat
    | Plan
    | PlanTrack
    | Remove
    | Rename
    | Reveal,
    Field(discriminator="what"),
]
WHATS = sorted(
    what
    for command in get_args(get_args(AnyCommand)[0])
    for what in get_args(command.model_fields["what"].annotation)
)
