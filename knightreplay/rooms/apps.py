from django.apps import AppConfig


class RoomsConfig(AppConfig):
    name = "knightreplay.rooms"

    def ready(self) -> None:
        from knightreplay.rooms.receivers import clock_woken  # noqa: PLC0415 -- models
        from knightreplay.runs.signals import woken  # noqa: PLC0415 -- models

        woken.connect(clock_woken, dispatch_uid="line-up-teams")
