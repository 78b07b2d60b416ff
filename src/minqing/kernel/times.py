"""Time as the house uses it: aware moments, days of Asia/Shanghai. Nobody here reads the clock."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from django.utils.translation import gettext_lazy as _

from .errors import Refused

SHANGHAI = ZoneInfo("Asia/Shanghai")
YEARS = range(1900, 2200)


def aware(at: datetime) -> datetime:
    """
    Give a moment back if it carries its zone.

    :raises Refused: if the moment is naive; guessing a zone moves deadlines.
    """
    if at.tzinfo is None or at.utcoffset() is None:
        raise Refused(_("A moment needs its time zone."))
    return at


def day_of(at: datetime) -> date:
    """Return the calendar day in the county on which a moment falls."""
    return aware(at).astimezone(SHANGHAI).date()


def at_local(day: date, hour: int, minute: int = 0) -> datetime:
    """
    Return the moment at which the county's clocks show this hour on this day.

    :raises Refused: see :func:`near`.
    """
    return datetime.combine(near(day), time(hour, minute), tzinfo=SHANGHAI)


def near(day: date) -> date:
    """
    Give a day back if it can be counted with.

    :raises Refused: if it lies outside 1900 to 2199: no clock here will show it, and no database converts it.
    """
    if day.year not in YEARS:
        raise Refused(_("This day lies too far away: %(day)s") % {"day": day.isoformat()})
    return day


def refuse_no_span(start: date, end: date) -> None:
    """
    Refuse half-open days ``[start, end)`` that are none, or that nobody can count.

    :raises Refused: if they lie the wrong way round, or one of them too far away.
    """
    near(start), near(end)
    if end <= start:
        raise Refused(_("The first day lies after the last."), field="end")
