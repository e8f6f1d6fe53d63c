"""A new run."""

import time
from collections.abc import Callable
from typing import Any, NamedTuple, TypeVar

from django.db import transaction

from knightreplay.runs.acts import Log, log_of, to_acts
from knightreplay.runs.errors import Invalid
from knightreplay.runs.models import Role, Run
from knightreplay.runs.retention import require_room
from knightreplay.runs.roles import mint_key
from knightreplay.runs.services.act_request import ActRequest, Author, store_act
from knightreplay.runs.services.command import enqueue
from simulator import ENGINE_VERSION
from simulator.files.script import check_agreement
from simulator.params import ParamsError
from simulator.scenario import check_seed, load_scenario

Checked = TypeVar("Checked")


class StartedRun(NamedTuple):
    run: Run
    host_key: str


@transaction.atomic
def start_run(
    *,
    scenario: str,
    seed: int,
    acts: tuple[tuple[int, ActRequest], ...] = (),
    paced: bool = False,
    made_by: str = "",
    owner: str = "",
    open: bool = True,  # noqa: A002 -- as the field
) -> StartedRun:
    """A new run, paused at 08:00, with acts already in its log; computing starts.

    A `paced` run gives nobody frames much later than its clock. `made_by` counts towards
    a quota, unless it is empty; `owner` is whose run it is (Run.owner).

    Raises
    ------
    Invalid
        for an unknown scenario, a seed out of range, an act that cannot be, or a run
        beyond the quota.
    """
    require_room(made_by)
    loaded = checked(load_scenario, scenario)
    run = Run(
        scenario=loaded.name,
        seed=checked(check_seed, seed),
        engine_version=ENGINE_VERSION,
        data_hash=loaded.data_hash,
        clock_wall=time.time(),
        paced=paced,
        used_at=time.time(),
        made_by=made_by,
        owner=owner,
        open=open,
    )
    run.save(force_insert=True)
    for number, (tick, request) in enumerate(acts, start=1):
        store_act(
            run, Log(()), Author(f"start-{number}", Role.HOST), request, tick=tick
        )
    checked(check_agreement, to_acts(log_of(run).done, loaded))
    run.save()
    enqueue(run)
    return StartedRun(run, mint_key(run, Role.HOST))


def checked(check: Callable[[Any], Checked], value: Any) -> Checked:
    try:
        return check(value)
    except ParamsError as error:
        raise Invalid(str(error)) from error
