"""The hub: one subscription a process and run, every message encoded once for all.

A hint on the channel layer carries an act to it or makes it read what is new; the heartbeat
reads once a second in any case, so a lost hint costs a second and never a frame.
"""

import asyncio
import contextlib
import time
from collections.abc import Callable, Iterable
from typing import Any, NamedTuple
from uuid import UUID

from channels.db import database_sync_to_async

from knightreplay import metrics
from knightreplay.live.frame import Frame
from knightreplay.live.messages import Body, encode
from knightreplay.live.rate import Allowances
from knightreplay.live.run import messages
from knightreplay.live.run.presence import Counts, RunPresence, hint_of
from knightreplay.live.run.segment_cache import Bundle, Closings, SegmentCache
from knightreplay.live.run.viewers import Viewer, Viewers, frame_for
from knightreplay.live.subscription import AWAY, REJOIN, Subscription
from knightreplay.runs import announce, retention, selectors, services
from knightreplay.runs.line import Stretch, is_shown, missing, shown_first
from knightreplay.runs.models import Role
from knightreplay.runs.presence import is_asleep
from knightreplay.runs.redaction import Redaction
from knightreplay.runs.segments.inheritance import Pair
from knightreplay.runs.selectors import View
from knightreplay.sharing.notes import selectors as note_reads
from knightreplay.sharing.notes.selectors import NotesState

FILLED = Frame(encode(messages.filled()))
USED = 60  # beats after which it is written down again that somebody watches
BURST, PER_SECOND = 100.0, 10.0  # commands of one maker; dragging the clock sends four


class Lacking(NamedTuple):
    """Segments that a viewer had not when it came, and the second on its screen."""

    tick: int
    keys: list[Pair]


