"""How a message of a client's is read, whatever socket it comes on (docs/protocol.md)."""

import json
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, ValidationError

from knightreplay.runs.errors import ClientError
from knightreplay.runs.services import COMMAND_ID
from knightreplay.runs.shapes import Body
from simulator.clock import CLOSE, tick_of

MESSAGE_LIMIT = 64 * 1024  # bytes of one message


def _tick(value: Any) -> Any:
    """A time in the form HH:MM:SS as its tick; anything else is left to the type."""
    return tick_of(value, "to") if isinstance(value, str) else value


Tick = Annotated[int, BeforeValidator(_tick), Field(ge=0, le=CLOSE)]


class Ping(Body):
    type: Literal["ping"]
    sent: Annotated[float, Field(strict=False, ge=-1e15, le=1e15)] | None = None


class ProtocolError(ClientError):
    """A message that cannot be understood; carries its command id if it has one."""

    def __init__(self, code: str, message: str, command_id: str | None = None) -> None:
        super().__init__(code, message)
        self.command_id = command_id


def object_of(text: str) -> dict[str, Any]:
    """The JSON object of a message that is not too large.

    Raises
    ------
    ProtocolError
    """
    if len(text.encode(errors="surrogatepass")) > MESSAGE_LIMIT:
        raise ProtocolError(
            "too-large", f"a message may hold {MESSAGE_LIMIT // 1024} KiB"
        )
    try:
        raw = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise ProtocolError("malformed", "this message is not JSON") from error
    if not isinstance(raw, dict):
        raise ProtocolError("malformed", "a message is a JSON object with a type")
    return raw


def refusal(
    raw: dict[str, Any], error: ValidationError, allowed: str, tag: str = "type"
) -> ProtocolError:
    """One sentence on the first thing that is wrong with a message."""
    first = error.errors(include_url=False)[0]
    command_id = _command_id(raw)
    if first["type"] in ("union_tag_invalid", "union_tag_not_found"):
        return ProtocolError(
            "unknown-type",
            f"{tag}: {_shown(raw.get(tag))} is unknown; allowed: {allowed}",
            command_id,
        )
    return ProtocolError("invalid", _sentence(first), command_id)


def _sentence(error: Any) -> str:
    """Field, value and what is allowed; the engine's own words where it refused."""
    reason = error.get("ctx", {}).get("error")
    if reason is not None:
        return str(reason)
    field = ".".join(_shown(part).strip("'") for part in error["loc"][1:3])
    return f"{field or 'message'}: {_shown(error['input'])}: {error['msg']}"


def command_id_of(text: str) -> str | None:
    """The command id of a message that is not looked at further."""
    try:
        return _command_id(object_of(text))
    except ProtocolError:
        return None


def _command_id(raw: dict[str, Any]) -> str | None:
    command_id = raw.get("command_id")
    if isinstance(command_id, str) and COMMAND_ID.fullmatch(command_id):
        return command_id
    return None


def _shown(value: Any) -> str:
    """A client's value in a sentence: on one line, escaped and short."""
    text = ascii(value)
    return text if len(text) <= 80 else text[:77] + "..."
