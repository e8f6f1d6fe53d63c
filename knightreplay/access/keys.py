"""The keys of runs that somebody shows: one in a header, those that a session remembers."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.http import HttpRequest

from knightreplay.access.owners import owners_of
from knightreplay.access.sessions import begin_rights
from knightreplay.runs import roles
from knightreplay.runs.roles import Holder

KEPT_RUNS = 200  # runs whose keys one session remembers; the oldest go first
KEPT_KEYS = 5  # of one run


def bearer(request: HttpRequest) -> str:
    """The key of an `Authorization: Bearer` header, or nothing."""
    scheme, _, key = request.headers.get("Authorization", "").partition(" ")
    return key.strip() if scheme.lower() == "bearer" else ""


def remember_run(request: HttpRequest, run_id: UUID, key: str) -> None:
    """Keeps which key of a run the browser has shown, not the key itself."""
    found = roles.find_key(run_id, key)
    if found is None or found.id in keys_of(request.session, run_id):
        return
    begin_rights(request)
    kept: dict[str, Any] = dict(request.session.get("held", {}))
    kept.pop(str(run_id), None)
    kept[str(run_id)] = [*keys_of(request.session, run_id), found.id][-KEPT_KEYS:]
    request.session["held"] = dict(list(kept.items())[-KEPT_RUNS:])


def keys_of(session: Mapping[str, Any], run_id: UUID) -> tuple[int, ...]:
    """The ids of the keys of a run that this browser has shown."""
    held = session.get("held", {}).get(str(run_id), [])
    # Sessions of earlier versions kept one key a run.
    return tuple(held) if isinstance(held, list) else (held,)


def holder_of(session: Mapping[str, Any], run_id: UUID) -> Holder:
    """What this browser holds of a run."""
    return Holder(keys_of(session, run_id), owners_of(session))


def runs_with_keys(request: HttpRequest) -> frozenset[UUID]:
    """The runs of which a key was shown, by the header or in this session."""
    session = request.session
    runs = map(UUID, session.get("held", {}))
    ids = {key for run_id in runs for key in keys_of(session, run_id)}
    return roles.runs_of(ids, bearer(request))
