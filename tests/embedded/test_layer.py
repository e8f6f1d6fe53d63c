"""The channel layer of one process with several threads."""

import asyncio
import threading

from asgiref.sync import async_to_sync

from knightreplay.embedded.layer import ThreadSafeLayer


async def test_layer_wakes_a_waiting_receiver_from_another_thread():
    layer = ThreadSafeLayer()
    channel = await layer.new_channel()
    await layer.group_add("group", channel)
    waiting = asyncio.create_task(layer.receive(channel))
    await asyncio.sleep(0)

    thread = threading.Thread(
        target=async_to_sync(layer.group_send), args=("group", {"type": "hint"})
    )
    thread.start()

    # The stock layer would leave the loop asleep until its next timer.
    async with asyncio.timeout(30):
        assert await waiting == {"type": "hint"}
    thread.join()


async def test_layer_takes_a_message_from_a_thread_without_a_loop():
    layer = ThreadSafeLayer()
    channel = await layer.new_channel()
    await layer.group_add("group", channel)

    await asyncio.to_thread(layer.post, "group", {"type": "hint"})

    async with asyncio.timeout(30):
        assert await layer.receive(channel) == {"type": "hint"}


async def test_layer_keeps_the_order_and_reaches_every_member():
    layer = ThreadSafeLayer()
    channels = [await layer.new_channel() for _ in range(3)]
    for channel in channels:
        await layer.group_add("group", channel)

    for number in range(5):
        await layer.group_send("group", {"number": number})

    for channel in channels:
        got = [(await layer.receive(channel))["number"] for _ in range(5)]
        assert got == [0, 1, 2, 3, 4]


async def test_layer_forgets_a_channel_that_left_its_last_group():
    layer = ThreadSafeLayer()
    channel = await layer.new_channel()
    await layer.group_add("group", channel)

    await layer.group_discard("group", channel)
    await layer.group_send("group", {"type": "hint"})

    assert (layer._groups, layer._mailboxes) == ({}, {})


async def test_layer_drops_beyond_its_capacity_and_goes_on():
    layer = ThreadSafeLayer(capacity=2)
    channel = await layer.new_channel()
    await layer.group_add("group", channel)

    for number in range(4):
        await layer.group_send("group", {"number": number})

    assert [(await layer.receive(channel))["number"] for _ in range(2)] == [0, 1]
