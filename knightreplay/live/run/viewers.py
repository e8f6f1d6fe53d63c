"""Those who look at one run in this process, and how a message reaches all of them."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Protocol

import orjson

from knightreplay import metrics
from knightreplay.live import messages
from knightreplay.live.frame import Frame
from knightreplay.live.run.presence import Counts
from knightreplay.live.subscription import Peer, hand
from knightreplay.runs.models import Role
from knightreplay.runs.redaction import Redaction


class Viewer(Peer, Protocol):
    """Somebody who looks at the run."""

    redaction: Redaction | None  # what of the run; None: all of it

    def begin(self, frames: Iterable[Frame]) -> None: ...

    def go_on(self, frames: Iterable[Frame]) -> None: ...

    async def role_now(self) -> Role: ...


class Viewers:
    """The viewers of a run that have said hello, with their roles."""

    def __init__(self) -> None:
        self._roles: dict[Viewer, Role] = {}

    def __len__(self) -> int:
        return len(self._roles)

    def __iter__(self) -> Iterator[Viewer]:
        """Those of this moment: the set may change meanwhile."""
        return iter(tuple(self._roles))

    def enter(self, viewer: Viewer, role: Role) -> None:
        self._roles[viewer] = role

    def leave(self, viewer: Viewer) -> None:
        self._roles.pop(viewer, None)

    def counts(self) -> Counts:
        return Counter(role.value for role in self._roles.values())

    async def look_at_roles(self) -> None:
        """Everybody is asked what they still may; a key or a link was taken back."""
        for viewer in self:
            now = await viewer.role_now()
            if viewer in self._roles:
                self._roles[viewer] = now

    def redactions(self) -> dict[str, Redaction | None]:
        """The kinds of viewers there are, by name."""
        return {name_of(viewer.redaction): viewer.redaction for viewer in self._roles}

    def tell(self, texts: Iterable[str]) -> None:
        """Sends messages that belong together, each kind of viewer its own form."""
        texts = list(texts)
        for name, redaction in self.redactions().items():
            if frame := frame_for(redaction, texts):
                self.hand(name, frame)

    def hand(self, name: str, frame: Frame) -> None:
        """Gives a frame to all viewers of one kind."""
        meant = [v for v in self._roles if name_of(v.redaction) == name]
        metrics.frames.inc(len(meant))
        hand(frame, meant, self.leave)


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
