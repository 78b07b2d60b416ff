"""Dates, spans and sums in the words of the office."""

from datetime import date, datetime, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from minqing.kernel.times import SHANGHAI


def weekday(day: date) -> str:
    """Name the day of the week, short."""
    names = (
        pgettext("short weekday", "Mon"), pgettext("short weekday", "Tue"), pgettext("short weekday", "Wed"),
        pgettext("short weekday", "Thu"), pgettext("short weekday", "Fri"), pgettext("short weekday", "Sat"),
        pgettext("short weekday", "Sun"),
    )  # fmt: skip
    return names[day.weekday()]


def local(value: date | datetime) -> date | datetime:
    """Move a moment to the office's own time; a day stays as it is."""
    return value.astimezone(SHANGHAI) if isinstance(value, datetime) else value


def month_name(day: date) -> str:
    """Name the month, short; Chinese writes its number."""
    names = (
        pgettext("short month", "Jan"), pgettext("short month", "Feb"), pgettext("short month", "Mar"),
        pgettext("short month", "Apr"), pgettext("short month", "May"), pgettext("short month", "Jun"),
        pgettext("short month", "Jul"), pgettext("short month", "Aug"), pgettext("short month", "Sep"),
        pgettext("short month", "Oct"), pgettext("short month", "Nov"), pgettext("short month", "Dec"),
    )  # fmt: skip
    return names[day.month - 1]


def parts_of(value: date | datetime) -> dict[str, object]:
    """Return what a date's wording may name."""
    day = local(value)
    return {"year": day.year, "month": month_name(day), "day": day.day, "weekday": weekday(day)}


def long_day(value: date | datetime) -> str:
    """Write a day whole: 2026年9月9日（周三）."""
    return _("%(day)s %(month)s %(year)s (%(weekday)s)") % parts_of(value)


def near_day(value: date | datetime) -> str:
    """Write a day without its year: 9月9日（周三）."""
    return _("%(day)s %(month)s (%(weekday)s)") % parts_of(value)


def short_day(value: date | datetime) -> str:
    """Write a day as briefly as a list allows: 9月9日."""
    return _("%(day)s %(month)s") % parts_of(value)


def clock_time(value: datetime) -> str:
    """Write the time of day, 24 hours."""
    return f"{value.astimezone(SHANGHAI):%H:%M}"


def span_words(span: timedelta) -> str:
    """
    Say how long, in at most two units: 2 天 4 小时.

    :param span: zero or more; a negative span is taken as its size.
    """
    minutes = int(abs(span).total_seconds()) // 60
    days, hours = minutes // 1440, minutes % 1440 // 60
    if days >= 4 or (days and not hours):
        return ngettext("%(n)s day", "%(n)s days", days) % {"n": days}
    if days:
        first = ngettext("%(n)s day", "%(n)s days", days) % {"n": days}
        return f"{first} {ngettext('%(n)s hour', '%(n)s hours', hours) % {'n': hours}}"
    if hours:
        return ngettext("%(n)s hour", "%(n)s hours", hours) % {"n": hours}
    return ngettext("%(n)s minute", "%(n)s minutes", minutes) % {"n": minutes}


def share_words(part: int, whole: int) -> str:
    """Write a share with its two counts; a dash when there is nothing to divide by."""
    if not whole:
        return "—"
    return _("%(share).1f%% (%(part)s/%(whole)s)") % {
        "share": 100 * part / whole,
        "part": f"{part:,}",
        "whole": f"{whole:,}",
    }
