"""What every socket may answer (docs/protocol.md), and how a message is encoded."""

import time
from collections.abc import Mapping
from typing import Literal, NotRequired, TypedDict

import orjson

from knightreplay.runs.errors import ClientError

Body = Mapping[str, object]  # any message


class ErrorMessage(TypedDict):
    type: Literal["error"]
    code: str
    message: str
    command_id: NotRequired[str]


class Behind(TypedDict):
    """To one who read too slowly: what waited was dropped."""

    type: Literal["behind"]


class Pong(TypedDict):
    type: Literal["pong"]
    sent: float | None  # as it came
    server_time: float  # Unix seconds


def encode(body: Body) -> str:
    return orjson.dumps(body).decode()


def error(refusal: ClientError, command_id: str | None = None) -> ErrorMessage:
    body: ErrorMessage = {
        "type": "error",
        "code": refusal.code,
        "message": refusal.message,
    }
    return body if command_id is None else {**body, "command_id": command_id}


def behind() -> Behind:
    return {"type": "behind"}


def pong(sent: float | None) -> Pong:
    return {"type": "pong", "sent": sent, "server_time": time.time()}
