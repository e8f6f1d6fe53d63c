"""Who asks over HTTP: keys in a header or in the session, never in an address."""

import hashlib
import ipaddress
import secrets
from collections.abc import Collection, Mapping
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest
from django.http.request import split_domain_port, validate_host
from django.utils.crypto import salted_hmac

from knightreplay.accounts import account_of
from knightreplay.rooms import standing
from knightreplay.rooms.models import Seat
from knightreplay.runs import roles
from knightreplay.runs.errors import Forbidden
from knightreplay.runs.models import Role, Run
from knightreplay.runs.roles import Holder
from knightreplay.runs.sight import Sight

KEPT_RUNS = 200  # runs whose keys one session remembers; the oldest go first
KEPT_KEYS = 5  # of one run
KEPT_SEATS = 20  # rooms


def bearer(request: HttpRequest) -> str:
    """The key of an `Authorization: Bearer` header, or nothing."""
    scheme, _, key = request.headers.get("Authorization", "").partition(" ")
    return key.strip() if scheme.lower() == "bearer" else ""


def role_in(request: HttpRequest, run: Run, *, deleted: bool = False) -> Role:
    """The role that the header's key gives, else the one that the session holds.

    Whoever is nobody to the run may have a seat in its room.
    """
    if key := bearer(request):
        role = roles.role_of(run, key, deleted=deleted)
        seat = standing.seat_of(key) if role is Role.STRANGER else None
        found = None if seat is None else standing.standing(seat, run.id)
    else:
        role = unless_kept(
            roles.role_held(
                run.id, holder_of(request.session, run.id), deleted=deleted
            ),
            request.session,
        )
        found = _seated(request, run) if role is Role.STRANGER else None
    return role if found is None or deleted else found.role_over_http()


def unless_kept(role: Role, session: Mapping[str, Any]) -> Role:
    """The role, unless its browser's room predicts: other people's runs tell the answer."""
    if role in roles.MAY_ACT or standing.may_begin(held_seats(session)):
        return role
    return Role.STRANGER


def sight_in(request: HttpRequest, run: Run) -> Sight | None:
    """What a browser that has no more than a seat is shown of a run; None: all of it."""
    held = roles.role_held(run.id, holder_of(request.session, run.id))
    found = _seated(request, run) if held is Role.STRANGER else None
    return None if found is None else found.sight


def _seated(request: HttpRequest, run: Run) -> standing.Standing | None:
    return standing.standing_in(run.id, held_seats(request.session))


def is_kept(request: HttpRequest) -> bool:
    """Whether what a morning comes to is kept from this browser: its room predicts."""
    return standing.is_predicting(held_seats(request.session))


def require_free(request: HttpRequest) -> None:
    """Whether this browser may begin a run of its own: not while its room predicts."""
    if not standing.may_begin(held_seats(request.session)):
        raise Forbidden(
            "Your room predicts: runs of your own can be begun when it has answered."
        )


def owner_of(session: Mapping[str, Any]) -> str:
    """Whose a run becomes that begins here: the account's, else the browser's, or nobody's."""
    return next(iter(owners_of(session)), "")


def owners_of(session: Mapping[str, Any]) -> tuple[str, ...]:
    """Whose runs are one's own here: the account's that is signed in, and the browser's.

    Both count: what a browser began before somebody signed in stays theirs to see until
    it is taken into the account (runs/services/keeping.py).
    """
    return tuple(mark for mark in (account_of(session), browser_of(session)) if mark)


def browser_of(session: Mapping[str, Any]) -> str:
    """The mark of a browser, or nothing if it has begun no run."""
    browser = session.get("browser")
    if not isinstance(browser, str):
        return ""
    return f"browser:{hashlib.sha256(browser.encode()).hexdigest()}"


def begin_owning(request: HttpRequest) -> str:
    """As `owner_of`, for a browser that begins a run: from now on it has a mark."""
    owner = owner_of(request.session)
    if owner:
        return owner
    request.session["browser"] = secrets.token_urlsafe(16)
    return browser_of(request.session)


