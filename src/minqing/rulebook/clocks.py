"""
Deadlines with their working shown, day by day. Pure: no database, no clock.

The day on which a period begins is not counted (Civil Code 201). A period of calendar days that would end on a
day off ends on the next working day (203). A working day ends when the offices close.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from minqing.kernel.errors import Refused
from minqing.kernel.times import SHANGHAI, aware, day_of

from .calendar import REASONS, Calendar, DayKind, holiday_name
from .pauses import Pause, merged

__all__ = ["DURATIONS", "DayStep", "Deadline", "before", "deadline", "is_office_hours", "next_office_moment"]

DURATIONS: Final = ("working_day", "calendar_day", "hour", "working_hour")
LONGEST: Final = 3660
DAY: Final = timedelta(days=1)
LAST_SECOND: Final = time(23, 59, 59)

STEP_REASONS: Final = {
    **REASONS,
    "start": _("It begins on this day; the first day is not counted"),
    "paused": _("The clock stood still"),
    "waiting": _("The clock stands still; counting goes on when work resumes"),
    "every_day": _("Every day counts"),
    "every_hour": _("Every hour counts"),
    "office_hours": _("The hours count in which the offices are open"),
    "moved_from": _("This would be the last day, but it is a day off: %(name)s"),
    "moved_to": _("The next working day: the period ends here"),
}


class NotADuration(Refused):
    """The amount or unit cannot be counted."""

    default: Any = _("A period is a whole number of working days, days or hours, from 1 to 3,660.")


@dataclass(frozen=True, slots=True)
class DayStep:
    """One day of the count: whether it counted, as which number, and why."""

    day: date
    counted: bool
    number: int | None
    code: str
    name: str = ""
    known: bool = True

    @property
    def reason(self) -> str:
        """Why this day counted or not, in the reader's language."""
        name = holiday_name(self.name) if self.name else str(STEP_REASONS["weekend"])
        return str(STEP_REASONS[self.code]) % {"name": name, "year": self.day.year}


@dataclass(frozen=True, slots=True)
class Deadline:
    """
    The last moment of a period, and how it was found.

    :param provisional: a day was used whose year has no published table; recount when the table comes.
    :param paused: a pause is still open: ``due_at`` is then the earliest possible end, as if work went on at once.
    :param steps: every day from the first to the last, without gaps; up to the open pause where there is one.
    """

    due_at: datetime
    provisional: bool
    steps: tuple[DayStep, ...]
    paused: bool = False

    @property
    def due_on(self) -> date:
        """The day to promise."""
        return day_of(self.due_at)


def deadline(
    *,
    start: datetime,
    amount: int,
    unit: str,
    calendar: Calendar,
    pauses: Sequence[tuple[datetime, datetime | None]] = (),
    extra: int = 0,
) -> Deadline:
    """
    Count a period and show the working.

    A day counts when the clock was running at its end, so a pause costs as many days as ends of days it covers;
    hours stand still exactly as long as the pause.

    :param start: the moment the period begins, e.g. when the request was registered.
    :param unit: ``working_day``, ``calendar_day``, ``hour`` or ``working_hour``; no pause stops working hours.
    :param pauses: (from, to) with ``to`` None while open; any order, overlaps are fine.
    :param extra: granted extension, in the same unit.
    :raises NotADuration: if the amount or the unit cannot be counted.
    :source: Civil Code 201, 203.
    """
    total = amount + extra
    if unit not in DURATIONS or not 1 <= total <= LONGEST:
        raise NotADuration
    begin = aware(start).astimezone(SHANGHAI)
    spans = merged(pauses)
    if unit == "hour":
        return _hours(begin, total, spans)
    if unit == "working_hour":
        return _office_hours(begin, total, calendar)
    working = unit == "working_day"
    if not spans:
        return _all_days(begin.date(), total, calendar, working=working)
    return _days(begin.date(), total, calendar, spans, working=working)


@lru_cache(maxsize=256)
def _all_days(day: date, total: int, calendar: Calendar, *, working: bool) -> Deadline:
    """Count a period in which nothing stands still: it ends alike for all that begin on one day under one calendar."""
    return _days(day, total, calendar, (), working=working)


def _days(day: date, total: int, calendar: Calendar, pauses: Sequence[Pause], *, working: bool) -> Deadline:
    end = calendar.hours.closes if working else LAST_SECOND
    steps, number, waiting = [DayStep(day, counted=False, number=None, code="start")], 0, False
    while number < total:
        day += DAY
        moment = datetime.combine(day, end, tzinfo=SHANGHAI)
        pause = next((pause for pause in pauses if pause.covers_end(moment)), None)
        if pause and not pause.is_open:
            steps.append(DayStep(day, counted=False, number=None, code="paused"))
            continue
        waiting = waiting or pause is not None
        kind = calendar.is_working(day)
        number += kind.working or not working
        steps.append(_counted(kind, number, working=working))
    if not working:
        steps += _moved(steps, calendar)
    due_at = datetime.combine(steps[-1].day, end, tzinfo=SHANGHAI)
    provisional = not all(step.known for step in steps)
    return Deadline(due_at, provisional, _until_pause(steps, pauses, end) if waiting else tuple(steps), paused=waiting)


