"""Bundles of a run's day: each is read once, whoever wants it."""

import asyncio
from types import SimpleNamespace
from typing import Any
from uuid import uuid4

import pytest

from knightreplay.live.frame import Frame
from knightreplay.live.run import segment_cache
from knightreplay.live.run.segment_cache import Bundle, SegmentCache
from knightreplay.rooms import fog
from knightreplay.rooms.redaction import RoomRedaction
from simulator.clock import MINUTES

pytestmark = pytest.mark.django_db(transaction=True)

DAY = [(0, minute) for minute in range(MINUTES)]
VIEW: Any = SimpleNamespace(cuts=())


@pytest.fixture
def reads(monkeypatch):
    """What was read, a list of bundles each time."""
    done = []

    def read(run_id, wanted, cuts, redaction):
        done.append(wanted)
        return {keys: Bundle(Frame(b"%d" % keys[0][1]), {}) for keys in wanted}

    monkeypatch.setattr(segment_cache, "_read_bundles", read)
    return done


async def test_every_kind_of_seat_has_its_day_read_once(reads):
    cache = SegmentCache(uuid4())
    kinds = [None, *map(RoomRedaction, fog.EVERYBODY)]

    first = [await cache.take_bundles(VIEW, DAY, 0, kind) for kind in kinds]
    again = [await cache.take_bundles(VIEW, DAY, 0, kind) for kind in kinds]

    assert again == first
    assert len(reads) == len(kinds)


async def test_new_cut_has_what_seats_in_fog_see_read_anew(reads):
    cache = SegmentCache(uuid4())
    later: Any = SimpleNamespace(cuts=(0, 6000))
    for view in (VIEW, later, later):
        for kind in (None, RoomRedaction(fog.OPERATIONS)):
            await cache.take_bundles(view, DAY, 0, kind)

    assert len(reads) == 3  # the plain ones once


async def test_many_who_come_at_once_have_it_read_once(reads):
    cache = SegmentCache(uuid4())

    found = await asyncio.gather(
        *(cache.take_bundles(VIEW, DAY, 0, None) for _ in range(20))
    )

    assert len(reads) == 1
    assert all(each == found[0] for each in found)


async def test_day_that_is_wanted_stays_while_others_want_parts_of_it(reads):
    cache = SegmentCache(uuid4())
    for minute in range(segment_cache.BUNDLES):
        await cache.take_bundles(VIEW, DAY, 0)
        await cache.take_bundles(VIEW, DAY[minute : minute + 1], 0)

    assert reads.count(reads[0]) == 1
    assert len(reads[0]) == MINUTES // segment_cache.QUARTER
    assert all(len(read) == 1 for read in reads[1:])
