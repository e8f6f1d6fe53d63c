"""Words and figures of a room's debrief."""

from django import template
from django.utils.translation import gettext_lazy

from knightreplay.money import exact
from knightreplay.rooms.debriefing import TeamDecision
from knightreplay.rooms.operations import OPERATIONS
from simulator.clock import time_of

register = template.Library()
register.filter("dollars", exact)

FOG = {
    "god": gettext_lazy("On the screen"),
    "operations": gettext_lazy("Operations had"),
    "risk": gettext_lazy("Risk had"),
    "development": gettext_lazy("Development had"),
    "executive": gettext_lazy("The executive had"),
}
FIGURES = {
    "pnl_own": gettext_lazy("the book says"),
    "pnl_exit": gettext_lazy("getting out"),
    "gross": gettext_lazy("gross"),
    "executions": gettext_lazy("executions"),
    "loops": gettext_lazy("orders in a loop"),
    "emails": gettext_lazy("e-mails"),
}
MONEY = ("pnl_own", "pnl_exit", "gross")


@register.filter
def whole(number: int) -> str:
    return f"{number:,}"


@register.filter
def clock(tick: int) -> str:
    return time_of(tick)


@register.filter
def fog_words(kind: str) -> str:
    return str(FOG.get(kind, kind))


@register.filter
def figure_words(name: str) -> str:
    return str(FIGURES.get(name, name))


@register.filter
def figure(value: int, name: str) -> str:
    return exact(value) if name in MONEY else whole(value)


@register.filter
def what(decision: TeamDecision) -> str:
    """An act is said by the engine, in English; an operation in the reader's language."""
    kind = OPERATIONS.get(decision.kind)
    return kind.words(decision.said) if kind else decision.what
