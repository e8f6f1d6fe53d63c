"""The ASGI application: pages and API over HTTP, runs over WebSocket."""

import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "knightreplay.settings")
django.setup(set_prefix=False)  # before anything that needs the apps

from channels.routing import ProtocolTypeRouter, URLRouter  # noqa: E402
from channels.sessions import SessionMiddlewareStack  # noqa: E402
from django.conf import settings  # noqa: E402

from knightreplay.handler import ThreadHandler  # noqa: E402
from knightreplay.limiting.bodies import BodyLimit  # noqa: E402
from knightreplay.limiting.queue import RequestQueue  # noqa: E402
from knightreplay.limiting.requests import RequestLimit  # noqa: E402
from knightreplay.limiting.sockets import SocketLimit  # noqa: E402
from knightreplay.live.origin import SameOrigin  # noqa: E402
from knightreplay.live.routing import websocket_urlpatterns  # noqa: E402
from knightreplay.network.proxies import TrustedProxies  # noqa: E402
from knightreplay.network.visitors import VisitorMiddleware  # noqa: E402
from knightreplay.pages.health import UpFirst  # noqa: E402
from knightreplay.static_files.answering import StaticFiles  # noqa: E402

application = TrustedProxies(
    VisitorMiddleware(
        ProtocolTypeRouter(
            {
                "http": UpFirst(
                    StaticFiles(BodyLimit(RequestQueue(RequestLimit(ThreadHandler()))))
                ),
                "websocket": SameOrigin(
                    SocketLimit(
                        SessionMiddlewareStack(URLRouter(websocket_urlpatterns))
                    )
                ),
            }
        )
    ),
    settings.TRUSTED_PROXIES,
)
