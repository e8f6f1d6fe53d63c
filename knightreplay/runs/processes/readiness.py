"""Whether everything that a run needs is there: each part asked, all in bounded time."""

import asyncio
import logging
import secrets
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any, NamedTuple

from asgiref.sync import async_to_sync
from django.conf import settings
from django.db import connection, connections
from django.db.migrations.executor import MigrationExecutor

from knightreplay.celery import app
from knightreplay.runs import announce
from knightreplay.runs.models import ProcessReport
from knightreplay.runs.processes import reports

logger = logging.getLogger(__name__)

LIMIT = 4.0  # seconds for all parts together
WITHIN = 2.0  # seconds for an answer of the broker's and of the channel layer's
KEPT = 1.0  # seconds for which an answer is given again: asking must not be a load


class NotReady(Exception):
    """A part that is there and does not do what it should."""


class Readiness(NamedTuple):
    ready: bool
    parts: dict[str, str]  # name → "ok" or what is wrong with it, in a few words
    processes: list[dict[str, Any]]
    odd: list[str]  # processes of another build than the one that answers

    def to_wire(self) -> dict[str, Any]:
        return self._asdict()


class _Last:
    """The newest answer; one question at a time is asked of the parts."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.answer: Readiness | None = None
        self.at = 0.0


_last = _Last()
_pool = ThreadPoolExecutor(max_workers=8, thread_name_prefix="ready")


def readiness() -> Readiness:
    """Asks every part, unless that was done in this very second."""
    with _last.lock:
        if _last.answer is None or time.monotonic() - _last.at > KEPT:
            _last.answer = _ask()
            _last.at = time.monotonic()
        return _last.answer


def forget() -> None:
    _last.answer = None


def _ask() -> Readiness:
    until = time.monotonic() + LIMIT
    asked = {name: _pool.submit(_closing, part) for name, part in PARTS.items()}
    listed = _pool.submit(_closing, reports.fresh)
    parts = {name: _answered(name, answer, until) for name, answer in asked.items()}
    rows = _result(listed, until) if parts["database"] == "ok" else []
    return Readiness(
        ready=all(said == "ok" for said in parts.values()),
        parts=parts,
        processes=[_shown(row) for row in rows],
        odd=[row.name for row in rows if reports.is_odd(row)],
    )


def _answered(name: str, answer: "Future[Any]", until: float) -> str:
    """In words of ours: an exception's own may hold an address with a password."""
    try:
        answer.result(timeout=max(0.0, until - time.monotonic()))
    except NotReady as reason:
        return str(reason)
    except TimeoutError:
        return "no answer in time"
    except Exception as error:  # whatever a driver raises, the part is down
        logger.warning("not ready: %s: %s", name, type(error).__name__)
        return f"down ({type(error).__name__})"
    return "ok"


def _result(answer: "Future[list[ProcessReport]]", until: float) -> list[ProcessReport]:
    try:
        return answer.result(timeout=max(0.0, until - time.monotonic()))
    except Exception as error:  # the database went away since it said ok
        logger.warning("processes not listed: %s", type(error).__name__)
        return []


def _closing(ask: Callable[[], Any]) -> Any:
    """In a thread of the pool, whose connection nobody else would close."""
    try:
        return ask()
    finally:
        connections.close_all()


def _shown(row: ProcessReport) -> dict[str, Any]:
    return {
        "name": row.name,
        "engine_version": row.engine_version,
        "data_hash": row.data_hash[:12],
        "odd": reports.is_odd(row),
    }


# ---------------------------------------------------------------- the parts


def _database() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")


def _migrations() -> None:
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise NotReady("not applied; run `manage.py migrate`")


def _channel_layer() -> None:
    """A message goes round through the layer, as a hint would."""
    async_to_sync(_go_round)()


async def _go_round() -> None:
    layer, group = announce.layer(), f"ready.{secrets.token_hex(8)}"
    channel = await layer.new_channel()
    await layer.group_add(group, channel)
    try:
        await layer.group_send(group, {"type": "ready"})
        async with asyncio.timeout(WITHIN):
            await layer.receive(channel)
    finally:
        await layer.group_discard(group, channel)


def _broker() -> None:
    if settings.EMBEDDED:
        return  # in this process's own memory
    with app.connection_for_write() as broker:
        broker.ensure_connection(max_retries=1, timeout=WITHIN)


def _worker() -> None:
    """A worker of this build has spoken lately, and one answers through the broker."""
    rows = [row for row in reports.fresh() if row.kind == ProcessReport.Kind.WORKER]
    if all(reports.is_odd(row) for row in rows):
        raise NotReady("of another engine or other data" if rows else "none answers")
    if not settings.EMBEDDED and not app.control.broadcast(
        "ping", reply=True, timeout=WITHIN, limit=1
    ):
        raise NotReady("none answers")


PARTS: dict[str, Callable[[], None]] = {
    "database": _database,
    "migrations": _migrations,
    "channel_layer": _channel_layer,
    "broker": _broker,
    "worker": _worker,
}
