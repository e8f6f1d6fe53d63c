"""The finished file, read back part by part: the web process never holds it whole."""

import re
from collections.abc import AsyncIterator
from uuid import UUID

from asgiref.sync import sync_to_async
from django.utils.http import content_disposition_header

from knightreplay.sharing.models import Export, Part
from simulator.clock import CLOSE, time_of

_UNSAFE = re.compile(r"[^\w. -]+")
NAME = 60  # characters of a run's name that a file's name keeps


async def parts_of(export: Export) -> AsyncIterator[bytes]:
    """The bytes of a file that is ready, a megabyte or less at a time."""
    number = 0
    while True:
        content = await sync_to_async(_part)(export.id, export.lease, number)
        if content is None:
            return
        yield content
        number += 1


def _part(export_id: UUID, lease: str, number: int) -> bytes | None:
    rows = Part.objects.filter(export=export_id, lease=lease, number=number)
    content = rows.values_list("content", flat=True).first()
    return None if content is None else bytes(content)


def file_name(export: Export) -> str:
    """`knightreplay-NAME-093000-103000.frames.csv`, with letters of any script only."""
    run = export.run
    named = _UNSAFE.sub("", run.name)[:NAME].strip(" .")
    name = named or f"{run.scenario}-{str(run.id)[:8]}"
    first, end = export.options["from"], export.options["to"]
    part = "" if (first, end) == (0, CLOSE) else f"-{_digits(first)}-{_digits(end)}"
    chart = f"-{export.options['chart']}" if "chart" in export.options else ""
    return f"knightreplay-{name}{part}{chart}.{export.kind}".replace(" ", "-")


def _digits(tick: int) -> str:
    return time_of(tick).replace(":", "")


def disposition(name: str) -> str:
    """An attachment; a name beyond ASCII in the form of RFC 5987."""
    return content_disposition_header(as_attachment=True, filename=name) or "attachment"
