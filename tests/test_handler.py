"""Django's part of a request."""

import asyncio
import threading

from asgiref.testing import ApplicationCommunicator
from django.core import signals
from django.http import HttpResponse, StreamingHttpResponse
from django.urls import reverse

from knightreplay.handler import ThreadHandler

SCOPE = {
    "type": "http",
    "method": "GET",
    "path": "/",
    "query_string": b"",
    "headers": [(b"host", b"testserver")],
}


def handler_of(answer):
    handler = ThreadHandler()
    vars(handler)["_middleware_chain"] = answer
    return handler


async def said(handler, **changed):
    """All that is sent in answer to a request, and what goes on."""
    asked = ApplicationCommunicator(handler, SCOPE | changed)
    await asked.send_input({"type": "http.request", "body": b""})
    return asked


async def test_signals_middleware_and_view_run_in_one_thread():
    threads = {}

    def heard(signal, **_):
        threads[signal] = threading.get_ident()

    def answer(request):
        threads["view"] = threading.get_ident()
        return HttpResponse("ok")

    handler = handler_of(answer)
    for signal in (signals.request_started, signals.request_finished):
        signal.connect(heard, sender=ThreadHandler)
    asked = await said(handler)
    (start, body) = [await asked.receive_output() for _ in range(2)]
    await asked.wait()
    for signal in (signals.request_started, signals.request_finished):
        signal.disconnect(heard, sender=ThreadHandler)

    assert (start["status"], body["body"]) == (200, b"ok")
    assert len(threads) == 3
    assert len(set(threads.values()) - {threading.get_ident()}) == 1


async def test_header_that_names_a_root_path_moves_no_link():
    handler = handler_of(lambda request: HttpResponse(reverse("mine")))

    asked = await said(handler, root_path="//elsewhere.example")
    await asked.receive_output()

    assert (await asked.receive_output())["body"] == b"/mine/"
    await asked.wait()


async def test_stream_ends_and_is_closed_when_its_client_has_left():
    closed = threading.Event()

    async def endless():
        yield b"more"
        await asyncio.Event().wait()

    def answer(request):
        stream = StreamingHttpResponse(endless())
        vars(stream)["_resource_closers"].append(closed.set)
        return stream

    asked = await said(handler_of(answer))
    start, first = [await asked.receive_output() for _ in range(2)]
    await asked.send_input({"type": "http.disconnect"})
    await asked.wait()

    assert (start["status"], first["body"], closed.is_set()) == (200, b"more", True)
