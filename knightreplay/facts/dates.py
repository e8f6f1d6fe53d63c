"""Dates as data files write them, each as exact as its source.

2003, 2010-11, 2012-07-27, 2012-08-01 09:30 (Eastern time).
"""

from datetime import datetime, timedelta

from django.utils.dateformat import format as date_in_words
from django.utils.translation import gettext

YEAR, MONTH, DAY, MINUTE = 4, 7, 10, 16  # letters
FORMATS = {YEAR: "%Y", MONTH: "%Y-%m", DAY: "%Y-%m-%d", MINUTE: "%Y-%m-%d %H:%M"}


def read(date: str) -> datetime:
    """When it begins; no zone, as it meets no clock of ours.

    Raises
    ------
    ValueError
        for what is no date.
    """
    pattern = FORMATS.get(len(date), FORMATS[MINUTE])
    return datetime.strptime(date, pattern)  # noqa: DTZ007


def end_of(date: str) -> datetime:
    """The end of the year, the month or the day; a minute has no length here."""
    begins = read(date)
    if len(date) == YEAR:
        return begins.replace(year=begins.year + 1)
    if len(date) == MONTH:
        return (begins + timedelta(days=31)).replace(day=1)
    return begins + timedelta(days=1) if len(date) == DAY else begins


def in_words(date: str) -> str:
    """In the language of the page: 2003, July 2012, 3 July 2012, 9:34."""
    begins = read(date)
    if len(date) == YEAR:
        return date
    if len(date) == MINUTE:
        return f"{begins.hour}:{begins.minute:02}"
    # The letters of Django's dates: a day, a month.
    pattern = gettext("j F Y") if len(date) == DAY else gettext("F Y")
    return date_in_words(begins, pattern)
