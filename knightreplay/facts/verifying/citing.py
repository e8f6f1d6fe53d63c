"""A source that has numbered places is cited by one of them."""

import re
from collections.abc import Iterator

from knightreplay.facts.order import places
from knightreplay.facts.verifying.texts import Text

# Named as a source: within brackets, after "Source:", or as all that a `source` field says.
NAMED = re.compile(
    r"[(\uff08]SEC[)\uff09]|\bSource: SEC(?![^.]*(?:¶|fn))|^SEC(?: order)?\.?$"
)
PLACE = re.compile(r"¶\s?(\d+)|\bfn\s?(\d+)")


def pointless(text: Text) -> Iterator[str]:
    """Citations of the order without a place in it."""
    yield from (hit[0] for hit in NAMED.finditer(text.text))


def nowhere(text: Text) -> Iterator[str]:
    """Places that are cited and of which the facts say nothing."""
    for hit in PLACE.finditer(text.text):
        place = f"¶{hit[1]}" if hit[1] else f"fn {hit[2]}"
        if place not in places():
            yield hit[0]
