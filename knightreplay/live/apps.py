from django.apps import AppConfig


class LiveConfig(AppConfig):
    name = "knightreplay.live"
    label = "live"

    def ready(self) -> None:
        from knightreplay.live.receivers import tell_viewers  # noqa: PLC0415 -- models
        from knightreplay.runs.signals import changed  # noqa: PLC0415 -- models

        changed.connect(tell_viewers, dispatch_uid="tell-viewers")
