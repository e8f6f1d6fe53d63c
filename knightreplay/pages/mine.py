"""My runs: the page, and what its forms ask for. It works without script."""

from collections.abc import Callable
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from knightreplay.access.leading import rooms_of
from knightreplay.access.owners import browser_of, owners_of
from knightreplay.access.signed_in import account_of
from knightreplay.limiting.throttles import MINE
from knightreplay.pages import mine_rows
from knightreplay.pages.forms import MineForm, chosen, tags_typed
from knightreplay.runs import services
from knightreplay.runs.errors import ClientError
from knightreplay.runs.lists import mine as listing
from knightreplay.runs.lists.mine import RunsPage
from knightreplay.runs.models import Role, Run
from knightreplay.sharing import owning

COMPARED = 8  # runs at most
UNDO = "undo"  # in the session: ids that were just deleted


@require_http_methods(["GET", "HEAD", "POST"])
def mine(request: HttpRequest) -> HttpResponse:
    """A page of my runs; a form's POST goes to the page that it stands on."""
    if request.method != "POST":
        return _show(request)
    if not MINE.allow_request(request):
        return _show(
            request, error=gettext("Too many changes; wait a minute."), status=429
        )
    try:
        change = CHANGES.get(request.POST.get("do", ""), _nothing)
        return change(request) or HttpResponseRedirect(request.get_full_path())
    except ClientError as error:
        return _show(request, error=error.message, status=422)


def _show(
    request: HttpRequest, *, error: str | None = None, status: int = 200
) -> HttpResponse:
    form = MineForm(request.GET)
    wanted = form.wanted()
    owners = owners_of(request.session)
    try:
        page = listing.page(owners, wanted, form.cursor())
    except ClientError:  # a cursor of another order or server: from the beginning
        page = listing.page(owners, wanted)
    account, token = account_of(request.session), get_token(request)
    context = {
        "rows": mine_rows.rows(
            page.runs,
            account,
            deleted=wanted.deleted,
            here=request.GET.urlencode(),
            token=token,
        ),
        "csrf_token": token,
        "wanted": wanted,
        "form": form,
        "sorts": SORTS(),
        "here": request.GET.urlencode(),
        "without_tag": _query(request.GET, tag=None, after=None),
        "before": page.before and _query(request.GET, after=page.before),
        "after": page.after and _query(request.GET, after=page.after),
        "tags": _tags(page),
        "undo": [] if error else request.session.pop(UNDO, []),
        "error": error,
        "searching": bool(wanted.search or wanted.tag or form.cursor()),
        "signed_in": bool(account),
        "rooms": rooms_of(request),
        "loose": _loose(request) if account else 0,
    }
    return render(request, "mine.html", context, status=status)


def SORTS() -> list[tuple[str, str]]:  # noqa: N802 -- words of the visitor's language
    return [
        ("created", gettext("newest")),
        ("used", gettext("last used")),
        ("name", gettext("name")),
        ("loss", gettext("loss")),
    ]


def _tags(page: RunsPage) -> list[str]:
    """The tags on this page, to filter by."""
    return sorted({tag for run in page.runs for tag in run.tags}, key=str.casefold)


def _query(given: QueryDict, **changed: str | None) -> str:
    kept = {**given.dict(), **changed}
    return urlencode({name: value for name, value in kept.items() if value})


def _loose(request: HttpRequest) -> int:
    """How many runs of this browser are in no account yet."""
    return listing.count(browser_of(request.session))


# ---------------------------------------------------------------- what forms ask for


def _describe(request: HttpRequest) -> HttpResponse | None:
    name, tags = request.POST.get("name", ""), request.POST.get("tags", "")
    for run in _own(request, chosen(request.POST)[:1]):
        services.describe_run(run.id, role=Role.HOST, name=name, tags=tags_typed(tags))
    return None


def _delete(request: HttpRequest) -> HttpResponse | None:
    gone = _own(request, chosen(request.POST))
    for run in gone:
        services.delete_run(run.id, role=Role.HOST)
    request.session[UNDO] = [str(run.id) for run in gone]
    return None


def _restore(request: HttpRequest) -> HttpResponse | None:
    back = _own(request, chosen(request.POST))
    for run in back:
        services.restore_run(run.id, role=Role.HOST)
    if back and "open" in request.POST:
        return HttpResponseRedirect(back[0].get_absolute_url())
    words = gettext("Runs that are back: %(count)s") % {"count": len(back)}
    messages.success(request, words)
    return None


def _compare(request: HttpRequest) -> HttpResponse:
    ids = chosen(request.POST)
    if not 2 <= len(ids) <= COMPARED:
        return _show(
            request, error=gettext("Choose 2 to 8 runs to compare."), status=422
        )
    listed = ",".join(str(run_id) for run_id in ids)
    return HttpResponseRedirect(f"/compare/?runs={listed}")


def _keep(request: HttpRequest) -> HttpResponse:
    """The runs of this browser go into the account that is signed in."""
    session = request.session
    taken = owning.take_over(of=browser_of(session), into=account_of(session))
    words = gettext("Runs taken into your account: %(count)s") % {"count": taken}
    messages.success(request, words)
    return HttpResponseRedirect(reverse("mine"))


def _nothing(request: HttpRequest) -> None:
    return None


def _own(request: HttpRequest, ids: list[UUID]) -> list[Run]:
    return listing.chosen(ids, owners_of(request.session))


CHANGES: dict[str, Callable[[HttpRequest], HttpResponse | None]] = {
    "describe": _describe,
    "delete": _delete,
    "restore": _restore,
    "compare": _compare,
    "keep": _keep,
}
