"""The Celery application: `celery -A knightreplay worker`."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "knightreplay.settings")

app = Celery("knightreplay")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
