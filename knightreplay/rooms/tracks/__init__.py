"""Stops that are ready to be asked: a file a scenario, and one for any other."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from simulator.clock import tick_of

ANY = "any"  # asks what can be asked of every run
FILES = Path(__file__).parent


def name_for(scenario: str | None) -> str:
    """The track of a scenario; of one that has none, and of a blind room, the general one."""
    return scenario if scenario in names() else ANY


@cache
def names() -> tuple[str, ...]:
    return tuple(sorted(file.stem for file in FILES.glob("*.toml")))


def read(name: str) -> list[dict[str, Any]]:
    """The questions of a track, as rooms/services takes them."""
    track = tomllib.loads((FILES / f"{name}.toml").read_text(encoding="utf-8"))
    return [_question(stop) for stop in track["stop"]]


def _question(stop: dict[str, Any]) -> dict[str, Any]:
    question = {**stop, "at": tick_of(stop["at"])}
    if "tells" in stop:
        question["tells"] = tick_of(stop["tells"])
    for part in ("options", "measure"):
        if isinstance(stop.get(part), dict):
            question[part] = _in_ticks(stop[part])
    return question


def _in_ticks(part: dict[str, Any]) -> dict[str, Any]:
    """Times of the day as ticks."""
    return {name: _tick(value) for name, value in part.items()}


def _tick(value: Any) -> Any:
    if isinstance(value, list):
        return [_tick(one) for one in value]
    return tick_of(value) if isinstance(value, str) and ":" in value else value
