"""A socket is opened by a page of this server only: cookies would not tell the difference."""

from typing import Any

from channels.security.websocket import WebsocketDenier

from knightreplay.access.origin import is_same_origin


class SameOrigin:
    """Denies a socket whose Origin is not the address that it was opened at."""

    def __init__(self, application: Any) -> None:
        self.application = application

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        headers = {name: value.decode("latin1") for name, value in scope["headers"]}
        origin, host = headers.get(b"origin"), headers.get(b"host", "")
        secure = scope.get("scheme") == "wss"
        if origin is not None and is_same_origin(origin, host, secure=secure):
            await self.application(scope, receive, send)
        else:
            await WebsocketDenier()(scope, receive, send)
