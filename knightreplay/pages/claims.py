"""The claims ledger: each claim with the record's word on it, and what of it can be run."""

from typing import NamedTuple

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_http_methods

from knightreplay import money
from knightreplay.access.seats import is_kept
from knightreplay.facts.accounts import PopularAccount, accounts
from knightreplay.facts.claims import PopularClaim, Telling
from knightreplay.facts.claims import claims as ledger
from knightreplay.facts.sources import Citation
from knightreplay.facts.trials import Trial, figures
from knightreplay.pages.starting import answer_start, begin_run, needs_key
from knightreplay.runs.errors import Invalid
from simulator.scenario import DEFAULT_SEED


class Voice(NamedTuple):
    """What one account says to a claim; quotations are its own words."""

    name: str
    account: PopularAccount
    quotations: tuple[str, ...]
    tells: str


class Tried(NamedTuple):
    """What a model has for a claim, and how to run it."""

    key: str  # as the button posts it: "emails.1"
    does: str
    figure: str
    of: str  # what the figure is of
    word: str  # fitted, modelled or assumed
    at: str  # H:MM:SS


class ClaimRow(NamedTuple):
    """One claim as the page shows it."""

    key: str
    wording: Telling
    voices: list[Voice]
    silent: list[str]
    citations: tuple[Citation, ...]
    tried: list[Tried]


@require_http_methods(["GET", "HEAD", "POST"])
def claims(request: HttpRequest) -> HttpResponse:
    """All claims; a button of one starts a run that tries it."""
    if request.method == "POST":
        return answer_start(
            request,
            lambda: _started(request),
            lambda words, status: _page(request, error=words, status=status),
        )
    return _page(request)


def _started(request: HttpRequest) -> HttpResponse:
    trial = _trial_of(request.POST.get("trial", ""))
    run = begin_run(
        request,
        scenario=trial.scenario,
        seed=DEFAULT_SEED,
        acts=trial.requests(),
    )
    return HttpResponseRedirect(f"{run.get_absolute_url()}#t={trial.at}")


def _trial_of(text: str) -> Trial:
    for key, claim in ledger().items():
        for number, trial in enumerate(claim.trials, start=1):
            if text == _button(key, number):
                return trial
    raise Invalid("trial: there is none of that name")


def _button(key: str, number: int) -> str:
    return f"{key}.{number}"


def _page(
    request: HttpRequest, *, error: str | None = None, status: int = 200
) -> HttpResponse:
    kept, language = is_kept(request), get_language() or ""
    trials = [trial for claim in ledger().values() for trial in claim.trials]
    found = {} if kept else figures(trials)
    shown = [_row(*own, language, found) for own in ledger().items()]
    context = {
        "accounts": _named(language),
        "claims": shown,
        "untried": [row for row in shown if row.wording.cannot],
        "kept": kept,
        "needs_key": needs_key(request),
        "error": error,
    }
    return render(request, "claims.html", context, status=status)


def _named(language: str) -> list[tuple[str, str, PopularAccount]]:
    """Key, name and account."""
    return [(key, own.in_language(language), own) for key, own in accounts().items()]


def _row(
    key: str, claim: PopularClaim, language: str, found: dict[Trial, float]
) -> ClaimRow:
    wording = claim.in_language(language)
    named = _named(language)
    heard = {*claim.says, *claim.tells}
    return ClaimRow(
        key,
        wording,
        [_voice(claim, wording, *own) for own in named if own[0] in heard],
        [name for account, name, _ in named if account not in heard],
        claim.citations,
        _tried(key, claim, wording, found) if found else [],
    )


def _voice(
    claim: PopularClaim, wording: Telling, key: str, name: str, account: PopularAccount
) -> Voice:
    quoted = (account.quotations[own] for own in claim.says.get(key, ()))
    return Voice(name, account, tuple(quoted), wording.tells.get(key, ""))


def _tried(
    key: str, claim: PopularClaim, wording: Telling, found: dict[Trial, float]
) -> list[Tried]:
    return [
        Tried(
            key=_button(key, number),
            does=does,
            figure=_figure(trial, found[trial]),
            of=_measures()[trial.measure],
            word=_words()[trial.word()],
            at=trial.at.lstrip("0"),
        )
        for number, (does, trial) in enumerate(
            zip(wording.does, claim.trials, strict=True), start=1
        )
    ]


def _figure(trial: Trial, figure: float) -> str:
    if "usd" in trial.measure or trial.measure == "loss_per_minute":
        return money.whole(round(figure * 100))
    return f"{figure:,.0f}"


def _measures() -> dict[str, str]:
    """Measure → what it is of, in the language of the page."""
    return {
        "loss_usd": gettext("lost by 16:00"),
        "loss_per_minute": gettext("a minute"),
        "spread_usd": gettext("of spread"),
        "gross_usd_at_end": gettext("long plus short"),
        "pnl_own_usd_at_end": gettext("P&L"),
        "executions": gettext("executions"),
        "orders_per_minute": gettext("orders a minute"),
        "parents": gettext("parent orders that looped"),
        "symbols": gettext("stocks"),
        "shares": gettext("shares"),
        "emails": gettext("e-mails"),
        "loop_minutes": gettext("minutes"),
    }


def _words() -> dict[str, str]:
    """How a figure came about, in the language of the page."""
    return {
        "fitted": gettext("fitted"),
        "modelled": gettext("modelled"),
        "assumed": gettext("assumed"),
    }
