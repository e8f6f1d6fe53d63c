"""Log lines for people or for machines, with the run and the command they are about.

No key and no token gets into a line: whatever looks like one is struck out at the end.
"""

import json
import logging
import re
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime

_about: ContextVar[dict[str, str]] = ContextVar("about", default={})  # noqa: B039 -- never changed

STRUCK = "[struck out]"
_SECRETS = re.compile(
    r"""(?ix)
    ( \b(?:bearer|basic)\s+
    | /(?:s|embed)/ (?=[\w-]{8})
    | \b(?:host_?key|operate|key|token|secret|password|csrf\w*|sessionid)
      ["']? \s* (?:[=:]|%3d) \s* ["']?
    | ://[^/\s:@]*: (?=[^/\s@]+@)
    )
    [^\s"'&,;@}]+
    """
)


@contextmanager
def about(*, run: object = None, command: str | None = None) -> Iterator[None]:
    """Every line that is logged within names the run and the command."""
    given = {"run": str(run) if run else None, "command": command}
    known = {name: value for name, value in given.items() if value}
    mark = _about.set({**_about.get(), **known})
    try:
        yield
    finally:
        _about.reset(mark)


def without_secrets(text: str) -> str:
    return _SECRETS.sub(lambda found: found[1] + STRUCK, text)


class RefusalLimit(logging.Filter):
    """Of what strangers are refused a line each, without a traceback, and not too many.

    The first line of the next minute says how many were left out.
    """

    MOST = 60  # lines a minute
    LONGEST = (
        300  # characters: an address or a Host header is as long as somebody likes
    )

    def __init__(self) -> None:
        super().__init__()
        self._lock = threading.Lock()
        self._minute = self._told = 0

    def filter(self, record: logging.LogRecord) -> bool:
        refused = record.name.startswith("django.security") or (
            record.name == "django.request" and record.levelno < logging.ERROR
        )
        return not refused or self._shortened(record)

    def _shortened(self, record: logging.LogRecord) -> bool:
        left_out = self._left_out()
        if left_out is None:
            return False
        more = f" (and {left_out} more refusals before it)" if left_out else ""
        record.msg = record.getMessage()[: self.LONGEST].replace("\n", " ") + more
        record.args = record.exc_info = record.exc_text = None
        return True

    def _left_out(self) -> int | None:
        """How many the minute before kept back; None: this one is kept back too."""
        minute = int(time.monotonic() // 60)
        with self._lock:
            before = 0
            if minute != self._minute:
                before = max(0, self._told - self.MOST)
                self._minute, self._told = minute, 0
            self._told += 1
            return before if self._told <= self.MOST else None


class LineFormatter(logging.Formatter):
    """One line to read; tracebacks follow on lines of their own."""

    def format(self, record: logging.LogRecord) -> str:
        about = "".join(f" {name}={value}" for name, value in _about.get().items())
        return without_secrets(super().format(record) + about)


class JsonFormatter(logging.Formatter):
    """One JSON object a line."""

    def format(self, record: logging.LogRecord) -> str:
        line = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(),
            "level": record.levelname,
            "logger": record.name,
            "message": without_secrets(record.getMessage()),
            "process": record.process,
            **_about.get(),
        }
        if record.exc_info:
            line["exception"] = without_secrets(self.formatException(record.exc_info))
        return json.dumps(line, ensure_ascii=False, default=str)
