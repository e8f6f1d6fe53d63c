from django.apps import AppConfig


class EmbeddedConfig(AppConfig):
    name = "knightreplay.embedded"
    label = "embedded"
