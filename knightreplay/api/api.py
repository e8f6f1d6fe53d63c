"""The HTTP API: parse, call one service, answer. Described at /api/v1/openapi.json."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from ninja import NinjaAPI, Query, Status

from knightreplay import access
from knightreplay.api import (
    capsules,
    comparison,
    exports,
    forks,
    links,
    mine,
    notes,
    problems,
    rooms,
)
from knightreplay.api.schemas import (
    Accepted,
    GuardrailInfo,
    InterventionBody,
    Key,
    KeyBody,
    KeyInfo,
    Problem,
    RunChange,
    RunInfo,
    ScenarioInfo,
    StartBody,
    Started,
    TapePage,
    TapeQuery,
)
from knightreplay.runs import roles, selectors, services, tape
from knightreplay.runs.errors import Conflict
from knightreplay.runs.models import Run
from knightreplay.runs.selectors import View
from knightreplay.runs.services import Ack
from knightreplay.throttles import ACTS, ACTS_BY_KEY, KEYS, READS, STARTS, TAPES
from simulator import guardrails
from simulator.clock import time_of
from simulator.scenario import load_scenario, scenario_names

LIMITS = """The replay of 1 August 2012 at Knight Capital, as runs that scripts can drive.

Limits: a body of 64 KiB, of a capsule 16 MiB (413), 100 acts at the start of a run and 500 in
all (422), 3,600 ticks of frames at once, 20 stored files of one asker, each 192 MB at most and
kept for a day (422), 30 new runs, 30 files, 10 capsules, 600 acts, 600 pages of tape of 500 executions and 1,200 other
reads a minute and address (120 of them frames), 300 acts a minute and key (429). Writes need
`Authorization: Bearer KEY` or the session of the browser that started the run. Errors are RFC 9457 problem details."""

api = NinjaAPI(
    title="KnightReplay",
    version="1",
    description=LIMITS,
    docs_url=None,
    openapi_url="/openapi.json",
)
problems.install(api)
mine.install(api)
api.add_router("", capsules.router)
api.add_router("", comparison.router)
api.add_router("", exports.router)
api.add_router("", links.router)
api.add_router("", notes.router)
api.add_router("", forks.router)
api.add_router("", rooms.router)
REFUSALS = {403: Problem, 404: Problem, 409: Problem, 422: Problem, 429: Problem}


@api.get(
    "/scenarios",
    response={200: list[ScenarioInfo], 429: Problem},
    throttle=[READS],
)
def list_scenarios(request: HttpRequest) -> list[Any]:
    """What can be run."""
    return [load_scenario(name) for name in scenario_names()]


@api.get(
    "/guardrails",
    response={200: list[GuardrailInfo], 429: Problem},
    throttle=[READS],
)
def list_guardrails(request: HttpRequest) -> list[Any]:
    """What can be armed: each parameter with its default, bounds and unit, or its words."""
    return guardrails.to_wire()


@api.post(
    "/runs",
    response={201: Started, **REFUSALS},
    throttle=[STARTS],
)
def start_run(request: HttpRequest, body: StartBody) -> Any:
    """A new run, paused at 08:00, with its host key, which is shown only here."""
    access.require_same_origin(request)
    access.require_starter(request, "")
    access.require_free(request)
    wishes = tuple((planned.at, planned.wish()) for planned in body.interventions)
    started = services.start_run(
        scenario=body.scenario,
        seed=body.seed,
        wishes=wishes,
        paced=body.paced,
        made_by=access.maker(request),
        owner=access.owner_of(request.session),
    )
    return Status(
        201,
        {
            "id": str(started.run.id),
            "url": started.run.get_absolute_url(),
            "host_key": started.host_key,
        },
    )


@api.get(
    "/runs/{uuid:run_id}",
    response={200: RunInfo, 404: Problem, 429: Problem},
    throttle=[READS],
)
def read_run(request: HttpRequest, run_id: UUID) -> Any:
    """A run, its clock and its log."""
    view = _view(request, run_id)
    run = view.run
    return {
        "id": str(run.id),
        "url": run.get_absolute_url(),
        "scenario": run.scenario,
        "seed": run.seed,
        "engine_version": run.engine_version,
        "status": run.status,
        "open": run.open,
        "epoch": run.epoch,
        "clock": selectors.clock_of(run),
        "interventions": selectors.entries(view),
        "role": access.role_in(request, run).value,
    }


@api.patch(
    "/runs/{uuid:run_id}",
    response={204: None, **REFUSALS},
    throttle=[KEYS],
)
def change_run(request: HttpRequest, run_id: UUID, body: RunChange) -> Any:
    """Opens the run to all who have its address or closes it; names it, tags it."""
    access.require_same_origin(request)
    run = get_object_or_404(Run, id=run_id, deleted_at=None)
    role = access.role_in(request, run)
    if body.open is not None:
        services.set_open(run_id, body.open, role=role)
    if body.name is not None or body.tags is not None:
        services.describe_run(run_id, role=role, name=body.name, tags=body.tags)
    return Status(204, None)


@api.post(
    "/runs/{uuid:run_id}/interventions",
    response={202: Accepted, **REFUSALS},
    throttle=[ACTS, ACTS_BY_KEY],
)
def intervene(request: HttpRequest, run_id: UUID, body: InterventionBody) -> Any:
    """Acts on a run; 409 if `expect_epoch` is not the run's epoch any more."""
    access.require_same_origin(request)
    role = access.role_in(request, get_object_or_404(Run, id=run_id, deleted_at=None))
    answer = services.intervene(
        run_id,
        body.wish(),
        role=role,
        command_id=body.command_id,
        seen=body.seen,
        at=body.at,
        reason=body.reason,
        expect_epoch=body.expect_epoch,
    )
    return Status(202, _accepted(answer))


