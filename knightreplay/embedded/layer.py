"""A channel layer for one process with several threads.

The stock in-memory layer puts a message from another thread into an asyncio queue without
waking the loop that waits on it: in Daphne it then arrives up to a second late. Here every
channel belongs to the loop that made it, and other threads go through that loop.
"""

import asyncio
import secrets
from collections import defaultdict
from typing import Any, NamedTuple

from channels.layers import BaseChannelLayer

Message = dict[str, Any]


class Mailbox(NamedTuple):
    """A channel's queue and the loop that it lives on."""

    queue: "asyncio.Queue[Message]"
    loop: asyncio.AbstractEventLoop


class ThreadSafeLayer(BaseChannelLayer):
    """Groups and process-local channels; a full channel drops, as every layer may."""

    extensions = ["groups", "flush"]

    def __init__(self, capacity: int = 1000, **options: Any) -> None:
        super().__init__(capacity=capacity, **options)
        self._mailboxes: dict[str, Mailbox] = {}
        self._groups: defaultdict[str, set[str]] = defaultdict(set)

    async def new_channel(self, prefix: str = "specific.") -> str:
        channel = f"{prefix}local!{secrets.token_hex(8)}"
        queue: asyncio.Queue[Message] = asyncio.Queue(self.capacity)
        self._mailboxes[channel] = Mailbox(queue, asyncio.get_running_loop())
        return channel

    async def send(self, channel: str, message: Message) -> None:
        if mailbox := self._mailboxes.get(channel):
            _post(mailbox, message)

    async def receive(self, channel: str) -> Message:
        return await self._mailboxes[channel].queue.get()

    async def group_add(self, group: str, channel: str) -> None:
        self._groups[group].add(channel)

    async def group_discard(self, group: str, channel: str) -> None:
        """Leaves the group; a channel that is in no group any more is given up."""
        self._groups[group].discard(channel)
        if not self._groups[group]:
            del self._groups[group]
        if not any(channel in members for members in tuple(self._groups.values())):
            self._mailboxes.pop(channel, None)

    async def group_send(self, group: str, message: Message) -> None:
        self.post(group, message)

    def post(self, group: str, message: Message) -> None:
        """The same from any thread, which needs no loop of its own for it."""
        for channel in tuple(self._groups.get(group, ())):
            if mailbox := self._mailboxes.get(channel):
                _post(mailbox, message)

    async def flush(self) -> None:
        self._mailboxes.clear()
        self._groups.clear()


def _post(mailbox: Mailbox, message: Message) -> None:
    """Puts the message in on the queue's own loop, and thereby wakes it."""
    if _is_running(mailbox.loop):
        _put(mailbox.queue, message)
    elif not mailbox.loop.is_closed():
        mailbox.loop.call_soon_threadsafe(_put, mailbox.queue, message)


def _is_running(loop: asyncio.AbstractEventLoop) -> bool:
    """Whether it is this thread's."""
    try:
        return asyncio.get_running_loop() is loop
    except RuntimeError:  # this thread has none
        return False


def _put(queue: "asyncio.Queue[Message]", message: Message) -> None:
    if not queue.full():
        queue.put_nowait(message)
