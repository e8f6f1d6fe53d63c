"""Django's part of a request, whole, in one thread."""

import asyncio
from typing import IO, cast

from asgiref.sync import sync_to_async
from django.core import signals
from django.core.exceptions import RequestAborted
from django.core.handlers.asgi import ASGIHandler
from django.http.response import HttpResponseBase
from django.urls import set_script_prefix

from knightreplay.asgi_types import Receive, Scope, Send


class ThreadHandler(ASGIHandler):
    """Runs signals, middleware and view one after the other, as under WSGI.

    None of ours is asynchronous. Django would run every middleware beside the event loop
    and change threads twice for each: that costs more than most pages.
    """

    def load_middleware(self, is_async: bool = False) -> None:
        super().load_middleware(is_async=False)

    async def handle(self, scope: Scope, receive: Receive, send: Send) -> None:
        # Daphne takes it from a header that anybody may send, and every link would follow.
        scope = {**scope, "root_path": ""}
        set_script_prefix("/")
        try:
            body = await self.read_body(receive)
        except RequestAborted:
            return
        with body:
            response = await sync_to_async(self._answer)(scope, body)
            if response.streaming:
                await self._stream(response, receive, send)
            else:
                await self.send_response(response, send)

    def _answer(self, scope: Scope, body: IO[bytes]) -> HttpResponseBase:
        """Closed already, unless it is still to be read."""
        signals.request_started.send(sender=self.__class__, scope=scope)
        request, refusal = self.create_request(scope, body)
        refused = cast("HttpResponseBase", refusal)
        response = refused if request is None else self.get_response(request)
        response._handler_class = self.__class__  # type: ignore[attr-defined]
        if not response.streaming:
            response.close()
        return response

    async def _stream(
        self, response: HttpResponseBase, receive: Receive, send: Send
    ) -> None:
        """Until its end, or until nobody listens any more."""
        sending = asyncio.create_task(self.send_response(response, send))
        # After the body nothing is said but that the client has left.
        leaving = asyncio.ensure_future(receive())
        try:
            await asyncio.wait((sending, leaving), return_when=asyncio.FIRST_COMPLETED)
            if sending.done():
                sending.result()
        finally:
            for task in (sending, leaving):
                task.cancel()
            await asyncio.gather(sending, leaving, return_exceptions=True)
            await sync_to_async(response.close)()
