"""The HTTP API: parse, call one service, answer. Described at /api/v1/openapi.json."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest
from ninja import NinjaAPI, Query, Status

from knightreplay.access.authors import asker, maker
from knightreplay.access.keys import bearer, remember_run
from knightreplay.access.owners import owner_of
from knightreplay.access.permissions import (
    require_beginning,
    run_to_change,
    run_to_read,
    view_to_read,
)
from knightreplay.api import (
    capsules,
    comparison,
    description,
    exports,
    forks,
    links,
    mine,
    notes,
    problems,
    rooms,
)
from knightreplay.api.schemas import (
    PLANNED_MOST,
    REFUSALS,
    Accepted,
    GuardrailInfo,
    Held,
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
    begun,
)
from knightreplay.limiting.bodies import BODY_LIMIT, in_words, limit_of
from knightreplay.limiting.throttles import (
    ACTS,
    ACTS_BY_KEY,
    CAPSULES,
    EXPORTS,
    FRAMES,
    KEYS,
    READS,
    STARTS,
    TAPES,
)
from knightreplay.rooms.secrecy import require_disclosed
from knightreplay.runs import selectors, services, tape
from knightreplay.runs.errors import Conflict
from knightreplay.runs.models import Role
from knightreplay.runs.roles import require_act, require_host, require_watch
from knightreplay.runs.services import CommandResult
from knightreplay.runs.services.act_request import ACTS_LIMIT
from knightreplay.sharing.files.exporting import at_once
from knightreplay.sharing.files.exporting.requests import OWNERS_MOST
from knightreplay.sharing.files.exporting.sink import LARGEST
from simulator import guardrails
from simulator.clock import time_of
from simulator.scenario import load_scenario, scenario_names

LIMITS = f"""The replay of 1 August 2012 at Knight Capital, as runs that scripts can drive.

Limits: a body of {in_words(BODY_LIMIT)}, of a capsule {in_words(limit_of("/api/v1/capsules"))} (413), {PLANNED_MOST} acts at the start of a run and {ACTS_LIMIT} in
all (422), {at_once.MOST:,} ticks of frames at once, {OWNERS_MOST} stored files of one asker, each {LARGEST // 10**6} MB at most and
kept for a day (422), {STARTS.num_requests:,} new runs, {EXPORTS.num_requests:,} files, {CAPSULES.num_requests:,} capsules, {ACTS.num_requests:,} acts, {TAPES.num_requests:,} pages of tape of {tape.PAGE} executions and {READS.num_requests:,} other
reads a minute and address ({FRAMES.num_requests:,} of them frames), {ACTS_BY_KEY.num_requests:,} acts a minute and key (429). Writes need
`Authorization: Bearer KEY` or the session of the browser that started the run. Errors are RFC 9457 problem details."""

api = NinjaAPI(
    title="KnightReplay",
    version="1",
    description=LIMITS,
    docs_url=None,
    openapi_url="/openapi.json",
    docs_decorator=description.made_once,
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
    require_beginning(request)
    acts = tuple((planned.at, planned.act_request()) for planned in body.interventions)
    started = services.start_run(
        scenario=body.scenario,
        seed=body.seed,
        acts=acts,
        paced=body.paced,
        made_by=maker(request),
        owner=owner_of(request.session),
    )
    return Status(201, begun(*started))


@api.get(
    "/runs/{uuid:run_id}",
    response={200: RunInfo, 404: Problem, 429: Problem},
    throttle=[READS],
)
def read_run(request: HttpRequest, run_id: UUID) -> Any:
    """A run, its clock and its log."""
    view, role = view_to_read(request, run_id)
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
        "role": role.value,
    }


@api.patch(
    "/runs/{uuid:run_id}",
    response={204: None, **REFUSALS},
    throttle=[KEYS],
)
def change_run(request: HttpRequest, run_id: UUID, body: RunChange) -> Any:
    """Opens the run to all who have its address or closes it; names it, tags it."""
    _, role = run_to_change(request, run_id, require_host)
    if body.open:
        require_disclosed(run_id)
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
    run, role = run_to_change(request, run_id, require_act)
    answer = services.intervene(
        run_id,
        body.act_request(),
        role=role,
        command_id=body.command_id,
        seen=body.seen,
        at=body.at,
        reason=body.reason,
        expect_epoch=body.expect_epoch,
        maker="" if role is Role.HOST else asker(request, run),
    )
    return Status(202, _accepted(answer))


@api.get(
    "/runs/{uuid:run_id}/summary",
    response={200: dict[str, Any], 404: Problem, 409: Problem, 429: Problem},
    throttle=[READS],
)
def read_summary(request: HttpRequest, run_id: UUID) -> Any:
    """The figures of `manage.py simulate --json`; 409 until they may be told."""
    view, _ = view_to_read(request, run_id)
    if not selectors.disclosed_to_the_end(view):
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
    view, _ = view_to_read(request, run_id)
    return tape.read_second(view, query.at, query.wanted())


@api.post(
    "/runs/{uuid:run_id}/keys",
    response={201: Key, **REFUSALS},
    throttle=[KEYS],
)
def hand_out_key(request: HttpRequest, run_id: UUID, body: KeyBody) -> Any:
    """A key for somebody who may act; it travels behind the # of an address."""
    run, role = run_to_change(request, run_id, require_host)
    require_disclosed(run_id)
    key = services.hand_out_key(run_id, role=role)
    return Status(201, {"key": key, "url": f"{run.get_absolute_url()}#operate={key}"})


@api.put(
    "/runs/{uuid:run_id}/keys",
    response={200: Held, **REFUSALS},
    throttle=[KEYS],
)
def show_key(request: HttpRequest, run_id: UUID) -> Any:
    """What the header's key gives, this browser may do from now on without it.

    A page that an address with a key opened has the same right over HTTP as on its socket.
    """
    _, role = run_to_change(request, run_id, require_watch)
    remember_run(request, run_id, bearer(request))
    return {"role": role}


@api.get(
    "/runs/{uuid:run_id}/keys",
    response={200: list[KeyInfo], **REFUSALS},
    throttle=[READS],
)
def list_keys(request: HttpRequest, run_id: UUID) -> Any:
    """The operate keys that still count, without the keys themselves; for the host."""
    _, role = run_to_read(request, run_id, require_host)
    return services.keys_given(run_id, role=role)


@api.delete(
    "/runs/{uuid:run_id}/keys/{int:key_id}",
    response={204: None, **REFUSALS},
    throttle=[KEYS],
)
def revoke_key(request: HttpRequest, run_id: UUID, key_id: int) -> Any:
    """Takes an operate key back; its holder may only watch from then on."""
    _, role = run_to_change(request, run_id, require_host)
    if not services.revoke_key(run_id, key_id, role=role):
        raise Http404
    return Status(204, None)


def _accepted(answer: CommandResult) -> dict[str, Any]:
    tick = answer.tick or 0
    return {
        "seq": answer.seq,
        "epoch": answer.epoch,
        "tick": tick,
        "time": time_of(tick),
        "took": answer.took or "at",
        "duplicate": answer.duplicate,
    }
