"""Those who look at one run in this process, and how a message reaches all of them."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Protocol

import orjson

from knightreplay import metrics
from knightreplay.live import messages
from knightreplay.live.frame import Frame
from knightreplay.live.run.roll import Counts
from knightreplay.live.subscription import Peer, hand
from knightreplay.runs.models import Role
from knightreplay.runs.sight import Sight


class Viewer(Peer, Protocol):
    """Somebody who looks at the run."""

    sight: Sight | None  # what of the run; None: all of it

    def begin(self, frames: Iterable[Frame]) -> None: ...

    async def role_now(self) -> Role: ...


class Audience:
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

    def sights(self) -> dict[str, Sight | None]:
        """The kinds of viewers there are, by name."""
        return {name_of(viewer.sight): viewer.sight for viewer in self._roles}

    def tell(self, texts: Iterable[str]) -> None:
        """Sends messages that belong together, each kind of viewer its own form."""
        texts = list(texts)
        for name, sight in self.sights().items():
            if frame := frame_for(sight, texts):
                self.hand(name, frame)

    def hand(self, name: str, frame: Frame) -> None:
        """Gives a frame to all viewers of one kind."""
        meant = [v for v in self._roles if name_of(v.sight) == name]
        metrics.frames.inc(len(meant))
        hand(frame, meant, self.leave)


def name_of(sight: Sight | None) -> str:
    return sight.name if sight else ""


def frame_for(sight: Sight | None, texts: Iterable[str]) -> Frame | None:
    """The messages as a sight has them, or None if it has none of them."""
    if sight is None:
        return Frame(*texts)
    bodies: Iterable[Mapping[str, Any] | None] = (
        sight.body(orjson.loads(text)) for text in texts
    )
    seen = [messages.encode(dict(body)) for body in bodies if body is not None]
    return Frame(*seen) if seen else None
