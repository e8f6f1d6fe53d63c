"""What a client may say on a room's socket (docs/protocol.md): parsed once, here."""

from typing import Annotated, Any, Literal

from pydantic import Field, TypeAdapter, ValidationError

from knightreplay.live.protocol import Ping, object_of, refusal
from knightreplay.live.room.commands import WHATS, AnyCommand, CommandBody
from knightreplay.runs.shapes import Body


class RoomHello(Body):
    """Who comes in: the session's seat, that of a key, or a projector beside a host's."""

    type: Literal["hello"]
    seat_key: Annotated[str, Field(max_length=64)] | None = None
    projector: bool = False  # is told no more than what may be shown to all


class Awake(Body):
    """Whether the page is in front: phones sleep."""

    type: Literal["awake"]
    on: bool


RoomMessage = RoomHello | Awake | Ping | CommandBody
_PLAIN: TypeAdapter[RoomHello | Awake | Ping] = TypeAdapter(
    Annotated[RoomHello | Awake | Ping, Field(discriminator="type")]
)
_COMMANDS: TypeAdapter[Any] = TypeAdapter(AnyCommand)
ALLOWED = "hello, do, awake, ping"


def parse(text: str) -> RoomMessage:
    """The typed message.

    Raises
    ------
    ProtocolError
        with one sentence that names the field, the value and what is allowed.
    """
    raw = object_of(text)
    is_command = raw.get("type") == "do"
    try:
        message: RoomMessage = (
            _COMMANDS.validate_python(raw)
            if is_command
            else _PLAIN.validate_python(raw)
        )
    except ValidationError as error:
        if is_command:
            raise refusal(raw, error, ", ".join(WHATS), "what") from error
        raise refusal(raw, error, ALLOWED) from error
    else:
        return message
