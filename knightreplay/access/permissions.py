"""What a request may do with a run: it is fetched and permitted in one call.

Who gets a run from here has the role that was asked for, and changes it from a page of ours
or from a script; everybody else gets Http404 or Forbidden. `require` is of runs/roles.py.
"""

from collections.abc import Callable, Collection, Mapping
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from knightreplay.access.host import require_starter
from knightreplay.access.keys import bearer, holder_of, keys_of
from knightreplay.access.origin import require_same_origin
from knightreplay.access.owners import owners_of
from knightreplay.access.seats import require_free, seats_of
from knightreplay.rooms import permissions
from knightreplay.rooms.secrecy import unless_concealed
from knightreplay.runs import roles, selectors
from knightreplay.runs.models import Role, Run
from knightreplay.runs.redaction import Redaction
from knightreplay.runs.roles import Holder, require_watch
from knightreplay.runs.selectors import View

Requirement = Callable[[Role], None]


def run_to_read(
    request: HttpRequest, run_id: UUID, require: Requirement = require_watch
) -> tuple[Run, Role]:
    """A run that is not deleted, and the role in it."""
    run = get_object_or_404(Run, id=run_id, deleted_at=None)
    return run, role_to_read(request, run, require)


def view_to_read(request: HttpRequest, run_id: UUID) -> tuple[View, Role]:
    """The same with its log and what is computed and may be told."""
    view = selectors.view(run_id)
    if view is None:
        raise Http404
    return view, role_to_read(request, view.run)


def role_to_read(
    request: HttpRequest, run: Run, require: Requirement = require_watch
) -> Role:
    """The role in a run that was read already."""
    role = role_in(request, run)
    require(role)
    return role


def run_to_change(
    request: HttpRequest, run_id: UUID, require: Requirement
) -> tuple[Run, Role]:
    """A run that is not deleted, and the role in it, for what changes something."""
    require_same_origin(request)
    return run_to_read(request, run_id, require)


def run_to_keep(request: HttpRequest, run_id: UUID) -> tuple[Run, Role]:
    """The same for a run's host to delete it or have it back, so also if it is deleted."""
    require_same_origin(request)
    run = get_object_or_404(Run, id=run_id)
    role = role_in(request, run, deleted=True)
    roles.require_host(role)
    return run, role


def require_beginning(request: HttpRequest) -> None:
    """Whether a run may be begun by the API."""
    require_same_origin(request)
    require_starter(request, "")
    require_free(request)


def role_in(request: HttpRequest, run: Run, *, deleted: bool = False) -> Role:
    """The role that the header's key gives, else the one that the session holds.

    Whoever is nobody to the run may have a seat in its room.
    """
    if key := bearer(request):
        role = unless_concealed(roles.role_of(run, key, deleted=deleted), run.id)
        seat = permissions.seat_of(key) if role is Role.STRANGER else None
        found = None if seat is None else permissions.permissions_of(seat, run.id)
    else:
        held = _held(request, run, deleted=deleted)
        role = unless_kept(held, request.session)
        found = _seated(request, run) if role is Role.STRANGER else None
    return role if found is None or deleted else found.role_over_http()


def roles_of(session: Mapping[str, Any], runs: Collection[Run]) -> dict[UUID, Role]:
    """What this browser may do in each of these runs, in one query."""
    keys = [key for run in runs for key in keys_of(session, run.id)]
    return roles.roles_held(runs, Holder(tuple(keys), owners_of(session)))


def unless_kept(role: Role, session: Mapping[str, Any]) -> Role:
    """The role, unless its browser's room predicts: other people's runs tell the answer."""
    if role in roles.MAY_ACT or permissions.may_begin(seats_of(session)):
        return role
    return Role.STRANGER


def redaction_in(request: HttpRequest, run: Run) -> Redaction | None:
    """What a browser that has no more than a seat is shown of a run; None: all of it."""
    held = _held(request, run)
    found = _seated(request, run) if held is Role.STRANGER else None
    return None if found is None else found.redaction


def _held(request: HttpRequest, run: Run, *, deleted: bool = False) -> Role:
    """By what this browser has shown. A room that keeps a run has closed it; links it has not."""
    holder = holder_of(request.session, run.id)
    held = roles.role_held(run.id, holder, deleted=deleted)
    return unless_concealed(held, run.id) if holder.keys else held


def _seated(request: HttpRequest, run: Run) -> permissions.SeatPermissions | None:
    return permissions.best_permissions(run.id, seats_of(request.session))