@api.get(
    "/runs/{uuid:run_id}/summary",
    response={200: dict[str, Any], 404: Problem, 409: Problem, 429: Problem},
    throttle=[READS],
)
def read_summary(request: HttpRequest, run_id: UUID) -> Any:
    """The figures of `manage.py simulate --json`; 409 until they may be told."""
    view = _view(request, run_id)
    if not selectors.told_to_the_end(view):
        raise Conflict("The run keeps to its clock, which has not shown 16:00:00 yet.")
    figures = selectors.summary(view)
    if figures is None:
        raise Conflict("The run is not computed to 16:00:00 yet; ask again.")
    return figures


@api.get(
    "/runs/{uuid:run_id}/tape",
    response={200: TapePage, 404: Problem, 409: Problem, 422: Problem, 429: Problem},
    throttle=[TAPES],
)
def read_tape(request: HttpRequest, run_id: UUID, query: Query[TapeQuery]) -> Any:
    """The loops' executions of one second, by time; 409 until they may be told."""
    return tape.read_second(_view(request, run_id), query.at, query.wanted())


@api.post(
    "/runs/{uuid:run_id}/keys",
    response={201: Key, **REFUSALS},
    throttle=[KEYS],
)
def hand_out_key(request: HttpRequest, run_id: UUID, body: KeyBody) -> Any:
    """A key for somebody who may act; it travels behind the # of an address."""
    access.require_same_origin(request)
    run = get_object_or_404(Run, id=run_id, deleted_at=None)
    key = services.hand_out_key(run_id, role=access.role_in(request, run))
    return Status(201, {"key": key, "url": f"{run.get_absolute_url()}#operate={key}"})


@api.get(
    "/runs/{uuid:run_id}/keys",
    response={200: list[KeyInfo], **REFUSALS},
    throttle=[READS],
)
def list_keys(request: HttpRequest, run_id: UUID) -> Any:
    """The operate keys that still count, without the keys themselves; for the host."""
    run = get_object_or_404(Run, id=run_id, deleted_at=None)
    return services.keys_given(run_id, role=access.role_in(request, run))


@api.delete(
    "/runs/{uuid:run_id}/keys/{int:key_id}",
    response={204: None, **REFUSALS},
    throttle=[KEYS],
)
def revoke_key(request: HttpRequest, run_id: UUID, key_id: int) -> Any:
    """Takes an operate key back; its holder may only watch from then on."""
    access.require_same_origin(request)
    run = get_object_or_404(Run, id=run_id, deleted_at=None)
    if not services.revoke_key(run_id, key_id, role=access.role_in(request, run)):
        raise Http404
    return Status(204, None)


def _view(request: HttpRequest, run_id: UUID) -> View:
    """The run as this client may see it."""
    view = selectors.view(run_id)
    if view is None:
        raise Http404
    roles.require_watch(access.role_in(request, view.run))
    return view


def _accepted(answer: Ack) -> dict[str, Any]:
    tick = answer.tick or 0
    return {
        "seq": answer.seq,
        "epoch": answer.epoch,
        "tick": tick,
        "time": time_of(tick),
        "took": answer.took or "at",
        "duplicate": answer.duplicate,
    }
