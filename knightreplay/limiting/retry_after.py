"""What is said to an attempt that comes too soon."""

from math import ceil

from django.http import HttpResponse

from knightreplay.limiting.limiter import RateLimited
from knightreplay.limiting.queue import HEADER


def retry_after(answer: HttpResponse, limited: RateLimited) -> HttpResponse:
    """With a turn kept for it, the request is asked again by itself."""
    answer["Retry-After"] = str(ceil(limited.wait) or 1)
    if limited.queued:
        answer[HEADER.decode()] = f"{limited.wait:.3f}"
    return answer
