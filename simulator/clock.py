"""Ticks and Eastern times. A tick is one second; tick 0 is 08:00:00 ET."""

import re
import unicodedata

from simulator.params import ParamsError

OPEN = 5400  # 09:30:00, the first tick of the regular session
CLOSE = 28800  # 16:00:00, the number of ticks in a day
MINUTE = 60  # ticks
MINUTES = CLOSE // MINUTE

_FIRST_SECOND = 8 * 3600
_TIME = re.compile(r"([0-9]{1,2}):([0-5][0-9])(?::([0-5][0-9]))?")
_ALLOWED = "HH:MM or HH:MM:SS from 08:00:00 to 16:00:00"


def tick_of(text: object, argument: str = "time") -> int:
    """Return the tick, 0 to 28800, of an Eastern time HH:MM or HH:MM:SS.

    9:35 is 09:35, with full-width signs too.

    Raises
    ------
    ParamsError: not such a time, or outside 08:00:00 to 16:00:00.

    """
    plain = unicodedata.normalize("NFKC", text) if isinstance(text, str) else ""
    match = _TIME.fullmatch(plain)
    if match is None:
        raise ParamsError(argument, text, _ALLOWED)
    hours, minutes, seconds = (int(part or 0) for part in match.groups())
    tick = hours * 3600 + minutes * 60 + seconds - _FIRST_SECOND
    if not 0 <= tick <= CLOSE:
        raise ParamsError(argument, text, _ALLOWED)
    return tick


def time_of(tick: int) -> str:
    """Return the Eastern time HH:MM:SS at which a tick begins."""
    minutes, seconds = divmod(int(tick) + _FIRST_SECOND, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours:02}:{minutes:02}:{seconds:02}"
