"""Addresses of pages and of the API."""

from django.urls import path

from knightreplay.api.api import api
from knightreplay.pages import views

urlpatterns = [
    path("", views.home, name="home"),
    path("host/", views.host, name="host"),
    path("runs/<uuid:run_id>/", views.run, name="run"),
    path("healthz", views.healthz, name="healthz"),
    path("api/v1/", api.urls),
]
