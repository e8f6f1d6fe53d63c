"""Log lines for people or for machines, with the run and the command they are about.

No key and no token gets into a line: whatever looks like one is struck out at the end.
"""

import json
import logging
import re
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
