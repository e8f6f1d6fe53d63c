"""Presence, pacing and lost hints, as viewers see them."""

import pytest

from knightreplay.live.run.presence import FORGOTTEN
from knightreplay.runs import announce
from knightreplay.runs.clock import LOOKAHEAD


async def agreed(viewer):
    """A heartbeat's digest, once it is the digest of what the viewer holds."""
    from knightreplay.runs.line import Stretch, digest

    while True:
        beat = await viewer.next("heartbeat")
        minutes = sorted(m for e, m in viewer.held if e == 0 and m * 60 < beat["until"])
        if minutes and beat["digest"] == digest([Stretch(0, 0, minutes[-1])]):
            assert minutes == list(range(len(minutes)))
            return beat


def latest(viewer):
    return max((minute for _, minute in viewer.held), default=-1)


@pytest.mark.slow
async def test_presence_tells_how_many_watch_and_as_what(begun, watching):
    async with watching(begun.run.id) as host:
        await host.hello(begun.host_key)
        alone = await host.next("presence")
        async with watching(begun.run.id) as other:
            await other.hello()
            both = await other.next("presence")
            assert await host.next("presence") == both
        again = await host.next("presence")

    assert (alone["watching"], again["watching"]) == (1, 1)
    assert both["roles"] == dict.fromkeys(("host", "watch"), 1) | dict.fromkeys(
        ("operate", "fork", "comment", "seat"), 0
    )
    assert both["watching"] == 2


@pytest.mark.slow
async def test_presence_counts_viewers_of_another_process_until_it_is_silent(
    begun, watching, monkeypatch
):
    monkeypatch.setattr("knightreplay.live.run.presence.FORGOTTEN", 2.0)
    word = {"type": announce.PRESENCE, "process": "other", "roles": {"watch": 300}}
    async with watching(begun.run.id) as viewer:
        await viewer.hello()
        assert (await viewer.next("presence"))["watching"] == 1
        await announce.layer().group_send(announce.group(begun.run.id), word)

        counts = [(await viewer.next("presence"))["watching"] for _ in range(2)]

    assert counts == [301, 1]
    assert FORGOTTEN > 2.0


async def test_paced_run_sends_nothing_later_than_its_clock(paced, watching, computed):
    """Every byte of a host and of a viewer, over seeks, play and a hello in between."""
    await computed(paced.run.id)
    async with watching(paced.run.id) as host, watching(paced.run.id) as viewer:
        await host.hello(paced.host_key)
        await viewer.hello()
        assert (await viewer.next("heartbeat"))["until"] == 0
        assert (viewer.held, host.held) == ({}, {})

        await host.command(
            type="clock", command_id="a", action="seek", to="09:35:00", paused=True
        )
        beat = await agreed(viewer)
        assert (beat["until"], latest(viewer)) == (5700, 94)
        await host.hello(paced.host_key)
        await agreed(host)
        assert latest(host) == 94

        await host.command(type="clock", command_id="b", action="speed", speed=120)
        await host.command(type="clock", command_id="c", action="play")
        while beat["until"] < 6000:
            beat = await agreed(viewer)
            clock = beat["clock"]
            if clock["paused"]:
                continue
            shown = clock["sim"] + (beat["server_time"] - clock["wall"]) * 120
            assert beat["until"] <= shown + 120 * LOOKAHEAD + 1
            assert latest(viewer) * 60 < beat["until"]


async def test_paced_run_keeps_the_new_future_of_an_act_back(paced, watching, computed):
    await computed(paced.run.id)
    async with watching(paced.run.id) as host:
        await host.hello(paced.host_key)
        for number, time in enumerate(("10:00:00", "09:35:00")):
            move = {"type": "clock", "action": "seek", "to": time, "paused": True}
            await host.command(command_id=f"s-{number}", **move)
        await host.until_held((0, 119))
        act = await host.command(
            type="intervene", command_id="k", op="kill", servers="all", seen=5700
        )
        await computed(paced.run.id)
        beats = [await host.beat_since(act["seq"]) for _ in range(2)]
        held_after_act = {key for key in host.held if key[0] == 1}
        await host.command(type="clock", command_id="s-3", action="seek", to="09:37:00")
        await host.until_held((1, 95), (1, 96))

    assert [beat["until"] for beat in beats] == [5700, 5700]
    assert held_after_act == set()
    assert latest(host) == 119
    assert max(minute for epoch, minute in host.held if epoch == 1) == 96


async def test_run_that_is_not_paced_any_more_is_told_at_once(
    paced, watching, computed
):
    await computed(paced.run.id)
    async with watching(paced.run.id) as host:
        await host.hello(paced.host_key)
        await host.command(type="clock", command_id="p", action="paced", on=False)
        await host.until_held((0, 0), (0, 479))

        assert (await host.next("heartbeat"))["until"] is None


async def test_hints_that_a_full_layer_drops_are_made_good(
    begun, watching, computed, monkeypatch
):
    """Every hint is dropped: acts, clocks and segments come with the heartbeat."""
    async with watching(begun.run.id) as host, watching(begun.run.id) as viewer:
        await host.hello(begun.host_key)
        await viewer.hello()
        monkeypatch.setattr(announce, "send", lambda *hint: None)
        act = {"type": "intervene", "op": "kill", "servers": "8", "seen": 0}
        await host.command(command_id="i-1", **act)
        await host.command(command_id="i-2", **{**act, "servers": "7"})
        whats = [(await viewer.next("intervention"))["entry"]["what"] for _ in "12"]
        assert (await viewer.next("epoch"))["epoch"] == 2
        await computed(begun.run.id)
        await viewer.until_held((2, 0), (2, 479), (0, 479))

    assert whats == ["Kill server 8", "Kill server 7"]
