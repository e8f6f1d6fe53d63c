"""A broker in memory whose consumer is woken by a message.

kombu's memory transport looks once a second whether something has come. Here it waits on a
condition, so a task starts in less than a millisecond and an idle server costs nothing.
"""

import threading
import time
from queue import Empty
from typing import Any

from kombu.transport import memory
from kombu.utils.scheduling import FairCycle

_news = threading.Condition()
_count = 0  # messages and wake-ups so far


def wake() -> None:
    """Lets a waiting consumer look around: a message has come, or it is time to stop."""
    global _count
    with _news:
        _count += 1
        _news.notify_all()


class MemoryChannel(memory.Channel):
    """Memory queues that announce what is put in."""

    def _put(self, queue: str, message: Any, **options: Any) -> None:
        super()._put(queue, message, **options)  # type: ignore[no-untyped-call]
        wake()


class Transport(memory.Transport):
    """The memory transport, waiting where that one sleeps."""

    Channel = MemoryChannel
    cycle: FairCycle

    def drain_events(
        self, connection: Any, timeout: float | None = None, **options: Any
    ) -> None:
        """Delivers one message.

        Raises
        ------
        TimeoutError
            (the name of `socket.timeout`) when none came in time or `wake` was called.
        """
        deadline = None if timeout is None else time.monotonic() + timeout
        seen = _count
        if self._delivered(timeout):
            return
        _wait(seen, deadline)
        if not self._delivered(timeout):
            raise TimeoutError

    def _delivered(self, timeout: float | None) -> bool:
        try:
            self.cycle.get(self._deliver, timeout=timeout)  # type: ignore[no-untyped-call]
        except Empty:
            return False
        return True


def _wait(seen: int, deadline: float | None) -> None:
    left = None if deadline is None else max(0.0, deadline - time.monotonic())
    with _news:
        _news.wait_for(lambda: _count != seen, left)
