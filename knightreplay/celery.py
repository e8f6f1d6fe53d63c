"""The Celery application: `celery -A knightreplay worker`."""

import os
import sys
from typing import Any

from celery import Celery, signals
from celery.loaders.app import AppLoader
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "knightreplay.settings")


class Loader(AppLoader):  # type: ignore[misc]
    """Where the settings are refused, `celery` says why in one line as `manage.py` does."""

    def config_from_object(self, obj: Any, silent: bool = False) -> Any:
        try:
            return super().config_from_object(obj, silent=silent)
        except ImproperlyConfigured as error:
            sys.exit(f"knightreplay: {error}")


app = Celery("knightreplay", loader="knightreplay.celery:Loader")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
app.autodiscover_tasks(["knightreplay.sharing.files.exporting"])


@signals.celeryd_init.connect
def listen_to_own_build(**options: Any) -> None:
    """Before its queues are set up: only work of this engine and this data."""
    from knightreplay.runs.build import this_build  # noqa: PLC0415 -- numba is slow

    app.conf.task_default_queue = this_build().queue


@signals.worker_process_init.connect
def report_child(**options: Any) -> None:
    """The process that computes is the one that reports: a child, or itself if solo."""
    _report()


@signals.worker_ready.connect
def report_threads(sender: Any, **options: Any) -> None:
    """The other pools compute in the worker's own process, and say nothing before."""
    if not type(sender.pool).__module__.endswith(("prefork", "solo")):
        _report()


def _report() -> None:
    if settings.EMBEDDED:
        return  # `serve` reports of the worker within it
    from knightreplay.runs.models import ProcessReport  # noqa: PLC0415 -- after the apps
    from knightreplay.runs.processes.reports import Reporter  # noqa: PLC0415 -- after the apps

    Reporter(ProcessReport.Kind.WORKER).start()
