"""The bodies of the HTTP API."""

from datetime import datetime
from typing import Annotated, Any, Literal

from ninja import Schema
from pydantic import BeforeValidator, Field

from knightreplay.runs.models import Role, Run
from knightreplay.runs.services import REASON_LENGTH, ActRequest
from knightreplay.runs.shapes import ActBody, Body, CommandId
from knightreplay.runs.tape import PAGE, TapeFilter
from simulator.clock import CLOSE, tick_of


def _tick(value: Any) -> Any:
    return tick_of(value) if isinstance(value, str) else value


Tick = Annotated[
    int,
    BeforeValidator(_tick),
    Field(ge=0, lt=CLOSE, description="A tick (seconds since 08:00 ET) or HH:MM[:SS]"),
]
# As a tick, but the close counts too: something can be said of it.
Moment = Annotated[
    int,
    BeforeValidator(_tick),
    Field(ge=0, le=CLOSE, description="A tick (seconds since 08:00 ET) or HH:MM[:SS]"),
]
PLANNED_MOST = 100  # acts that a new run begins with
Seed = Annotated[int, Field(ge=0, le=2**53 - 1)]


class PlannedAct(ActBody):
    """An act that a new run begins with."""

    at: Tick


class StartBody(Body):
    scenario: Annotated[str, Field(max_length=64)] = "sec-2013"
    seed: Seed = 29
    interventions: Annotated[list[PlannedAct], Field(max_length=PLANNED_MOST)] = []
    paced: Annotated[
        bool,
        Field(description="Frames keep to the clock: nobody reads what is to come"),
    ] = False


class Started(Schema):
    id: str
    url: str
    host_key: str


def begun(run: Run, host_key: str | None) -> dict[str, Any]:
    """A run that was just begun, for whoever began it."""
    return {"id": str(run.id), "url": run.get_absolute_url(), "host_key": host_key}


class InterventionBody(ActBody):
    command_id: CommandId
    seen: Annotated[int, Field(ge=0, le=CLOSE)] | None = None
    at: Tick | None = None
    seq: Annotated[int, Field(ge=0)] | None = None
    reason: Annotated[str, Field(max_length=REASON_LENGTH)] = ""
    expect_epoch: Annotated[int, Field(ge=0)] | None = None

    def act_request(self) -> ActRequest:
        return super().act_request()._replace(seq=self.seq)


class Accepted(Schema):
    seq: int
    epoch: int
    tick: int
    time: str
    took: str
    duplicate: bool


class RunChange(Body):
    """What its host may change of a run; what is left out stays."""

    open: bool | None = None
    name: Annotated[str, Field(max_length=200, description="80 that can be seen")] | (
        None
    ) = None
    tags: (
        Annotated[
            list[Annotated[str, Field(max_length=100)]],
            Field(max_length=20, description="10 of 24 characters"),
        ]
        | None
    ) = None


class RunInfo(Schema):
    id: str
    url: str
    scenario: str
    seed: int
    engine_version: str
    status: str
    open: bool
    epoch: int
    clock: dict[str, Any]
    interventions: list[dict[str, Any]]
    role: str


class TapeQuery(Schema):
    """A second, and which of its executions."""

    at: Tick
    server: int | None = None
    symbol: Annotated[str, Field(max_length=12)] | None = None
    after: Annotated[int, Field(ge=0, description="`next` of the page before")] = 0
    limit: Annotated[int, Field(ge=1, le=PAGE)] = 100

    def wanted(self) -> TapeFilter:
        return TapeFilter(self.server, self.symbol, self.after, self.limit)


class Total(Schema):
    executions: int
    shares: int
    cents: int


class ServerTotal(Total):
    server: int


class SymbolTotal(Total):
    symbol: str
    bought: Annotated[int, Field(description="shares, the rest were sold")]


class Execution(Schema):
    number: Annotated[int, Field(description="in its second, from 1, by time")]
    time: Annotated[str, Field(description="ET, to the nanosecond; assumed")]
    server: int
    parent: Annotated[int, Field(description="number of the parent order, from 0")]
    symbol: str
    side: Literal["buy", "sell"]
    quantity: Annotated[int, Field(description="shares")]
    price: Annotated[int, Field(description="cents")]


class TapePage(Schema):
    """Totals are of the whole second, `matching` of what was asked for."""

    at: str
    tick: int
    epoch: int
    total: Total
    servers: list[ServerTotal]
    symbols: list[SymbolTotal]
    matching: Total
    executions: list[Execution]
    next: Annotated[int | None, Field(description="`after` of the next page")]


class KeyBody(Body):
    role: Annotated[str, Field(pattern="^operate$")] = "operate"


class Key(Schema):
    key: str
    url: str


class Held(Schema):
    role: Role


class KeyInfo(Schema):
    """A key that was given away, by a number of its own."""

    id: int
    role: str
    created: datetime


class ScenarioInfo(Schema):
    name: str
    title: str
    summary: str


class GuardrailInfo(Schema):
    name: str
    parameters: list[dict[str, Any]]


class Problem(Schema):
    """RFC 9457 problem details."""

    type: str
    title: str
    status: int
    detail: str


READ_REFUSALS = {403: Problem, 404: Problem, 422: Problem, 429: Problem}
REFUSALS = {**READ_REFUSALS, 409: Problem}
