"""Django's part of a request, whole, in one thread."""

from asgiref.sync import sync_to_async
from django.core.handlers.asgi import ASGIHandler
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from knightreplay.asgi_types import Receive, Scope, Send


class ThreadHandler(ASGIHandler):
    """Runs middleware and view one after the other, as under WSGI.

    None of ours is asynchronous. Django would run every middleware beside the event loop
    and change threads twice for each: that costs more than most pages.
    """

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        # Daphne takes it from a header that anybody may send, and every link would follow.
        await super().__call__({**scope, "root_path": ""}, receive, send)

    def load_middleware(self, is_async: bool = False) -> None:
        super().load_middleware(is_async=False)

    async def get_response_async(self, request: HttpRequest) -> HttpResponseBase:
        return await sync_to_async(self.get_response)(request)
