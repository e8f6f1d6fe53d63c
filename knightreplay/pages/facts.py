"""The page of facts: sources, the order, figures, the record and the glossary."""

from itertools import groupby

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from knightreplay.facts.figures import figures
from knightreplay.facts.glossary import terms
from knightreplay.facts.order import places
from knightreplay.facts.record import Part, RecordEntry, gaps, record
from knightreplay.facts.sources import ORDER, Citation, sources


@require_safe
def facts(request: HttpRequest) -> HttpResponse:
    """Everything that is known of the morning, and from where; nothing of any run."""
    context = {
        "sources": sources(),
        "order": [(Citation(ORDER, place), row) for place, row in places().items()],
        "figures": figures(),
        "record": [
            (_title(part), dict(rows))
            for part, rows in groupby(record().items(), key=_part)
        ],
        "gaps": gaps(),
        "terms": terms(),
    }
    return render(request, "facts.html", context)


def _part(row: tuple[str, RecordEntry]) -> Part:
    return row[1].part


def _title(part: Part) -> str:
    titles = {
        "before": gettext("Before the morning"),
        "day": gettext("1 August 2012, Eastern time"),
        "after": gettext("After it"),
    }
    return titles[part]
