"""Pages that a link opens: the run at its moment, the same in a frame, and its picture."""

import json
import re
from functools import wraps
from typing import Any, Protocol

from csp.decorators import csp_replace
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.csrf import ensure_csrf_cookie
from django.views.decorators.http import require_safe

from knightreplay.access.keys import keys_of, remember_run
from knightreplay.limiting import guesses
from knightreplay.limiting.limiter import RateLimited
from knightreplay.limiting.retry_after import retry_after
from knightreplay.limiting.throttles import OPENINGS
from knightreplay.money import headline
from knightreplay.network.addresses import address_of
from knightreplay.pages.refusals import refusal
from knightreplay.pages.views import run_of_page
from knightreplay.runs import selectors
from knightreplay.runs.frames import loss_at
from knightreplay.runs.models import Run
from knightreplay.sharing.links import preview as pictures
from knightreplay.sharing.links import services as links
from knightreplay.sharing.models import Link
from simulator.clock import time_of

# They look at an address that somebody sends, to show a card of it: nobody has opened it.
CARDS = re.compile(
    r"bot\b|crawler|spider|preview|facebookexternalhit|whatsapp|embedly|iframely", re.I
)


class LinkView(Protocol):
    def __call__(
        self, request: HttpRequest, link: Link, token: str
    ) -> HttpResponse: ...


def _followed(view: LinkView) -> Any:
    """The view of a link that counts; else a page that says what became of it."""

    @wraps(view)
    def answer(request: HttpRequest, token: str) -> HttpResponse:
        said = _followable(request, token)
        if isinstance(said, Link):
            said = view(request, said, token)
        said["X-Robots-Tag"] = "noindex, nofollow"
        said["Referrer-Policy"] = "same-origin"
        said.headers.setdefault("Cache-Control", "no-store")
        return said

    return answer


def _followable(request: HttpRequest, token: str) -> Link | HttpResponse:
    link = links.find(token)
    try:
        if link is None:
            guesses.missed(request, guesses.LINKS)
            return refusal(request, 404, "link", state="unknown")
    except RateLimited as refused:
        return retry_after(refusal(request, 429, "link", state="busy"), refused)
    if not (_is_known(request, link) or OPENINGS.allow_request(request)):
        busy = refusal(request, 429, "link", state="busy")
        busy["Retry-After"] = "60"
        return busy
    state = links.state_of(link)
    if state != "good":
        return refusal(request, 410, "link", state=state)
    return link


def _is_known(request: HttpRequest, link: Link) -> bool:
    """Whether this browser has opened the link before: it is counted with nobody else."""
    return link.key_id in keys_of(request.session, links.shown_run(link).id)


@ensure_csrf_cookie
@require_safe
@_followed
def shared(request: HttpRequest, link: Link, token: str) -> HttpResponse:
    """The run at the link's moment, paused, for this viewer alone."""
    run = links.shown_run(link)
    if request.method == "GET" and not _is_for_a_card(request):
        held = keys_of(request.session, run.id)
        links.used(link, anew=link.key_id not in held)
        remember_run(request, run.id, token)
    return render(request, "run.html", _context(request, link, run, token))


@csp_replace({"frame-ancestors": settings.EMBED_ORIGINS})
@xframe_options_exempt
@require_safe
@_followed
def embed(request: HttpRequest, link: Link, token: str) -> HttpResponse:
    """The same in another site's frame: no session is needed, and none begun."""
    if link.pinned_id is None:
        return refusal(request, 404, "link", state="not-embedded")
    run = links.shown_run(link)
    if request.method == "GET" and not _is_for_a_card(request):
        links.used(link, anew=True)
    context = _context(request, link, run, token)
    return render(request, "run.html", {**context, "embed": True})


@require_safe
@_followed
def preview(request: HttpRequest, link: Link, token: str) -> HttpResponse:
    """The loss up to the link's moment, as a picture for chats."""
    view = selectors.view(links.shown_run(link).id)
    if view is None:
        return refusal(request, 410, "link", state="deleted")
    moment = pictures.moment_of(view, link.at)
    try:
        content = pictures.picture(moment, "Knight Capital, 1 August 2012")
    except pictures.Busy:
        return HttpResponse(status=503, headers={"Retry-After": "5"})
    answer = HttpResponse(content, content_type="image/png")
    answer["Cache-Control"] = f"private, max-age={300 if moment.whole else 5}"
    return answer


def _is_for_a_card(request: HttpRequest) -> bool:
    return bool(CARDS.search(request.headers.get("User-Agent", "")))


def _context(
    request: HttpRequest, link: Link, run: Run, token: str
) -> dict[str, object]:
    return {
        "run": run_of_page(run),
        "shared": {
            "token": token,
            "name": link.name,
            "at": link.at,
            "first": link.first,
            "last": link.last,
            "looks": json.dumps(link.looks),
            "hide": link.looks.get("hide", False),
        },
        "card": _card(request, link, run, token),
        "epoch": run.epoch,
    }


def _card(request: HttpRequest, link: Link, run: Run, token: str) -> dict[str, str]:
    """What a chat shows of the address."""
    base = address_of(request).base
    title = gettext("Knight Capital, 1 August 2012, at {time} ET")
    view = selectors.view(run.id)
    cents = loss_at(view, link.at) if view else None
    said = gettext(
        "Simulated: getting out at this second would cost {loss} (modelled). "
        "Opens paused at this moment."
    )
    unknown = gettext("A simulated morning. Opens paused at this moment.")
    return {
        "title": title.format(time=time_of(link.at).lstrip("0")),
        "description": unknown if cents is None else said.format(loss=headline(-cents)),
        "url": base + reverse("shared", args=[token]),
        "image": base + reverse("preview", args=[token]),
    }