def owner_for(request: HttpRequest) -> str:
    """As `owner_of`; a page's request begins a mark, a script has its key and needs none."""
    return (
        begin_owning(request)
        if "Origin" in request.headers
        else owner_of(request.session)
    )


def runs_held(request: HttpRequest) -> frozenset[UUID]:
    """The runs of which a key was shown, by the header or in this session."""
    ids = {
        key for held in request.session.get("held", {}) for key in _ids(request, held)
    }
    return roles.runs_of(ids, bearer(request))


def _ids(request: HttpRequest, run_id: str) -> tuple[int, ...]:
    return held_keys(request.session, UUID(run_id))


def require_same_origin(request: HttpRequest) -> None:
    """A page of another site must not write with this browser's session.

    Browsers send Origin with every cross-site POST; a script that has none sends none.
    """
    origin = request.headers.get("Origin")
    if origin is not None and not is_same_origin(origin, request.get_host()):
        raise Forbidden("Origin: another site's page may not write here.")


def is_same_origin(origin: str, host: str) -> bool:
    """Whether a page of this origin is ours: the host and port that were asked for.

    The host itself must be one that this server answers to (DNS rebinding).
    """
    try:
        parts = urlsplit(origin)
    except ValueError:
        return False
    domain, _ = split_domain_port(host)
    known = bool(domain) and validate_host(domain, settings.ALLOWED_HOSTS)
    return known and parts.scheme in ("http", "https") and parts.netloc == host


def require_starter(request: HttpRequest, key: str) -> None:
    """Whether a run may be started: beyond loopback only with the host's key."""
    if not settings.OPEN_TO_NETWORK or is_host(request):
        return
    if not _is_host_key(key or bearer(request)):
        raise Forbidden(
            "Starting a run here needs the host's key, which the server printed."
        )
    request.session["host"] = _mark()


def require_guest(request: HttpRequest, run: Run) -> None:
    """Whether a file may be made of a run: beyond loopback only for those let in by a host.

    That is whoever has shown the server's key, a key or a link of the run, or owns it.
    """
    if not settings.OPEN_TO_NETWORK or is_host(request):
        return
    key = bearer(request)
    if _is_host_key(key) or roles.find_key(run.id, key):
        return
    holder = holder_of(request.session, run.id)
    if run.owner not in holder.owners and not roles.any_counts(run.id, holder.keys):
        raise Forbidden(
            "Making files here needs a link from the host of this run, or the host's "
            "key, which the server printed."
        )


def asker(request: HttpRequest, run: Run) -> str:
    """Whose a file is that somebody has made: of a key, a browser or an address."""
    found = roles.find_key(run.id, bearer(request))
    if found is not None:
        return f"key:{found.id}"
    address = salted_hmac("knightreplay.asker", request.META.get("REMOTE_ADDR", ""))
    return owner_of(request.session) or f"address:{address.hexdigest()}"


def authors_of(request: HttpRequest, run_id: UUID) -> tuple[str, ...]:
    """Whose notes are one's own in a run: as `owners_of`; without any, those of a key.

    A script keeps no cookies: what it sends again under its key is the same note.
    """
    if owners := owners_of(request.session):
        return owners
    found = roles.find_key(run_id, bearer(request))
    return () if found is None else (f"key:{found.id}",)


def is_host(request: HttpRequest) -> bool:
    """Whether this browser has shown the host's key; a new key makes it show that."""
    mark = request.session.get("host")
    return isinstance(mark, str) and secrets.compare_digest(mark, _mark())


def remember_host(request: HttpRequest, key: str) -> bool:
    if not _is_host_key(key):
        return False
    request.session.cycle_key()
    request.session["host"] = _mark()
    return True


