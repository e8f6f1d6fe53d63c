"""The bodies of the HTTP API."""

from typing import Annotated, Any

from ninja import Schema
from pydantic import BeforeValidator, Field

from knightreplay.runs.services import REASON_LENGTH, Wish
from knightreplay.runs.shapes import ActBody, Body, CommandId
from simulator.clock import CLOSE, tick_of


def _tick(value: Any) -> Any:
    return tick_of(value) if isinstance(value, str) else value


Tick = Annotated[
    int,
    BeforeValidator(_tick),
    Field(ge=0, lt=CLOSE, description="A tick (seconds since 08:00 ET) or HH:MM[:SS]"),
]
Seed = Annotated[int, Field(ge=0, le=2**53 - 1)]


class PlannedAct(ActBody):
    """An act that a new run begins with."""

    at: Tick


class StartBody(Body):
    scenario: Annotated[str, Field(max_length=64)] = "sec-2013"
    seed: Seed = 29
    interventions: Annotated[list[PlannedAct], Field(max_length=100)] = []
    paced: Annotated[
        bool,
        Field(description="Frames keep to the clock: nobody reads what is to come"),
    ] = False


class Started(Schema):
    id: str
    url: str
    host_key: str


class InterventionBody(ActBody):
    command_id: CommandId
    seen: Annotated[int, Field(ge=0, le=CLOSE)] | None = None
    at: Tick | None = None
    seq: Annotated[int, Field(ge=0)] | None = None
    reason: Annotated[str, Field(max_length=REASON_LENGTH)] = ""
    expect_epoch: Annotated[int, Field(ge=0)] | None = None

    def wish(self) -> Wish:
        return super().wish()._replace(seq=self.seq)


class Accepted(Schema):
    seq: int
    epoch: int
    tick: int
    time: str
    took: str
    duplicate: bool


class RunInfo(Schema):
    id: str
    url: str
    scenario: str
    seed: int
    engine_version: str
    status: str
    epoch: int
    clock: dict[str, Any]
    interventions: list[dict[str, Any]]
    role: str


class KeyBody(Body):
    role: Annotated[str, Field(pattern="^operate$")] = "operate"


class Key(Schema):
    key: str
    url: str


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
