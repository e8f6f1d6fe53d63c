"""Addresses of pages and of the API."""

from django.contrib import admin
from django.urls import path
from django.views.generic import RedirectView
from django.views.i18n import set_language

from knightreplay.api.api import api
from knightreplay.pages import (
    account,
    claims,
    comparisons,
    drills,
    facts,
    health,
    joining,
    leading,
    mine,
    rooms,
    scenarios,
    shared,
    views,
    words,
)

_to_sign_in = RedirectView.as_view(
    pattern_name="sign-in", query_string=True, http_method_names=["get", "head"]
)

urlpatterns = [
    path("", views.home, name="home"),
    path("host/", views.host, name="host"),
    path("join/", joining.join, name="join"),
    path("rooms/", rooms.open_room, name="open-room"),
    path("rooms/<slug:code>/", rooms.room, name="room"),
    path("rooms/<slug:code>/host/", leading.host, name="room-host"),
    path("rooms/<slug:code>/lead/", rooms.lead, name="room-lead"),
    path("rooms/<slug:code>/remote/", leading.remote, name="room-remote"),
    path("rooms/<slug:code>/present/", leading.present, name="room-present"),
    path("rooms/<slug:code>/rehearsal/", leading.rehearsal, name="room-rehearsal"),
    path("rooms/<slug:code>/qr.svg", leading.qr, name="room-qr"),
    path("rooms/<slug:code>/move/", rooms.move, name="room-move"),
    path("rooms/<slug:code>/leave/", rooms.leave, name="room-leave"),
    path("rooms/<slug:code>/wall/", drills.wall, name="room-wall"),
    path("rooms/<slug:code>/debrief/", drills.debrief, name="room-debrief"),
    path("rooms/<slug:code>/record.json", drills.room_record, name="room-record"),
    path("rooms/<slug:code>/remove/", rooms.remove, name="room-remove"),
    path("runs/<uuid:run_id>/", views.run, name="run"),
    path("compare/", comparisons.compare, name="compare"),
    path("s/<str:token>/", shared.shared, name="shared"),
    path("s/<str:token>/preview.png", shared.preview, name="preview"),
    path("embed/<str:token>/", shared.embed, name="embed"),
    path("mine/", mine.mine, name="mine"),
    path("account/", account.account, name="account"),
    path("account/sign-in/", account.SignIn.as_view(), name="sign-in"),
    path("account/sign-out/", account.SignOut.as_view(), name="sign-out"),
    path("account/sign-up/", account.sign_up, name="sign-up"),
    path("account/password/", account.password, name="password"),
    # One page where all sign in, with its limits.
    path("admin/login/", _to_sign_in, name="admin-sign-in"),
    path("admin/", admin.site.urls),
    path("facts/claims/", claims.claims, name="claims"),
    path("scenarios/", scenarios.scenarios, name="scenarios"),
    path("scenarios/<slug:name>/<slug:version>.svg", scenarios.curve, name="curve"),
    path(
        "scenarios/<slug:name>/<slug:version>.json", scenarios.figures, name="figures"
    ),
    path("facts/", facts.facts, name="facts"),
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
