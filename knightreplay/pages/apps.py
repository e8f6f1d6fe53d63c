from django.apps import AppConfig


class PagesConfig(AppConfig):
    name = "knightreplay.pages"
    label = "pages"
