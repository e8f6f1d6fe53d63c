"""The page as PDF, by WeasyPrint: it may read no file and no address.

Importing WeasyPrint loads Pango, which is a part of the system and may be missing.
"""

import json
import logging
from datetime import UTC, datetime
from typing import Any

from knightreplay.runs.errors import Conflict
from knightreplay.sharing.files.postmortem.document import stamp
from knightreplay.sharing.files.postmortem.findings import Findings
from knightreplay.sharing.files.postmortem.page import as_page

MISSING = (
    "PDF needs Pango on the server: apt install libpango-1.0-0 libpangoft2-1.0-0"
    " libharfbuzz-subset0. Markdown and HTML work without."
)

# The morning's day, for what a PDF wants a date of: the same run gives the same bytes.
SETTLED = datetime(2012, 8, 1, tzinfo=UTC)


def as_pdf(found: Findings) -> bytes:
    """The whole file; the same findings give the same bytes.

    Raises
    ------
    Conflict
        Pango is missing on this machine.
    """
    weasyprint = _weasyprint()
    html = weasyprint.HTML(string=as_page(found), url_fetcher=_refusing(weasyprint))
    known = stamp(found)
    attached = weasyprint.Attachment(
        string=json.dumps(known, ensure_ascii=False, indent=1),
        name="run.json",
        description="What this document is of",
        created=SETTLED,
        modified=SETTLED,
    )
    written: bytes = html.write_pdf(
        attachments=[attached],
        pdf_identifier=bytes.fromhex(known["sha256"])[:16],
        pdf_tags=True,
        custom_metadata=False,
    )
    return written


def _weasyprint() -> Any:
    try:
        import weasyprint  # noqa: PLC0415 -- needs parts of the system that may be missing
    except (ImportError, OSError) as error:
        raise Conflict(MISSING) from error
    # It warns of every property of a picture's that is none of style sheets.
    logging.getLogger("weasyprint").setLevel(logging.ERROR)
    return weasyprint


def _refusing(weasyprint: Any) -> Any:
    """Whatever a document asks for, it does not get: no network, no files, no data."""

    class Refusing(weasyprint.urls.URLFetcher):  # type: ignore[misc]
        def fetch(self, url: str, headers: Any = None) -> Any:
            raise ValueError(f"not fetched: {url}")

    return Refusing()
