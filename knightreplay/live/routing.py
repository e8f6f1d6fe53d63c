"""Addresses of sockets."""

from django.urls import path, re_path

from knightreplay.live.consumers import Nowhere, RunConsumer

websocket_urlpatterns = [
    path("ws/runs/<uuid:run_id>/", RunConsumer.as_asgi()),
]
unknown = re_path(r"", Nowhere.as_asgi())
