"""Moments as data files write them, each as exact as its source.

2003, 2010-11, 2012-07-27, 2012-08-01 09:30 (Eastern time).
"""

from datetime import datetime, timedelta

from django.utils.dateformat import format as date_in_words
from django.utils.translation import gettext

YEAR, MONTH, DAY, MINUTE = 4, 7, 10, 16  # letters
FORMATS = {YEAR: "%Y", MONTH: "%Y-%m", DAY: "%Y-%m-%d", MINUTE: "%Y-%m-%d %H:%M"}


def read(moment: str) -> datetime:
    """When it begins; no zone, as it meets no clock of ours.

    Raises
    ------
    ValueError
        for what is no moment.
    """
    pattern = FORMATS.get(len(moment), FORMATS[MINUTE])
    return datetime.strptime(moment, pattern)  # noqa: DTZ007


def end_of(moment: str) -> datetime:
    """The end of the year, the month or the day; a minute has no length here."""
    begins = read(moment)
    if len(moment) == YEAR:
        return begins.replace(year=begins.year + 1)
    if len(moment) == MONTH:
        return (begins + timedelta(days=31)).replace(day=1)
    return begins + timedelta(days=1) if len(moment) == DAY else begins


def in_words(moment: str) -> str:
    """In the language of the page: 2003, July 2012, 3 July 2012, 9:34."""
    begins = read(moment)
    if len(moment) == YEAR:
        return moment
    if len(moment) == MINUTE:
        return f"{begins.hour}:{begins.minute:02}"
    # The letters of Django's dates: a day, a month.
    pattern = gettext("j F Y") if len(moment) == DAY else gettext("F Y")
    return date_in_words(begins, pattern)
