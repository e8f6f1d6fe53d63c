"""How a range is told: one line under a figure, in the language of the page."""

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
