"""Whole stories in browsers and processes: `make journeys`."""

__all__ = [
    *("chromium", "history", "server", "visitor"),
    *("no_worker", "only_worker", "other_web", "postgres_url", "redis_url"),
    *("settings_of", "web", "webs", "worker"),
]
