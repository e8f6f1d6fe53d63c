"""What a browser sends by the forms of pages."""

from django.test import Client

from knightreplay.runs.models import Run


def begin(client: Client, **fields: str) -> Run:
    """A run of the default morning, as somebody begins it on the home page."""
    place = client.post("/", {"scenario": "sec-2013", **fields})["Location"]
    return Run.objects.get(id=place.split("/")[2])
