from django.apps import AppConfig


class LiveConfig(AppConfig):
    name = "knightreplay.live"
    label = "live"

    def ready(self) -> None:
        from knightreplay.live.run.receivers import (  # noqa: PLC0415 -- models
            tell_of_note,
            tell_viewers,
        )
        from knightreplay.runs.signals import changed  # noqa: PLC0415 -- models
        from knightreplay.sharing.signals import noted  # noqa: PLC0415 -- models

        changed.connect(tell_viewers, dispatch_uid="tell-viewers")
        noted.connect(tell_of_note, dispatch_uid="tell-of-note")
