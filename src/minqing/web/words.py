"""Dates, spans and sums in the words of the office."""

from datetime import date, datetime, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext_lazy

from minqing.kernel.times import SHANGHAI
from minqing.ledger.measures import Tally

WEEKDAYS = (
    pgettext_lazy("short weekday", "Mon"), pgettext_lazy("short weekday", "Tue"), pgettext_lazy("short weekday", "Wed"),
    pgettext_lazy("short weekday", "Thu"), pgettext_lazy("short weekday", "Fri"), pgettext_lazy("short weekday", "Sat"),
    pgettext_lazy("short weekday", "Sun"),
)  # fmt: skip
MONTHS = (
    pgettext_lazy("short month", "Jan"), pgettext_lazy("short month", "Feb"), pgettext_lazy("short month", "Mar"),
    pgettext_lazy("short month", "Apr"), pgettext_lazy("short month", "May"), pgettext_lazy("short month", "Jun"),
    pgettext_lazy("short month", "Jul"), pgettext_lazy("short month", "Aug"), pgettext_lazy("short month", "Sep"),
    pgettext_lazy("short month", "Oct"), pgettext_lazy("short month", "Nov"), pgettext_lazy("short month", "Dec"),
)  # fmt: skip


def weekday(day: date) -> str:
    """Name the day of the week, short."""
    return str(WEEKDAYS[day.weekday()])


def weekday_letter(day: date) -> str:
    """Name the day of the week as the head of a calendar does, in one letter: 三, W."""
    name = weekday(day)
    return name[-1] if name.startswith("周") else name[0]


def local(value: date | datetime) -> date | datetime:
    """Move a moment to the office's own time; a day stays as it is."""
    return value.astimezone(SHANGHAI) if isinstance(value, datetime) else value


def month_name(day: date) -> str:
    """Name the month, short; Chinese writes its number."""
    return str(MONTHS[day.month - 1])


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


def month_words(day: date) -> str:
    """Write a day's month with its year: 2026年9月."""
    return _("%(month)s/%(year)s") % {"month": day.month, "year": day.year}


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


def exact_share_words(part: int, whole: int) -> str:
    """Write a share as it is printed: to the hundredth of a percent, a half rounded up, with its two counts."""
    percent = Tally(part, whole).percent()
    if percent is None:
        return "—"
    return _("%(share)s%% (%(part)s/%(whole)s)") % {"share": percent, "part": f"{part:,}", "whole": f"{whole:,}"}


def share_words(part: int, whole: int) -> str:
    """Write a share with its two counts; a dash when there is nothing to divide by."""
    if not whole:
        return "—"
    return _("%(share).1f%% (%(part)s/%(whole)s)") % {
        "share": 100 * part / whole,
        "part": f"{part:,}",
        "whole": f"{whole:,}",
    }
