"""The page's own colours for files, read from its style sheet: there is one list of them."""

import re
from collections.abc import Mapping
from functools import cache

from django.conf import settings

THEMES = ("dark", "light")
_BLOCK = re.compile(r'(:root(?:\[data-theme="light"\])?) \{(.*?)\n\}', re.DOTALL)
_TOKEN = re.compile(r"--([\w-]+):\s*(#[0-9a-f]{6}|rgba\([^)]*\));")
_RGBA = re.compile(r"rgba\((\d+), (\d+), (\d+), ([\d.]+)\)")


@cache
def palette(theme: str) -> Mapping[str, str]:
    """Token → `#rrggbb` or `rgba(…)`, as in static/css/tokens.css."""
    sheet = (settings.BASE_DIR / "static/css/tokens.css").read_text(encoding="utf-8")
    found: dict[str, str] = {}
    for selector, body in _BLOCK.findall(sheet):
        if theme == "light" or "light" not in selector:
            found |= dict(_TOKEN.findall(body))
    return found


def with_alpha(colour: str) -> tuple[str, float]:
    """(`#rrggbb`, opacity) of a colour of the palette."""
    match = _RGBA.fullmatch(colour)
    if match is None:
        return colour, 1.0
    red, green, blue = (int(part) for part in match.groups()[:3])
    return f"#{red:02x}{green:02x}{blue:02x}", float(match.group(4))
