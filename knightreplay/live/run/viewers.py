"""Those who look at one run in this process, and how a message reaches all of them."""

import asyncio
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple, Protocol
from uuid import UUID

import orjson
from channels.db import database_sync_to_async

from knightreplay import metrics
from knightreplay.live import messages
from knightreplay.live.frame import Frame
from knightreplay.live.run.presence import Counts
from knightreplay.live.run.rights import Credentials, Rights, rights_of_each
from knightreplay.live.subscription import Peer, Way, hand_by
from knightreplay.runs.models import Role
from knightreplay.runs.redaction import Redaction

TOGETHER = 50  # viewers whose rights are read in one go: commands wait for no more


class Viewer(Peer, Protocol):
    """Somebody who looks at the run."""

    credentials: Credentials
    redaction: Redaction | None  # what of the run; None: all of it

    def begin(self, frames: Iterable[Frame]) -> None: ...

    def go_on(self, frames: Iterable[Frame]) -> None: ...

    async def grant(self, rights: Rights) -> Role: ...


class Kind(NamedTuple):
    """Viewers who are shown the same of a run."""

    redaction: Redaction | None
    ways: list[Way[Viewer]]


class Viewers:
    """The viewers of a run that have said hello, with their roles."""

    def __init__(self) -> None:
        self._roles: dict[Viewer, Role] = {}
        self._kinds: dict[str, Kind] | None = None  # None: not known any more
        self._looking = asyncio.Lock()

    def __len__(self) -> int:
        return len(self._roles)

    def __iter__(self) -> Iterator[Viewer]:
        """Those of this moment: the set may change meanwhile."""
        return iter(tuple(self._roles))

    def enter(self, viewer: Viewer, role: Role) -> None:
        self._roles[viewer] = role
        self.regroup()

    def leave(self, viewer: Viewer) -> None:
        self._roles.pop(viewer, None)
        self.regroup()

    def regroup(self) -> None:
        """Somebody came or went, or is shown something else from now on."""
        self._kinds = None

    def counts(self) -> Counts:
        return Counter(role.value for role in self._roles.values())

    async def look_at_roles(self, run_id: UUID) -> None:
        """What everybody may still do is read again; a key or a link was taken back."""
        async with self._looking:  # an older look never ends after a newer one
            viewers = list(self)
            for place in range(0, len(viewers), TOGETHER):
                await self._look_at(run_id, viewers[place : place + TOGETHER])

    async def _look_at(self, run_id: UUID, viewers: list[Viewer]) -> None:
        shown = [viewer.credentials for viewer in viewers]
        rights = await database_sync_to_async(rights_of_each)(run_id, shown)
        for viewer, before, now in zip(viewers, shown, rights, strict=True):
            if viewer in self._roles and viewer.credentials is before:
                await self._grant(viewer, now)

    async def _grant(self, viewer: Viewer, rights: Rights) -> None:
        role = await viewer.grant(rights)
        if viewer in self._roles:
            self._roles[viewer] = role

    def kinds(self) -> dict[str, Kind]:
        """All viewers, by the name of what of the run they are shown."""
        if self._kinds is None:
            self._kinds = self._grouped()
        return self._kinds

    def _grouped(self) -> dict[str, Kind]:
        kinds: dict[str, Kind] = {}
        for viewer in self._roles:
            kind = Kind(viewer.redaction, [])
            kind = kinds.setdefault(name_of(viewer.redaction), kind)
            kind.ways.append((viewer, viewer.deliver))
        return kinds

    def tell(self, texts: Iterable[str]) -> None:
        """Sends messages that belong together, each kind of viewer its own form."""
        texts = list(texts)
        for kind in self.kinds().values():
            if frame := frame_for(kind.redaction, texts):
                self._hand(kind, frame)

    def hand(self, name: str, frame: Frame) -> None:
        """Gives a frame to all who are of one kind by now."""
        if kind := self.kinds().get(name):
            self._hand(kind, frame)

    def _hand(self, kind: Kind, frame: Frame) -> None:
        metrics.frames.inc(len(kind.ways))
        hand_by(frame, kind.ways, self.leave)


def name_of(redaction: Redaction | None) -> str:
    return redaction.name if redaction else ""


def frame_for(redaction: Redaction | None, texts: Iterable[str]) -> Frame | None:
    """The messages redacted, or None if nothing is left of them."""
    if redaction is None:
        return Frame(*texts)
    bodies: Iterable[Mapping[str, Any] | None] = (
        redaction.body(orjson.loads(text)) for text in texts
    )
    seen = [messages.encode(dict(body)) for body in bodies if body is not None]
    return Frame(*seen) if seen else None