class RunHub(Subscription[Viewer]):
    """One run's viewers in this process, and what was sent to them."""

    def __init__(self, run_id: UUID, forget: Callable[["RunHub"], None]) -> None:
        super().__init__(f"run {run_id}", announce.group(run_id), forget)
        self.run_id = run_id
        self.allowances = Allowances(per_second=PER_SECOND, burst=BURST)
        self.viewers = Viewers()  # joined, and have said hello
        self._seq = -1
        self._seen: View | None = None  # as it was read last
        self._computed: tuple[Stretch, ...] = ()
        self._paced = False
        self._events_sent = 0
        self._until: int | None = 0  # as View.until, when it was last read
        self._segments = SegmentCache(run_id)
        self._presence = RunPresence()
        self._counts_sent: Counts = {}
        self._refreshing = asyncio.Lock()

    async def begin(self) -> bool:
        view = await self._view()
        if view is not None:
            self._seq, self._computed = view.run.seq, view.computed
        return view is not None

    async def close(self) -> None:
        await super().close()
        with contextlib.suppress(*AWAY):
            await self._say_who_is_here()

    def leave(self, peer: Viewer) -> None:
        self.viewers.leave(peer)

    async def welcome(
        self,
        viewer: Viewer,
        role: Role,
        may: frozenset[str],
        have: Iterable[Stretch],
        *,
        at: int | None = None,
        bundled: bool = False,
    ) -> Lacking | None:
        """Brings one viewer up to date: the snapshot at once, then every segment it lacks.

        The first are those of the second on its screen, `at`; without one the run's. Who
        takes the others `bundled` is given an outline of them, and asks for them: see `fill`.
        """
        self.viewers.enter(viewer, role)
        view = await self._view()
        if view is None:
            return None
        notes = await self._notes(view)
        while view.run.seq < self._seq:  # an act was told meanwhile, to this viewer too
            view = await self._view()
            if view is None:
                return None
        redaction = viewer.redaction
        first = [messages.snapshot(view, role, may, notes), self._presence_message()]
        seen = frame_for(redaction, [encode(body) for body in first])
        viewer.begin([seen] if seen else [])
        tick = int(view.run.clock.at(time.time())) if at is None else at
        lacking = shown_first(missing(have, view.computed), tick)
        if not bundled:
            await self._bring_segments(viewer, view, lacking)
            return None
        rest = Lacking(tick, lacking)
        outline = messages.outline(await self._closings(view, rest, redaction))
        self._bring(viewer, redaction, [Frame(encode(outline))])
        shown = [key for key in lacking if is_shown(key[1], tick)]
        await self._bring_segments(viewer, view, shown)
        return rest

    async def fill(self, viewer: Viewer, lacking: Lacking) -> None:
        """The rest of the day, to who asks for it."""
        redaction = viewer.redaction
        if view := await self._view():
            bundles = await self._bundles(view, lacking, redaction)
            frames = [bundle.frame for bundle in bundles]
            self._bring(viewer, redaction, [*frames, FILLED])

    async def _closings(
        self, view: View, lacking: Lacking, redaction: Redaction | None
    ) -> Closings:
        bundles = await self._bundles(view, lacking, redaction)
        return {key: end for bundle in bundles for key, end in bundle.closings.items()}

    async def _bundles(
        self, view: View, lacking: Lacking, redaction: Redaction | None
    ) -> list[Bundle]:
        keys, tick = lacking.keys, lacking.tick
        return await self._segments.take_bundles(view, keys, tick, redaction)

    async def _bring_segments(
        self, viewer: Viewer, view: View, keys: list[Pair]
    ) -> None:
        redaction = viewer.redaction
        frames = await self._segments.take(view, keys, redaction)
        self._bring(viewer, redaction, frames)

    def _bring(
        self, viewer: Viewer, redaction: Redaction | None, frames: list[Frame]
    ) -> None:
        """More of what a viewer lacks, unless it was told meanwhile to begin afresh."""
        if viewer.redaction is redaction:
            metrics.frames.inc(len(frames))
            viewer.go_on(frames)

    async def refresh(self, *, beat: bool = False) -> None:
        """Reads the run and sends everybody what is new since the last time."""
        async with self._refreshing:
            view = await self._view()
            if view is None:
                return
            self._send_changes(view)
            await self._send_segments(view)
            self._send_events(view)
            if beat:
                notes = await self._notes(view)
                self._tell(messages.heartbeat(view, notes))

    async def pass_on(self, seq: int, texts: list[str], at: float) -> None:
        """Hands on what a hint says, if nothing before it was missed.

        `at` is when it was stored, in Unix seconds of the process that stored it. A paced
        run may now be told further, and that stands in the database.
        """
        async with self._refreshing:
            in_order = seq == self._seq + 1
            if in_order:
                self._seq = seq
                self.viewers.tell(texts)
                metrics.click_to_viewer.observe(max(0.0, time.time() - at))
            elif seq > self._seq:
                metrics.drops.labels("hint").inc()
        if self._paced or not in_order:
            await self.refresh()

    def _send_changes(self, view: View) -> None:
        if view.run.seq <= self._seq:
            return
        rows = selectors.acts_since(view.log, self._seq)
        self._seq = view.run.seq
        self.viewers.tell(messages.changes(view, rows))

    async def _send_segments(self, view: View) -> None:
        fresh = missing(self._computed, view.computed)
        self._computed = view.computed
        for name, kind in self.viewers.kinds().items():
            for frame in await self._segments.take(view, fresh, kind.redaction):
                self.viewers.hand(name, frame)

    def _send_events(self, view: View) -> None:
        """The morning's events of a paced run, when its clock comes to one."""
        count = len(selectors.events(view)) + len(selectors.preset(view))
        if self._paced and count != self._events_sent:
            self._tell(messages.told(view))
        self._events_sent = count

    def _tell(self, body: Body) -> None:
        self.viewers.tell([encode(body)])

    async def _view(self) -> View | None:
        read = database_sync_to_async(_current)
        self._seen = view = await read(self.run_id, self._seen)
        if view is not None:
            self._paced, self._until = view.run.paced, view.until
        return view

    async def _notes(self, view: View) -> NotesState:
        read = database_sync_to_async(note_reads.notes_state)
        return await read(self.run_id, view.until)

    def _pass_on_note(self, text: str, end: int) -> None:
        """One whose moment is not told yet is read later: the heartbeat says there is one."""
        if self._until is None or end <= self._until:
            self.viewers.tell([text])

    # ------------------------------------------------------------ who watches

    def _presence_message(self) -> Body:
        total = self._presence.total(self.viewers.counts(), time.monotonic())
        return messages.presence(total)

    def _tell_presence(self) -> None:
        """At a heartbeat, so once a second at most; and only if it changed."""
        total = self._presence.total(self.viewers.counts(), time.monotonic())
        if total != self._counts_sent:
            self._counts_sent = total
            self._tell(messages.presence(total))

    async def _say_who_is_here(self) -> None:
        await self._layer.group_send(self._group, hint_of(self.viewers.counts()))

    # ------------------------------------------------------------ hints and beats

    async def heed(self, hint: dict[str, Any]) -> None:
        if hint["type"] == announce.PRESENCE:
            self._presence.hear(hint, time.monotonic())
        elif hint["type"] == announce.KEYS:
            await self.viewers.look_at_roles(self.run_id)
        elif hint["type"] == announce.NOTED:
            self._pass_on_note(hint["text"], hint["end"])
        elif "texts" in hint:
            await self.pass_on(hint["seq"], hint["texts"], hint["at"])
        else:
            await self.refresh()

    async def beat(self, beats: int) -> None:
        if beats % REJOIN == 0:
            await self.viewers.look_at_roles(self.run_id)
        if beats % USED == 0:
            await database_sync_to_async(retention.use)(self.run_id)
        await self._say_who_is_here()
        await self.refresh(beat=True)
        self._tell_presence()


def _current(run_id: UUID, known: View | None) -> View | None:
    """The run as it is, its clock set right if no server was there for a while."""
    view = selectors.view(run_id, known)
    if view and is_asleep(view.run, time.time()):
        services.settle(run_id)
        view = selectors.view(run_id)
    return view
