"""The scenarios: what can be run, and what the cards of the home page show."""

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_GET

from knightreplay.access.seats import is_kept
from knightreplay.pages.cards import entries
from knightreplay.pages.mornings import MorningCard, morning_of, version_of
from simulator.params import ParamsError
from simulator.scenario import load_scenario

FOR_EVER = "public, max-age=31536000, immutable"


@require_GET
def scenarios(request: HttpRequest) -> HttpResponse:
    """Every scenario with its figures; what an account claims of them has no verdict here."""
    kept = is_kept(request)
    shown = [] if kept else entries()
    return render(request, "scenarios.html", {"entries": shown, "kept": kept})


@require_GET
def curve(request: HttpRequest, name: str, version: str) -> HttpResponseBase:
    """The loss of a scenario's morning as a small picture."""
    if is_kept(request):
        return _withheld()
    morning = _morning(name, version)
    return kept(HttpResponse(morning.curve, content_type="image/svg+xml"))


@require_GET
def figures(request: HttpRequest, name: str, version: str) -> HttpResponseBase:
    """The numbers of a scenario's card; money in cents."""
    if is_kept(request):
        return _withheld()
    morning = _morning(name, version)
    return kept(
        JsonResponse(
            {
                "loss": morning.loss,
                "executions": morning.executions,
                "last_execution": morning.last_execution,
            }
        )
    )


def _withheld() -> HttpResponse:
    """A room answers first: what a morning comes to is not told to those in it."""
    refused = HttpResponse("Your room predicts.", status=403, content_type="text/plain")
    refused["Cache-Control"] = "no-store"
    return refused


def _morning(name: str, version: str) -> MorningCard:
    """An address of other data is gone: what it promised to hold for ever was that."""
    try:
        scenario = load_scenario(name)
    except ParamsError as error:
        raise Http404 from error
    if version != version_of(scenario):
        raise Http404
    return morning_of(name)


def kept(response: HttpResponseBase) -> HttpResponseBase:
    """Browsers may keep it for ever: another content has another address."""
    response["Cache-Control"] = FOR_EVER
    return response
