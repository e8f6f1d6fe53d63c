"""What people ask for: an export of a run, how far it is, and that it be gone."""

import time
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet, Sum

from knightreplay.runs import roles, selectors
from knightreplay.runs.build import this_build
from knightreplay.runs.errors import Conflict, Forbidden, Invalid
from knightreplay.runs.models import Role, Run
from knightreplay.runs.selectors import View
from knightreplay.sharing.files.exporting import tasks
from knightreplay.sharing.files.exporting.context import disclosed_end
from knightreplay.sharing.files.exporting.recipes import RECIPES, Recipe
from knightreplay.sharing.models import Export, Part
from simulator.clock import CLOSE, time_of

OWNERS_MOST = 20  # stored exports of one owner
HOSTS_MOST, HOSTS_BYTES = 200, 2_000_000_000  # stored exports of the server's host
GUESTS_MOST, GUESTS_BYTES = 100, 1_000_000_000  # of all others
KEPT = 86_400.0  # seconds
Status = Export.Status
UNDER_WAY = (Status.WAITING, Status.WORKING)


def request_export(
    run_id: UUID, kind: str, options: Mapping[str, Any], *, owner: str, role: Role
) -> Export:
    """An export of the run as it is told now; the same one when it is asked for again.

    `options` are `from` and `to` (ticks, `to` not included) and what the kind's recipe
    lets one choose.

    Raises
    ------
    Forbidden
        not for this role.
    Invalid
        no such kind or option, or too many exports are stored.
    Conflict
        the range is not told yet, or the run is of another build.
    """
    roles.require_watch(role)
    if kind not in RECIPES:
        raise Invalid(f"kind: {kind!r} is none; allowed: {', '.join(RECIPES)}")
    view = selectors.view(run_id)
    if view is None:
        raise Run.DoesNotExist
    recipe = RECIPES[kind]
    edition = recipe.edition_of(view)
    chosen = _chosen(recipe, view, options)
    if recipe.own_build and not this_build().computes(**view.run.made_with):
        raise Conflict("This run was made by another version; its tape is gone.")
    if edition:
        chosen["edition"] = edition
    hosts = role is Role.HOST and not view.run.made_by
    export = _stored(view.run, kind, chosen, owner, hosts=hosts)
    if export.status in UNDER_WAY:
        transaction.on_commit(tasks.wake)
    return export


def read_export(export_id: UUID) -> Export | None:
    rows = Export.objects.select_related("run").filter(run__deleted_at=None)
    return rows.filter(id=export_id).first()


def exports_of(run_id: UUID, *, owner: str, role: Role) -> QuerySet[Export]:
    """Somebody's own exports of a run, newest first; the host sees all."""
    roles.require_watch(role)
    rows = Export.objects.filter(run=run_id)
    return rows if role is Role.HOST else rows.filter(owner=owner)


def remove_export(export: Export, *, owner: str, role: Role) -> None:
    """Cancels what is under way, deletes what is done."""
    roles.require_watch(role)
    if role is not Role.HOST and export.owner != owner:
        raise Forbidden("Only who asked for this export, or the run's host, ends it.")
    cancelled = Export.objects.filter(id=export.id, status__in=UNDER_WAY).update(
        status=Status.CANCELLED, lease="", lease_until=0.0
    )
    if cancelled:
        Part.objects.filter(export=export).delete()
    else:
        Export.objects.filter(id=export.id).delete()


@transaction.atomic
def _stored(
    run: Run, kind: str, options: dict[str, Any], owner: str, *, hosts: bool
) -> Export:
    Run.objects.select_for_update().get(id=run.id)  # two that ask at once get one
    mine = Export.objects.filter(owner=owner).exclude(created__lt=time.time() - KEPT)
    same = mine.filter(run=run, kind=kind, epoch=run.epoch)
    same = same.filter(status__in=(*UNDER_WAY, Status.READY))
    for export in same:
        if export.options == options:
            return export
    _require_room(
        mine.exclude(status__in=(Status.FAILED, Status.CANCELLED)), hosts=hosts
    )
    return Export.objects.create(
        run=run,
        kind=kind,
        options=options,
        epoch=run.epoch,
        owner=owner,
        hosts=hosts,
        created=time.time(),
    )


def _require_room(mine: QuerySet[Export], *, hosts: bool) -> None:
    """What others have made takes no room from the server's host."""
    if mine.count() >= OWNERS_MOST:
        raise Invalid(
            f"exports: {OWNERS_MOST} of yours are stored; delete one, or wait: "
            "each goes after a day"
        )
    there = Q(status__in=UNDER_WAY) | Q(status=Status.READY)
    kept = Export.objects.filter(there, hosts=hosts)
    size = kept.aggregate(size=Sum("size"))["size"] or 0
    most = HOSTS_MOST if hosts else GUESTS_MOST
    if kept.count() >= most or size >= (HOSTS_BYTES if hosts else GUESTS_BYTES):
        raise Invalid(
            "exports: this server stores as many as it may; each goes after a day"
        )


def _chosen(recipe: Recipe, view: View, options: Mapping[str, Any]) -> dict[str, Any]:
    """The options with what was not said filled in: the same request is the same row."""
    first, end = _range(recipe, view, options)
    chosen: dict[str, Any] = {"from": first, "to": end}
    for name, allowed in recipe.choices.items():
        chosen[name] = _one_of(name, options.get(name) or allowed[0], allowed)
    unknown = {name for name, value in options.items() if value is not None} - set(
        chosen if recipe.ranged else recipe.choices
    )
    if unknown:
        raise Invalid(f"{min(unknown)}: this kind of export does not take it")
    return chosen


def _one_of(name: str, value: Any, allowed: tuple[str, ...]) -> Any:
    if value not in allowed:
        raise Invalid(f"{name}: {value!r} is none; allowed: {', '.join(allowed)}")
    return value


def _range(recipe: Recipe, view: View, options: Mapping[str, Any]) -> tuple[int, int]:
    """The ticks first up to but without end; without a request all that may be told."""
    last = disclosed_end(view)
    first, end = options.get("from"), options.get("to")
    return check_range(
        view, 0 if first is None else first, last if end is None else end
    )


def check_range(view: View, first: int, end: int) -> tuple[int, int]:
    """The same range, if it is one and may be told.

    Raises
    ------
    Invalid, Conflict
    """
    if end > disclosed_end(view):
        shown = time_of(disclosed_end(view))
        raise Conflict(
            f"The run keeps to its clock, which has shown no more than {shown}."
        )
    if not 0 <= first < end <= CLOSE:
        raise Invalid("to: must be later than from, from 08:00:00 to 16:00:00")
    return first, end
