"""Who is really here: seats with an open socket are stamped every few seconds."""

import time
from collections.abc import Mapping

from knightreplay.rooms.models import Seat


def note_presence(seats: Mapping[int, bool]) -> None:
    """These seats (ids) have a socket open; true: their page is in front."""
    now = time.time()
    for awake in (True, False):
        ids = [seat for seat, is_awake in seats.items() if is_awake is awake]
        if ids:
            Seat.objects.filter(id__in=ids).update(seen=now, awake=awake)
