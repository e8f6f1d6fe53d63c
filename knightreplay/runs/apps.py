from django.apps import AppConfig


class RunsConfig(AppConfig):
    name = "knightreplay.runs"
    label = "runs"
