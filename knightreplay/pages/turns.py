"""Answers to what must wait for its turn."""

from math import ceil

from django.http import HttpResponse

from knightreplay.door import NotYet
from knightreplay.turns import HEADER


def put_off(answer: HttpResponse, refused: NotYet) -> HttpResponse:
    """An answer for who must wait; with a turn kept, it is asked again by itself."""
    answer["Retry-After"] = str(ceil(refused.wait) or 1)
    if refused.placed:
        answer[HEADER.decode()] = f"{refused.wait:.3f}"
    return answer
