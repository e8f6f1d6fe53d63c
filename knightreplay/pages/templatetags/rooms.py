"""Words and figures of a room's debrief."""

from django import template
from django.utils.translation import gettext, gettext_lazy

from knightreplay.rooms.debriefing import TeamDecision
from simulator.clock import time_of

register = template.Library()

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
PEOPLE = {
    "exchange": gettext_lazy("the exchange's floor"),
    "risk": gettext_lazy("the risk desk"),
    "developers": gettext_lazy("the developers"),
    "executive": gettext_lazy("the executive"),
}


@register.filter
def dollars(cents: int) -> str:
    sign = "\N{MINUS SIGN}" if cents < 0 else ""
    return f"{sign}${abs(cents) / 100:,.2f}"


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
    return dollars(value) if name in MONEY else whole(value)


@register.filter
def what(decision: TeamDecision) -> str:
    """An act is said by the engine, in English; an operation in the reader's language."""
    said = decision.said
    if decision.kind == "declare":
        words = gettext("Incident declared")
        return f"{words}: {said['text']}" if said.get("text") else words
    if decision.kind == "inspect":
        return gettext("Server %(n)s is inspected") % {"n": said["server"]}
    if decision.kind == "call":
        return gettext("Call to %(who)s") % {"who": PEOPLE[said["who"]]}
    if decision.kind == "note":
        return gettext("Note: %(text)s") % {"text": said["text"]}
    return decision.what
