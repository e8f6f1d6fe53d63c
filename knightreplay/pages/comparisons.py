"""The page that shows runs side by side, and the choice of which."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.csrf import ensure_csrf_cookie
from django.views.decorators.http import require_GET

from knightreplay.access.owners import owners_of
from knightreplay.access.permissions import roles_of
from knightreplay.runs.errors import Invalid
from knightreplay.runs.lists.family import loss_of
from knightreplay.runs.models import Role
from knightreplay.runs.scenario_snapshot import snapshot_of
from knightreplay.sharing.comparing.candidates import Candidate, candidates
from knightreplay.sharing.comparing.comparison import FEWEST, MOST, requested_runs
from simulator.clock import time_of


@ensure_csrf_cookie
@require_GET
def compare(request: HttpRequest) -> HttpResponse:
    """`?runs=a,b`, or once for each run as the form sends it; the numbers come later."""
    asked = ",".join(filter(None, request.GET.getlist("runs")))
    context = {"fewest": FEWEST, "most": MOST, "candidates": _candidates(request)}
    try:
        ids = requested_runs(asked)
    except Invalid:
        return _chooser(request, asked, context)
    return render(request, "compare.html", {**context, "runs": ",".join(map(str, ids))})


def _chooser(request: HttpRequest, asked: str, context: dict[str, Any]) -> HttpResponse:
    """Nothing was asked for, or one run to compare with others, or something wrong."""
    chosen = [part.strip().lower() for part in asked.split(",") if part.strip()]
    alone = len(chosen) == 1 and any(
        own["id"] in chosen for own in context["candidates"]
    )
    wrong = bool(chosen) and not alone
    return render(
        request,
        "compare_choose.html",
        {**context, "chosen": chosen, "wrong": wrong},
        status=422 if wrong else 200,
    )


def _candidates(request: HttpRequest) -> list[dict[str, object]]:
    found = candidates(owners_of(request.session))
    held = roles_of(request.session, [own.run for own in found])
    return [_candidate(own, mine=held[own.run.id] is Role.HOST) for own in found]


def _candidate(found: Candidate, *, mine: bool) -> dict[str, object]:
    run = found.run
    lost = loss_of(run)
    return {
        "acts": found.acts,
        "millions": None if lost is None else f"{lost / 1e6:,.0f}",
        "id": str(run.id),
        "name": run.name,
        "title": snapshot_of(run).title,
        "seed": run.seed,
        "created": run.created,
        "forked_at": None if run.forked_at is None else time_of(run.forked_at),
        "mine": mine,
    }
