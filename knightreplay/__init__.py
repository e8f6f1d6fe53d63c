"""KnightReplay: the morning of 1 August 2012 at Knight Capital, replayed."""

from knightreplay.celery import app as celery_app

__all__ = ["celery_app"]