def remember_run(request: HttpRequest, run_id: UUID, key: str) -> None:
    """Keeps which key of a run the browser has shown, not the key itself."""
    found = roles.find_key(run_id, key)
    if found is None or found.id in held_keys(request.session, run_id):
        return
    request.session.cycle_key()
    kept: dict[str, Any] = dict(request.session.get("held", {}))
    kept.pop(str(run_id), None)
    kept[str(run_id)] = [*held_keys(request.session, run_id), found.id][-KEPT_KEYS:]
    request.session["held"] = dict(list(kept.items())[-KEPT_RUNS:])


def held_keys(session: Mapping[str, Any], run_id: UUID) -> tuple[int, ...]:
    """The ids of the keys of a run that this browser has shown."""
    held = session.get("held", {}).get(str(run_id), [])
    # Sessions of earlier versions kept one key a run.
    return tuple(held) if isinstance(held, list) else (held,)


def holder_of(session: Mapping[str, Any], run_id: UUID) -> Holder:
    """What this browser holds of a run."""
    return Holder(held_keys(session, run_id), owners_of(session))


def held_seats(session: Mapping[str, Any]) -> dict[str, int]:
    """Room code → id of the seat that this browser has there."""
    seats: dict[str, int] = session.get("seats", {})
    return seats


def remember_seat(request: HttpRequest, code: str, seat_id: int) -> None:
    """From now on this browser sits there, also after a reload or on another network."""
    request.session.cycle_key()
    seats = {**held_seats(request.session), code: seat_id}
    request.session["seats"] = dict(list(seats.items())[-KEPT_SEATS:])


def forget_seat(request: HttpRequest, code: str) -> None:
    """Gives up the seat that this browser had there."""
    seats = held_seats(request.session)
    request.session["seats"] = {k: v for k, v in seats.items() if k != code}


def hosts_anything(request: HttpRequest) -> bool:
    """Whether this browser has shown the host's key, or leads a room."""
    seats = Seat.objects.filter(
        id__in=held_seats(request.session).values(), part=Seat.Part.HOST
    )
    return is_host(request) or seats.exists()


def remember_host_code(request: HttpRequest, code: str, host_code: str) -> None:
    """The browser that opened a room can show its hosts' code again."""
    kept = {**request.session.get("host_codes", {}), code: host_code}
    request.session["host_codes"] = dict(list(kept.items())[-KEPT_SEATS:])


def host_code_of(session: Mapping[str, Any], code: str) -> str | None:
    """The hosts' code of a room that this browser opened."""
    found: str | None = session.get("host_codes", {}).get(code)
    return found


def roles_of(session: Mapping[str, Any], runs: Collection[Run]) -> dict[UUID, Role]:
    """What this browser may do in each of these runs, in one query."""
    keys = [key for run in runs for key in held_keys(session, run.id)]
    return roles.roles_held(runs, Holder(tuple(keys), owners_of(session)))


def may_read_metrics(request: HttpRequest) -> bool:
    """Whether it is this machine that asks, or somebody with METRICS_KEY.

    A proxy on this machine that is not named in TRUSTED_PROXIES looks like this machine,
    but says for whom it asks: that is not enough.
    """
    key = settings.METRICS_KEY
    if key and secrets.compare_digest(bearer(request).encode(), key.encode()):
        return True
    forwarded = "X-Forwarded-For" in request.headers or "Forwarded" in request.headers
    return not forwarded and is_loopback(request.META.get("REMOTE_ADDR", ""))


def maker(request: HttpRequest) -> str:
    """Who begins a run, for the quota: a keyed hash of the address; on loopback nobody."""
    if not settings.OPEN_TO_NETWORK:
        return ""
    address = request.META.get("REMOTE_ADDR", "")
    return salted_hmac("knightreplay.maker", address).hexdigest()


def is_loopback(address: str) -> bool:
    try:
        return ipaddress.ip_address(address).is_loopback
    except ValueError:
        return False


def _mark() -> str:
    """What a session keeps of the host's key: a keyed hash that changes with it."""
    return salted_hmac("knightreplay.host", settings.HOST_KEY).hexdigest()


def _is_host_key(key: str) -> bool:
    given = key.encode(errors="replace")
    return secrets.compare_digest(given, settings.HOST_KEY.encode())
