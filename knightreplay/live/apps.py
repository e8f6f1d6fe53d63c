from django.apps import AppConfig


class LiveConfig(AppConfig):
    name = "knightreplay.live"
    label = "live"
