"""Addresses of sockets."""

from typing import Any

from django.urls import path, re_path

from knightreplay.live.room.consumer import RoomConsumer
from knightreplay.live.run.consumer import Nowhere, RunConsumer

# The stubs of Django and of Channels disagree on what an application is.
_run: Any = RunConsumer.as_asgi()
_room: Any = RoomConsumer.as_asgi()
_nowhere: Any = Nowhere.as_asgi()

websocket_urlpatterns: list[Any] = [
    path("ws/runs/<uuid:run_id>/", _run),
    re_path(r"^ws/rooms/(?P<code>[0-9]{6})/$", _room),
    re_path(r"", _nowhere),
]
