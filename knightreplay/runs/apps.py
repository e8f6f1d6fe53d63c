from django.apps import AppConfig

from knightreplay import metrics


class RunsConfig(AppConfig):
    name = "knightreplay.runs"
    label = "runs"

    def ready(self) -> None:
        from knightreplay.runs.processes.stored_metrics import StoredFigures  # noqa: PLC0415 -- models

        metrics.registry.register(StoredFigures())
