"""Shapes of an act on the wire, the same on the socket and over HTTP; all bounded."""

from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field

from knightreplay.runs.services import COMMAND_ID, ActRequest

Word = Annotated[str, Field(max_length=32)]
CommandId = Annotated[str, Field(pattern=f"^{COMMAND_ID.pattern}$")]
Servers = Annotated[str, Field(max_length=40)] | list[int]
Params = Annotated[dict[Word, Word | float], Field(max_length=16)]


class Body(BaseModel):
    """Strict: a bool is no number, and an unknown field is an error."""

    model_config = ConfigDict(strict=True, extra="forbid")


class ActBody(Body):
    """An act: an operation with its arguments; the engine says what it allows."""

    op: Word
    servers: Servers | None = None
    on: bool | None = None
    scope: Word | None = None
    mode: Word | None = None
    guardrail: Word | None = None
    params: Params | None = None

    def act_request(self) -> ActRequest:
        given: dict[str, Any] = {
            name: getattr(self, name) for name in ActRequest._fields[:7]
        }
        return ActRequest(**given)