def _counted(kind: DayKind, number: int, *, working: bool) -> DayStep:
    if not working:
        return DayStep(kind.day, counted=True, number=number, code="every_day")
    return DayStep(
        kind.day,
        counted=kind.working,
        number=number if kind.working else None,
        code=kind.code,
        name=kind.name,
        known=kind.known,
    )


def _moved(steps: list[DayStep], calendar: Calendar) -> Iterable[DayStep]:
    last = calendar.is_working(steps[-1].day)
    steps[-1] = replace(steps[-1], known=last.known)
    if last.working:
        return
    steps[-1] = replace(steps[-1], code="moved_from", name=last.name)
    kind = last
    while not kind.working:
        kind = calendar.is_working(kind.day + DAY)
        code = "moved_to" if kind.working else kind.code
        yield DayStep(kind.day, counted=False, number=None, code=code, name=kind.name, known=kind.known)


def _until_pause(steps: Sequence[DayStep], pauses: Sequence[Pause], end: time) -> tuple[DayStep, ...]:
    """Keep what is certain: the days before the open pause, and one line that says where the clock stands."""
    still = next(pause for pause in pauses if pause.is_open)
    kept = [
        s for s in steps if s.code == "start" or not still.covers_end(datetime.combine(s.day, end, tzinfo=SHANGHAI))
    ]
    return (*kept, DayStep(kept[-1].day + DAY, counted=False, number=None, code="waiting"))


def _hours(begin: datetime, total: int, pauses: Sequence[Pause]) -> Deadline:
    left, moment, waiting = timedelta(hours=total), begin, False
    for pause in pauses:
        run = max(pause.start - moment, timedelta(0))
        if run >= left:
            break
        if pause.end is None:
            waiting = True
            break
        if pause.end > moment:
            left, moment = left - run, pause.end
    due_at = moment + left
    days = range((due_at.date() - begin.date()).days + 1)
    steps = (DayStep(begin.date() + DAY * n, counted=True, number=None, code="every_hour") for n in days)
    return Deadline(due_at, provisional=False, steps=tuple(steps), paused=waiting)


def _office_hours(begin: datetime, total: int, calendar: Calendar) -> Deadline:
    """Count only the time in which the offices are open; what begins at night begins when they open."""
    left, day, steps = timedelta(hours=total), begin.date(), list[DayStep]()
    while True:
        kind = calendar.is_working(day)
        opens = datetime.combine(day, calendar.hours.opens, tzinfo=SHANGHAI)
        closes = datetime.combine(day, calendar.hours.closes, tzinfo=SHANGHAI)
        run = max(closes - max(begin, opens), timedelta(0)) if kind.working else timedelta(0)
        code = "office_hours" if kind.working else kind.code
        steps.append(DayStep(day, counted=bool(run), number=None, code=code, name=kind.name, known=kind.known))
        if run >= left:
            break
        left, day = left - run, day + DAY
    provisional = not all(step.known for step in steps)
    return Deadline(max(begin, opens) + left, provisional=provisional, steps=tuple(steps))


def before(*, due_at: datetime, amount: int, unit: str, calendar: Calendar) -> datetime:
    """
    Count back from a deadline, e.g. to the moment from which it burns yellow.

    :return: for working days the same time of day, that many working days earlier.
    :raises NotADuration: if the amount or the unit cannot be counted.
    """
    if unit not in DURATIONS or not 1 <= amount <= LONGEST:
        raise NotADuration
    moment = aware(due_at).astimezone(SHANGHAI)
    if unit == "working_hour":
        return _office_hours_before(moment, amount, calendar)
    if unit != "working_day":
        return moment - (timedelta(hours=amount) if unit == "hour" else DAY * amount)
    while amount:
        moment -= DAY
        amount -= calendar.is_working(moment.date()).working
    return moment


def _office_hours_before(moment: datetime, amount: int, calendar: Calendar) -> datetime:
    left, day = timedelta(hours=amount), moment.date()
    while True:
        opens = datetime.combine(day, calendar.hours.opens, tzinfo=SHANGHAI)
        last = min(moment, datetime.combine(day, calendar.hours.closes, tzinfo=SHANGHAI))
        run = max(last - opens, timedelta(0)) if calendar.is_working(day).working else timedelta(0)
        if run >= left:
            return last - left
        left, day = left - run, day - DAY


def is_office_hours(at: datetime, calendar: Calendar) -> bool:
    """Tell whether somebody is at work; reminders go out only then. Year without table: the week decides."""
    moment = aware(at).astimezone(SHANGHAI)
    hours = calendar.hours
    return calendar.is_working(moment.date()).working and hours.opens <= moment.time() < hours.closes


def next_office_moment(at: datetime, calendar: Calendar) -> datetime:
    """Return this moment if somebody is at work, otherwise the next opening of the offices."""
    moment = aware(at).astimezone(SHANGHAI)
    if is_office_hours(moment, calendar):
        return moment
    day = moment.date() if moment.time() < calendar.hours.opens else moment.date() + DAY
    while not calendar.is_working(day).working:
        day += DAY
    return datetime.combine(day, calendar.hours.opens, tzinfo=SHANGHAI)
