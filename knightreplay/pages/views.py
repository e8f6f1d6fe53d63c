"""The pages: parse, call one service, answer."""

from uuid import UUID

from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponseForbidden,
    HttpResponseRedirect,
    JsonResponse,
)
from django.shortcuts import get_object_or_404, render
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext_noop
from django.views.decorators.csrf import ensure_csrf_cookie
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from knightreplay.access.host import remember_host
from knightreplay.access.owners import owners_of
from knightreplay.access.permissions import redaction_in, role_in
from knightreplay.access.seats import seats_of
from knightreplay.lab.wording import reading_words
from knightreplay.limiting import guesses
from knightreplay.limiting.limiter import RateLimited
from knightreplay.limiting.retry_after import retry_after
from knightreplay.pages.forms import StartForm
from knightreplay.pages.home import home_page, refused_page
from knightreplay.pages.joining import phones_door
from knightreplay.pages.refusals import refusal
from knightreplay.pages.starting import answer_start, begin_run, needs_key
from knightreplay.rooms.permissions import best_permissions
from knightreplay.runs.models import Role, Run
from knightreplay.runs.scenario_snapshot import snapshot_of
from simulator.clock import time_of
from simulator.scenario import DEFAULT_SEED

HIDDEN = gettext_noop("A run of your room")


@require_http_methods(["GET", "HEAD", "POST"])
def home(request: HttpRequest) -> HttpResponse:
    """One click starts the morning; below it the runs of before.

    A phone that comes while one room is open is shown the room's door first.
    """
    if request.method == "POST":
        return _start(request)
    door = None if "home" in request.GET else phones_door(request)
    shown = door or home_page(request)
    patch_vary_headers(shown, ("User-Agent", "Sec-CH-UA-Mobile"))
    return shown


def _start(request: HttpRequest) -> HttpResponse:
    return answer_start(
        request,
        lambda: _started(request),
        lambda words, status: refused_page(request, words, status),
    )


def _started(request: HttpRequest) -> HttpResponse:
    form = StartForm(request.POST)
    if not form.is_valid():
        return refused_page(request, form.first_error(), 422)
    seed = form.cleaned_data["seed"]
    run = begin_run(
        request,
        scenario=form.cleaned_data["scenario"],
        seed=DEFAULT_SEED if seed is None else seed,
    )
    return HttpResponseRedirect(run.get_absolute_url())


@require_POST
def host(request: HttpRequest) -> HttpResponse:
    """Makes this browser the host's, by the key of whoever runs the server."""
    if remember_host(request, request.POST.get("key", "")):
        return JsonResponse({"host": True})
    try:
        guesses.missed(request, guesses.HOST_KEYS)
    except RateLimited as refused:
        said = HttpResponse("Too many tries; wait a minute.", status=429)
        return retry_after(said, refused)
    return HttpResponseForbidden("This is not the host's key.")


@ensure_csrf_cookie
@require_GET
def run(request: HttpRequest, run_id: UUID) -> HttpResponse:
    """The replay. Everything that moves comes over the socket."""
    shown = get_object_or_404(Run, id=run_id, emptied=False)
    if shown.deleted_at is not None:
        own = shown.owner in owners_of(request.session)
        return refusal(request, 410, "deleted", run=shown, own=own)
    if role_in(request, shown) is Role.STRANGER:
        return refusal(request, 403, "closed")
    found = best_permissions(shown.id, seats_of(request.session))
    hidden = redaction_in(request, shown) is not None
    context = {
        "run": run_of_page(shown, hidden=hidden),
        "room": found.seat.room if found else None,
        "reading": None if hidden else reading_words(shown.scenario),
        "may_begin": found is None and not needs_key(request),
    }
    return render(request, "run.html", context)


def run_of_page(run: Run, *, hidden: bool = False) -> dict[str, object]:
    """What the template of a run's page says before the socket is there.

    To a seat in fog or of a blind drill a `hidden` run says neither scenario nor seed.
    """
    return {
        "id": str(run.id),
        "scenario": "" if hidden else run.scenario,
        "title": HIDDEN if hidden else snapshot_of(run).title,
        "seed": None if hidden else run.seed,
        "name": "" if hidden else run.name,
        "engine_version": run.engine_version,
        "forked_at": _forked_at(run) if not hidden else None,
        "parent": None if hidden else _parent_of(run),
    }


def _forked_at(run: Run) -> str | None:
    return None if run.forked_at is None else clock_time(run.forked_at)


def _parent_of(run: Run) -> dict[str, str] | None:
    """The run that this one was forked from; of a closed one no more than where it is."""
    parent = run.parent
    if parent is None or parent.deleted_at is not None:
        return None
    name = parent.name if parent.open else ""
    return {"url": parent.get_absolute_url(), "name": name}


def clock_time(tick: int) -> str:
    """A moment as the page says it: 9:41:00."""
    return time_of(tick).lstrip("0")
