from django.apps import AppConfig


class ApiConfig(AppConfig):
    name = "knightreplay.api"
    label = "api"
