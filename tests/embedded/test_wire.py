"""An answer in parts waits for whoever reads it."""

import asyncio

import pytest
from daphne.server import Server

from knightreplay.embedded import wire
from knightreplay.embedded.wire import WiredServer

PART = {"type": "http.response.body", "body": b"x", "more_body": True}
END = {"type": "http.response.body", "body": b""}


class Transport:
    aborted = False

    def abortConnection(self):  # noqa: N802 -- Twisted's names
        self.aborted = True


class Protocol:
    """As much of a request of Daphne's as a reply needs."""

    finished = False
    producer = None

    def __init__(self):
        self.channel = self
        self.transport = Transport()
        self.sent = []

    def registerProducer(self, producer, streaming):  # noqa: N802
        assert streaming
        self.producer = producer

    def unregisterProducer(self):  # noqa: N802
        self.producer = None


@pytest.fixture
def protocol(monkeypatch):
    async def sent(self, protocol, message):
        protocol.sent.append(message)
        if protocol.producer:
            protocol.producer.pauseProducing()  # its transport is full

    monkeypatch.setattr(Server, "handle_reply", sent)
    return Protocol()


async def sending(protocol):
    server = WiredServer.__new__(WiredServer)
    for message in (PART, PART, END):
        await server.handle_reply(protocol, message)


@pytest.mark.parametrize("freed", ["resumeProducing", "stopProducing"])
def test_next_part_waits_until_the_last_one_was_read(protocol, freed):
    async def reading():
        task = asyncio.create_task(sending(protocol))
        counts = []
        for _ in range(2):
            for _ in range(10):
                await asyncio.sleep(0)
            counts.append(len(protocol.sent))
            getattr(protocol.producer, freed)()
        await task
        return counts

    assert asyncio.run(reading()) == [1, 2]
    assert protocol.sent == [PART, PART, END]
    assert (protocol.producer, protocol.transport.aborted) == (None, False)


def test_who_reads_nothing_for_long_is_cut_off(protocol, monkeypatch):
    monkeypatch.setattr(wire, "STALLED", 0.0)

    asyncio.run(sending(protocol))

    assert protocol.transport.aborted


def test_answer_in_one_part_is_not_held_up(protocol):
    server = WiredServer.__new__(WiredServer)

    asyncio.run(server.handle_reply(protocol, END))

    assert protocol.sent == [END]
