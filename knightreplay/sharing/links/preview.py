"""The picture that a chat shows beside a link: the loss up to its moment, 1200 by 630."""

import io
import threading
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from django.conf import settings
from PIL import Image, ImageDraw, ImageFont

from knightreplay.money import headline
from knightreplay.runs.frames import RunFrames
from knightreplay.runs.segments.wire import decode
from knightreplay.runs.selectors import View
from simulator.clock import CLOSE, MINUTE, OPEN, time_of

Point = tuple[float, float]

SIZE = (1200, 630)  # pixels, as chats want it
TWICE = 2  # drawn so much larger, then made smaller: smooth lines
MORNING_END = 8100  # tick of 10:15:00, where the page's charts end too
BEFORE_OPEN = 180  # seconds that they show of the time before the open
STEP = 10  # seconds between two points of the curve
BOX = (60, 250, 1140, 540)  # of the curve
DARK, INK, INK_2 = "#0b0f14", "#f2f5f8", "#b7c2cd"
LINE, LOSS, FILL = "#2a3541", "#ff7a59", "#3a211e"
PATIENCE = 5.0  # seconds that a picture waits for others

_one_at_a_time = threading.Lock()


class PreviewMoment(NamedTuple):
    """A run at a moment, as far as it is computed and may be told."""

    at: int  # tick
    cents: int | None  # what getting out then would cost, negative for a loss
    curve: tuple[tuple[int, int], ...]  # (tick, cents)
    whole: bool  # nothing before the moment is missing


class Busy(Exception):
    """Too many pictures are wanted at a time."""


def moment_of(view: View, tick: int) -> PreviewMoment:
    """What stands on the page at a tick; nothing beyond a paced run's horizon."""
    at = tick if view.until is None else min(tick, view.until)
    first = min(window(at)[0], max(0, at - 1)) // MINUTE
    wanted = range(first, -(-at // MINUTE))
    found = RunFrames(view).messages(wanted)
    curve: list[tuple[int, int]] = []
    last: tuple[int, int] | None = None
    for minute, message in found.items():
        cents = decode(message)[1]["columns"]["pnl_exit"]
        # The frame of tick t shows the state at its end.
        known = [(minute * MINUTE + i + 1, c) for i, c in enumerate(cents)]
        known = [point for point in known if point[0] <= at]
        curve += known[STEP - 1 :: STEP]
        last = known[-1] if known else last
    if last and (not curve or curve[-1] != last):
        curve.append(last)
    whole = len(found) == len(wanted)
    shown = last[1] if last and whole else None
    return PreviewMoment(at, 0 if at == 0 else shown, tuple(curve), whole)


def window(tick: int) -> tuple[int, int]:
    """What the curve's axis spans, as on the page."""
    return OPEN - BEFORE_OPEN, MORNING_END if tick <= MORNING_END else CLOSE


def picture(moment: PreviewMoment, title: str) -> bytes:
    """A PNG. One is drawn at a time; the last ones are kept.

    Raises
    ------
    Busy
    """
    if not _one_at_a_time.acquire(timeout=PATIENCE):
        raise Busy
    try:
        return _picture(moment, title)
    finally:
        _one_at_a_time.release()


@lru_cache(maxsize=64)
def _picture(moment: PreviewMoment, title: str) -> bytes:
    width, height = SIZE
    image = Image.new("RGB", (width * TWICE, height * TWICE), DARK)
    draw = ImageDraw.Draw(image)
    _curve(draw, moment)
    _words(draw, moment, title)
    out = io.BytesIO()
    image.resize(SIZE, Image.Resampling.LANCZOS).save(out, "PNG", optimize=True)
    return out.getvalue()


def _curve(draw: ImageDraw.ImageDraw, moment: PreviewMoment) -> None:
    left, top, right, bottom = (edge * TWICE for edge in BOX)
    draw.line((left, bottom, right, bottom), fill=LINE, width=2 * TWICE)
    points = _placed(moment)
    if not points:
        return
    zero = points[0][0], _height(moment.curve, 0)
    draw.line((left, zero[1], right, zero[1]), fill=LINE, width=TWICE)
    area = [(points[0][0], zero[1]), *points, (points[-1][0], zero[1])]
    draw.polygon(area, fill=FILL)
    draw.line(points, fill=LOSS, width=4 * TWICE, joint="curve")
    x, y = points[-1]
    r = 9 * TWICE
    draw.line((x, top, x, bottom), fill=INK_2, width=TWICE)
    draw.ellipse((x - r, y - r, x + r, y + r), fill=LOSS, outline=INK, width=2 * TWICE)


def _placed(moment: PreviewMoment) -> list[Point]:
    left, _, right, _ = (edge * TWICE for edge in BOX)
    begin, end = window(moment.at)
    return [
        (
            left + (right - left) * (tick - begin) / (end - begin),
            _height(moment.curve, cents),
        )
        for tick, cents in moment.curve
        if tick >= begin
    ]


def _height(curve: Sequence[tuple[int, int]], cents: int) -> float:
    _, top, _, bottom = (edge * TWICE for edge in BOX)
    values = [0, *(value for _, value in curve)]
    low, high = min(values), max(values)
    return top + (bottom - top) * (high - cents) / max(1, high - low)


def _words(draw: ImageDraw.ImageDraw, moment: PreviewMoment, title: str) -> None:
    time = time_of(moment.at).lstrip("0")
    draw.text(_at(60, 44), title, font=_font(34), fill=INK_2)
    draw.text(_at(60, 96), _amount(moment.cents), font=_font(104), fill=LOSS)
    draw.text(_at(1140, 112), f"{time} ET", font=_font(56), fill=INK, anchor="ra")
    note = "cost of getting out, modelled"
    draw.text(_at(1140, 184), note, font=_font(26), fill=INK_2, anchor="ra")
    begin, end = window(moment.at)
    for x, tick, anchor in ((60, begin, "la"), (1140, end, "ra")):
        label = time_of(tick)[:5].lstrip("0")
        draw.text(_at(x, 556), label, font=_font(26), fill=INK_2, anchor=anchor)


def _amount(cents: int | None) -> str:
    return "not computed yet" if cents is None else headline(cents)


def _at(x: int, y: int) -> Point:
    return x * TWICE, y * TWICE


@lru_cache
def _font(size: int) -> ImageFont.FreeTypeFont:
    path = Path(settings.BASE_DIR) / "static" / "fonts" / "inter-latin.woff2"
    font = ImageFont.truetype(str(path), size * TWICE)
    font.set_variation_by_axes([32, 650])
    return font
