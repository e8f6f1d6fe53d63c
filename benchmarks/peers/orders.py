"""What the measured servers are told on stdin and answer on stdout: JSON lines."""

import json
import time
from typing import Any


def message(size: int) -> str:
    """A message of so many bytes that says when it was sent."""
    return f'{{"sent":{time.time():20.6f},"pad":"{"x" * (size - 40)}"}}'


def say(value: dict[str, Any]) -> None:
    print(json.dumps(value), flush=True)
