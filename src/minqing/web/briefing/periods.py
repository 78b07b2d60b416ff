"""The weeks and months that a briefing can tell: whole ones that are over. Pure."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from django.utils.translation import gettext as _

from minqing.insight.briefing import Period
from minqing.insight.queries.days import earlier_month
from minqing.kernel.errors import Refused
from minqing.ledger.spans import ONE_DAY, Span
from minqing.web.words import month_words, short_day

OFFERED: Final = 12
"""So many weeks and so many months are offered; any other that is over may be asked for by its address."""
WEEK, MONTH = re.compile(r"(\d{4})-W(\d{2})", re.ASCII), re.compile(r"(\d{4})-(\d{2})", re.ASCII)


@dataclass(frozen=True, slots=True)
class Chosen:
    """
    A week or a month.

    :param key: as it stands in the address: ``2026-W47`` or ``2026-10``.
    """

    key: str
    is_week: bool
    period: Period

    @property
    def title(self) -> str:
        """Name it: 11月16日至11月22日, or 2026年10月."""
        start = self.period.span.start or date.min
        if not self.is_week:
            return month_words(start)
        last = self.period.span.end - ONE_DAY
        return _("%(year)s: %(first)s to %(last)s") % {
            "year": last.year,
            "first": short_day(start),
            "last": short_day(last),
        }


def chosen(key: str, today: date) -> Chosen:
    """
    Read a week or a month from the address; without one the last week that is over.

    :raises Refused: if there is no such one, or it is not over.
    """
    found = _read(key) if key else _week(today - timedelta(days=today.weekday() + 7))
    if found is None:
        raise Refused(_("There is no such week or month."), field="of")
    if found.period.span.end > today:
        raise Refused(_("This week or month is not over yet: a briefing tells whole ones."), field="of")
    return found


def offered(today: date) -> tuple[list[Chosen], list[Chosen]]:
    """Return the weeks and the months to choose from, the latest first."""
    monday, first = today - timedelta(days=today.weekday()), today.replace(day=1)
    weeks = [_week(monday - timedelta(weeks=number)) for number in range(1, OFFERED + 1)]
    return weeks, [_month(earlier_month(first, number)) for number in range(1, OFFERED + 1)]


def _read(key: str) -> Chosen | None:
    try:
        if found := WEEK.fullmatch(key):
            return _week(date.fromisocalendar(int(found[1]), int(found[2]), 1))
        if found := MONTH.fullmatch(key):
            return _month(date(int(found[1]), int(found[2]), 1))
    except (ValueError, OverflowError):
        return None
    return None


def _week(monday: date) -> Chosen:
    year, week, _day = monday.isocalendar()
    step = timedelta(weeks=1)
    return Chosen(f"{year}-W{week:02}", True, Period(Span(monday, monday + step), Span(monday - step, monday)))


def _month(first: date) -> Chosen:
    span = Span(first, earlier_month(first, -1))
    return Chosen(f"{first:%Y-%m}", False, Period(span, Span(earlier_month(first, 1), first)))
