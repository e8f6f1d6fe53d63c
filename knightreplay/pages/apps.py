from django.apps import AppConfig
from django.contrib.auth.signals import user_logged_in, user_logged_out

from knightreplay.access.signed_in import begin_stay, end_stay


class PagesConfig(AppConfig):
    name = "knightreplay.pages"
    label = "pages"

    def ready(self) -> None:
        user_logged_in.connect(begin_stay)
        user_logged_out.connect(end_stay)
