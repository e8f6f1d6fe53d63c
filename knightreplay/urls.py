"""Addresses of pages and of the API."""

from django.urls import path
from django.views.i18n import set_language

from knightreplay.api.api import api
from knightreplay.pages import (
    comparisons,
    health,
    rooms,
    scenarios,
    shared,
    views,
    words,
)

urlpatterns = [
    path("", views.home, name="home"),
    path("host/", views.host, name="host"),
    path("join/", rooms.join, name="join"),
    path("rooms/", rooms.open_room, name="open-room"),
    path("rooms/<slug:code>/", rooms.room, name="room"),
    path("rooms/<slug:code>/host/", rooms.host, name="room-host"),
    path("runs/<uuid:run_id>/", views.run, name="run"),
    path("compare/", comparisons.compare, name="compare"),
    path("s/<str:token>/", shared.shared, name="shared"),
    path("s/<str:token>/preview.png", shared.preview, name="preview"),
    path("embed/<str:token>/", shared.embed, name="embed"),
    path("scenarios/", scenarios.scenarios, name="scenarios"),
    path("scenarios/<slug:name>/<slug:version>.svg", scenarios.curve, name="curve"),
    path(
        "scenarios/<slug:name>/<slug:version>.json", scenarios.figures, name="figures"
    ),
    path("language/", set_language, name="language"),
    path("words/<slug:language>-<slug:version>.js", words.catalogue, name="words"),
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("metrics", health.numbers, name="metrics"),
    path("api/v1/", api.urls),
]

handler400 = "knightreplay.pages.refusals.bad_request"
handler403 = "knightreplay.pages.refusals.forbidden"
handler404 = "knightreplay.pages.refusals.not_found"
handler500 = "knightreplay.pages.refusals.our_mistake"
