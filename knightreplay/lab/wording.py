"""How a range is told: one line under a figure, in the language of the page."""

from typing import NamedTuple

from django.utils.translation import gettext

from knightreplay.lab.mornings import SEEDS
from knightreplay.lab.ranges import Range
from knightreplay.money import in_millions


def line(found: Range) -> str:
    """The range over the readings with the band over the seeds, each with what it is over."""
    if not found.readings:
        return gettext("range being computed")
    return gettext("%(readings)s; %(seeds)s") % {
        "readings": over_readings(found),
        "seeds": _over_seeds(found),
    }


def over_readings(found: Range) -> str:
    """From the least to the most, whichever reading has them."""
    if not found.readings:
        return gettext("range being computed")
    if in_millions(found.low) == in_millions(found.high):
        words = gettext("%(amount)s in all three readings and with the rival stop")
        return words % {"amount": in_millions(found.low)}
    words = gettext("%(range)s over three readings and the rival stop")
    return words % {"range": low_to_high(found)}


def low_to_high(found: Range) -> str:
    """Two amounts, or one where both are told alike."""
    low, high = in_millions(found.low), in_millions(found.high)
    if low == high:
        return low
    return gettext("%(low)s to %(high)s") % {"low": low, "high": high}


def _over_seeds(found: Range) -> str:
    if not found.seeds:
        return gettext("over the seeds being computed")
    return gettext("%(mean)s ± %(deviation)s over %(count)s seeds") % {
        "mean": in_millions(found.mean),
        "deviation": in_millions(found.deviation),
        "count": len(SEEDS),
    }


def reason() -> str:
    """Why such a figure is a range."""
    return gettext(
        "What else could have been is a range, in this simulation too. The order leaves open "
        "whether the 212 orders came before the open (¶21) or kept coming (¶27), and another "
        "account puts the stop at 9:58: three readings and the rival stop, each fitted to the "
        "same executions and loss. Seeds differ in the market's noise only."
    )


class ReadingWords(NamedTuple):
    """What a scenario that is a reading says of itself."""

    reads: str  # what it takes from the order, and what in the order says otherwise
    other: str  # the scenario that reads it otherwise
    misses: str  # that it misses counts of the order; empty if it meets all of them


def reading_words(scenario: str) -> ReadingWords | None:
    """None for a scenario that is no reading."""
    match scenario:
        case "sec-2013":
            return _keeps_coming()
        case "all-at-the-open":
            return _at_the_open()
        case "woken-by-the-rollback":
            return _woken()
        case "stop-0958":
            return _rival_stop()
    return None


def _keeps_coming() -> ReadingWords:
    words = gettext(
        "Reads ¶27 of the SEC's order: flagged orders kept coming. "
        "¶21 says otherwise: they were received before the open."
    )
    return ReadingWords(words, "all-at-the-open", "")


def _at_the_open() -> ReadingWords:
    return ReadingWords(
        gettext(
            "Reads ¶21 of the SEC's order: the 212 were received before the open. "
            "¶27 says otherwise: more came with the rollback."
        ),
        "sec-2013",
        _misses(),
    )


def _woken() -> ReadingWords:
    return ReadingWords(
        gettext(
            "Reads ¶21 and ¶27 of the SEC's order together: the 212 were received before "
            "the open, and the rollback woke 185 of them."
        ),
        "sec-2013",
        _misses(),
    )


def _misses() -> str:
    """Which, the scenarios' page and a postmortem's key figures list."""
    return gettext("It misses counts of the order.")


def _rival_stop() -> ReadingWords:
    words = gettext(
        "Reads the stop as another account has it, at 9:58. "
        "The SEC's order says approximately 45 minutes (¶1, ¶17)."
    )
    return ReadingWords(words, "sec-2013", "")
