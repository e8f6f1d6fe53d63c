"""The broker in memory, and the worker that is woken by it."""

import threading
import time

import pytest
from kombu.connection import Connection

from knightreplay.embedded.transport import wake
from knightreplay.embedded.worker import EmbeddedWorker
from knightreplay.runs import services
from knightreplay.runs.models import Run
from tests.waiting import until

TRANSPORT = "knightreplay.embedded.transport:Transport"


@pytest.fixture
def queue():
    with Connection("memory://localhost/", transport=TRANSPORT) as connection:
        yield connection.SimpleQueue("transport-test")


def test_transport_delivers_what_was_put_in_before(queue):
    queue.put({"n": 1})

    message = queue.get(timeout=30)
    message.ack()
    assert message.payload == {"n": 1}


def test_transport_is_woken_by_a_message_of_another_thread(queue):
    threading.Timer(0.05, queue.put, ({"n": 2},)).start()

    started = time.monotonic()
    message = queue.get(timeout=30)
    message.ack()

    assert message.payload == {"n": 2}
    assert time.monotonic() - started < 15  # and not the end of the time-out


def test_transport_gives_up_when_it_is_told_to_look_around(queue):
    threading.Timer(0.05, wake).start()

    with pytest.raises(TimeoutError):
        queue.channel.connection.client.drain_events(timeout=30)


@pytest.mark.django_db(transaction=True)
def test_worker_computes_a_run_that_was_started_beside_it():
    worker = EmbeddedWorker()
    worker.start()
    try:
        assert worker.ready.wait(timeout=30)
        run = services.start_run(scenario="sec-2013", seed=29).run
        until(Run.objects.filter(id=run.id, status="complete").exists)
    finally:
        worker.stop()

    assert not worker.is_alive()
