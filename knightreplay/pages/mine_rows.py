"""The rows of my runs: one part for all rows of a shape, with each run's own in its gaps."""

from collections.abc import Iterable
from datetime import UTC, datetime
from time import time
from typing import NamedTuple

from django.template.loader import render_to_string
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.timesince import timesince
from django.utils.timezone import localtime

from knightreplay import money
from knightreplay.pages.parts import filled, gap, part
from knightreplay.runs import selectors
from knightreplay.runs.models import Run
from knightreplay.runs.translations import in_language
from simulator.clock import time_of
from simulator.scenario import load_scenario

_RUN = ("id", "label", "name", "title", "seed", "tags", "chips", "cents", "loss")
_TIMES = ("created", "age", "used", "idle")
_PARENT = ("parent_id", "parent_label", "parent_at")
GAPS = {name: gap(name) for name in (*_RUN, *_TIMES, *_PARENT, "here", "token")}


class RowShape(NamedTuple):
    """Which words stand in a row: nothing of the run that others might not know."""

    deleted: bool  # and can be had back
    named: bool
    closed: bool
    elsewhere: bool  # in this browser, and not in the account
    status: str
    told: bool  # what it lost
    fresh: bool
    fork: bool
    parent_linked: bool
    parent_at: bool


def rows(
    runs: Iterable[Run], account: str, *, deleted: bool, here: str, token: str
) -> SafeString:
    """All of them; `here` is the query of the page, to which their forms go back."""
    now = time()
    together = "".join([_row(run, account, deleted, now) for run in runs])
    own = filled(together, here=escape(here), token=token)
    return mark_safe(own)  # noqa: S308 -- of a template, and what fills it is escaped


def _row(run: Run, account: str, deleted: bool, now: float) -> str:
    cents = selectors.disclosed_loss(run, now)
    linked = _is_linked(run)
    shape = RowShape(
        deleted=deleted,
        named=bool(run.name),
        closed=not run.open,
        elsewhere=bool(account) and run.owner != account,
        status=run.status,
        told=cents is not None,
        fresh=now - run.created.timestamp() < 60,
        fork=run.parent is not None,
        parent_linked=linked,
        parent_at=run.forked_at is not None,
    )
    own = _words(run) | _times(run, fresh=shape.fresh) | _parent(run, linked=linked)
    if cents is not None:  # the script says it in millions
        own |= {"cents": str(cents), "loss": escape(money.whole(-cents))}
    return filled(part("mine/row.html", row=shape, gap=GAPS), **own)


def _words(run: Run) -> dict[str, str]:
    title = _title(run)
    return {
        "id": str(run.id),
        "label": escape(run.name or title),
        "name": escape(run.name),
        "title": escape(title),
        "seed": str(run.seed),
        "tags": escape(", ".join(run.tags)),
        "chips": _chips(run.tags),
    }


def _title(run: Run) -> str:
    return in_language(load_scenario(run.scenario).title)


def _chips(tags: list[str]) -> str:
    return render_to_string("mine/chips.html", {"tags": tags}) if tags else ""


def _times(run: Run, *, fresh: bool) -> dict[str, str]:
    used = datetime.fromtimestamp(run.used_at or run.created.timestamp(), UTC)
    ages = {} if fresh else {"age": timesince(run.created), "idle": timesince(used)}
    return {
        "created": localtime(run.created).isoformat(),
        "used": localtime(used).isoformat(),
        **ages,
    }


def _is_linked(run: Run) -> bool:
    """Whether one may see what it was forked from."""
    parent = run.parent
    if parent is None or parent.deleted_at is not None:
        return False
    return parent.open or parent.owner == run.owner


def _parent(run: Run, *, linked: bool) -> dict[str, str]:
    """What a fork came from; its name only where both are somebody's own."""
    parent = run.parent
    if parent is None:
        return {}
    name = parent.name if linked and parent.owner == run.owner else ""
    return {
        "parent_id": str(parent.id),
        "parent_label": escape(name or _title(parent)),
        "parent_at": "" if run.forked_at is None else time_of(run.forked_at),
    }
