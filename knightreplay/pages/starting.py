"""Starting a run from a page: who may, how often, and what is refused in words."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext

from knightreplay.access.authors import maker
from knightreplay.access.host import require_starter
from knightreplay.access.keys import remember_run
from knightreplay.access.owners import begin_owning
from knightreplay.access.seats import require_free
from knightreplay.limiting.throttles import STARTS
from knightreplay.runs import services
from knightreplay.runs.errors import ClientError, Forbidden
from knightreplay.runs.models import Run
from knightreplay.runs.services import ActRequest

KEY_MOST = 100  # characters of a key that are looked at

Begin = Callable[[], HttpResponse]
Refuse = Callable[[str, int], HttpResponse]  # words, status


def answer_start(request: HttpRequest, begin: Begin, refuse: Refuse) -> HttpResponse:
    """The host's key is looked at first: other people's tries count for those alone."""
    try:
        require_starter(request, request.POST.get("host_key", "")[:KEY_MOST])
        if STARTS.allow_request(request):
            return begin()
    except ClientError as error:
        return refuse(error.message, 403 if isinstance(error, Forbidden) else 422)
    refused = refuse(gettext("Too many new runs; wait a minute."), 429)
    refused["Retry-After"] = "60"
    return refused


def begin_run(
    request: HttpRequest,
    *,
    scenario: str,
    seed: int,
    acts: tuple[tuple[int, ActRequest], ...] = (),
) -> Run:
    """A new run whose host this browser is; `acts` are the host's.

    Raises
    ------
    Forbidden
        in a room that keeps what a morning comes to.
    Invalid
    """
    require_free(request)
    started = services.start_run(
        scenario=scenario,
        seed=seed,
        acts=acts,
        made_by=maker(request),
        owner=begin_owning(request),
    )
    remember_run(request, started.run.id, started.host_key)
    return started.run


def needs_key(request: HttpRequest) -> bool:
    """Whether this browser must show the host's key to start a run."""
    try:
        require_starter(request, "")
    except Forbidden:
        return True
    return False
