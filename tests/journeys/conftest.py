"""Whole stories in browsers and processes: `make journeys`."""

from tests.browser.conftest import chromium, history, server, visitor

__all__ = ["chromium", "history", "server", "visitor"]
