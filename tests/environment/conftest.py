"""What the machine is set to, and what is said of it."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured

NAME = "THE_SETTING"
Refused = Callable[..., str]


@pytest.fixture
def given(monkeypatch):
    """Sets it, and reads it with one of the readers."""

    def read(reader: Callable[..., Any], value: str, *more: Any, **named: Any) -> Any:
        monkeypatch.setenv(NAME, value)
        return reader(NAME, *more, **named)

    return read


@pytest.fixture
def refused(given) -> Refused:
    """The one line that it is refused with, which names it."""

    def read(reader: Callable[..., Any], value: str, *more: Any, **named: Any) -> str:
        with pytest.raises(ImproperlyConfigured) as refusal:
            given(reader, value, *more, **named)
        line = str(refusal.value)
        assert line.startswith(NAME)
        assert "\n" not in line
        return line

    return read
