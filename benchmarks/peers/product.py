"""The product in one process, `manage.py serve`, with a publisher beside its worker.

The publisher hands ready messages to the channel layer from a thread, as the worker does
with its hints: from there on all is the product's own way. Commands as JSON lines on stdin.
"""

import json
import os
import sys
import threading
import time
from collections.abc import Callable
from typing import Any
from uuid import UUID

import django
from django.core.management import call_command

from benchmarks.peers.orders import message, say

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "knightreplay.settings")


def publish(run: str, seq: int, count: int, rate: float, size: int) -> None:
    from knightreplay.runs import announce  # noqa: PLC0415 -- after setup

    due = time.monotonic()
    for number in range(1, count + 1):
        due += 1 / rate
        time.sleep(max(0.0, due - time.monotonic()))
        announce.changed(
            UUID(run), seq=seq + number, texts=[message(size)], at=time.time()
        )
    say({"published": count})


def start(runs: int, *, paced: bool) -> None:
    """So many runs at once, as a host would start them."""
    from knightreplay.runs import services  # noqa: PLC0415 -- after setup

    begun = [
        services.start_run(scenario="sec-2013", seed=29, paced=paced)
        for _ in range(runs)
    ]
    say({"runs": [{"id": str(b.run.id), "host_key": b.host_key} for b in begun]})


def state(runs: list[str]) -> None:
    """Status and newest command of runs."""
    from knightreplay.runs.models import Run  # noqa: PLC0415 -- after setup

    rows = Run.objects.filter(id__in=runs).values_list("id", "status", "seq")
    say({"runs": {str(run): [status, seq] for run, status, seq in rows}})


ORDERS: dict[str, Callable[..., None]] = {
    "publish": publish,
    "start": start,
    "state": state,
}


def obey() -> None:
    for line in sys.stdin:
        order: dict[str, Any] = json.loads(line)
        ORDERS[order.pop("order")](**order)


def main() -> None:
    django.setup()
    port = sys.argv[1]
    threading.Thread(target=obey, daemon=True).start()
    call_command("serve", host="127.0.0.1", port=port)


if __name__ == "__main__":
    main()
