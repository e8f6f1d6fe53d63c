"""Where the panels of the run page stand."""

from typing import Any

from django import template

from knightreplay.runs.panels import LATER, PANELS, TABS, Panel

register = template.Library()


@register.simple_tag
def panels_in(place: str) -> list[Panel]:
    return [panel for panel in PANELS if panel.place == place]


@register.simple_tag
def tabs() -> dict[str, Any]:
    """The words on each tab, by the name of its view."""
    return TABS


@register.simple_tag
def panels_later() -> tuple[Panel, ...]:
    return LATER
