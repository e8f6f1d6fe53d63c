"""What a client may say on a run's socket (docs/protocol.md): parsed once, here."""

from typing import Annotated, ClassVar, Literal

from pydantic import Field, TypeAdapter, ValidationError

from knightreplay.live.protocol import Ping, Tick, object_of, refusal
from knightreplay.runs.services import REASON_LENGTH, ActRequest, Movement
from knightreplay.runs.shapes import ActBody, Body, CommandId
from simulator.clock import CLOSE

ALLOWED = "hello, fill, clock, intervene, reason, ping"
HAVE_LIMIT = 1000  # ranges that a viewer may claim to hold

Epoch = Annotated[int, Field(ge=0, le=2**31 - 1)]


class Hello(Body):
    type: Literal["hello"]
    host_key: Annotated[str, Field(max_length=64)] | None = None
    seat_key: Annotated[str, Field(max_length=64)] | None = (
        None  # then that alone counts
    )
    projector: bool = False  # a host's screen that all look at: shows no secret
    at: Annotated[int, Field(ge=0, le=CLOSE)] | None = None  # None: the run's clock
    bundled: bool = (
        False  # asks for the rest of the day itself, and takes it in bundles
    )
    have: Annotated[
        list[Annotated[list[int], Field(min_length=3, max_length=3)]],
        Field(max_length=HAVE_LIMIT),
    ] = []


class Fill(Body):
    type: Literal["fill"]


class MoveClock(Body):
    type: Literal["clock"]
    command_id: CommandId
    action: Literal["play", "pause", "seek", "speed", "stop-at-events", "paced", "loop"]
    to: Tick | None = None
    first: Annotated[Tick | None, Field(alias="from")] = None
    speed: Annotated[float, Field(strict=False, ge=0.1, le=120)] | None = None
    on: bool | None = None
    paused: bool | None = None

    @property
    def needs(self) -> str:
        """The capability that a room has to allow for it."""
        return "pause" if self.action in ("play", "pause") else "seek"

    def movement(self) -> Movement:
        loop = self.action == "loop"
        return Movement(
            self.action,
            to=None if loop else self.to,
            speed=self.speed,
            on=self.on,
            paused=self.paused,
            first=self.first,
            end=self.to if loop else None,
        )


class Intervene(ActBody):
    type: Literal["intervene"]
    command_id: CommandId
    seen: Annotated[int, Field(ge=0, le=CLOSE)] | None = None
    seq: Epoch | None = None  # of the act to strike out
    reason: Annotated[str, Field(max_length=REASON_LENGTH)] = ""
    expect_epoch: Epoch | None = None
    needs: ClassVar[str] = "intervene"

    def act_request(self) -> ActRequest:
        return super().act_request()._replace(seq=self.seq)


class Reason(Body):
    type: Literal["reason"]
    command_id: CommandId
    seq: Epoch
    text: Annotated[str, Field(max_length=REASON_LENGTH)]
    needs: ClassVar[str] = "intervene"


ClientMessage = Hello | Fill | MoveClock | Intervene | Reason | Ping
_MESSAGES: TypeAdapter[ClientMessage] = TypeAdapter(
    Annotated[ClientMessage, Field(discriminator="type")]
)


def parse(text: str) -> ClientMessage:
    """The typed message.

    Raises
    ------
    ProtocolError
        with one sentence that names the field, the value and what is allowed.
    """
    raw = object_of(text)
    try:
        return _MESSAGES.validate_python(raw)
    except ValidationError as error:
        raise refusal(raw, error, ALLOWED) from error
