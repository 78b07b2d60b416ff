"""Which lines may be read: those that are built, and by the calendar of working days as it is now."""

from collections.abc import Iterable

from django.db.models import QuerySet

from minqing.ledger.lines import Line as Counted
from minqing.ledger.measures import lines_asked
from minqing.ledger.models import Line
from minqing.ledger.positions import settled_at
from minqing.ledger.working_days import WorkingDays, working_days


def days_asked(lines: Iterable[Counted] | None = None, *, known_at: int | None = None) -> WorkingDays | None:
    """
    Return the calendar, where it matters.

    :param lines: for these; None for all that measures ask for.
    :param known_at: as it was held when this position was the last; None for now.
    """
    some = lines_asked().values() if lines is None else lines
    if not any(line.then for line in some):
        return None
    return working_days() if known_at is None else working_days().as_of(settled_at(known_at))


def fresh(days: WorkingDays | None) -> QuerySet[Line]:
    """Return the lines that are ready under a calendar; without one, those that ask for none."""
    return Line.objects.filter(ready=True, calendar__in=_editions(days))


def forget_stale(days: WorkingDays | None) -> None:
    """
    Take the lines of another calendar for missing: what is folded now is not in them, even if that one comes back.
    """
    if days:
        Line.objects.filter(ready=True).exclude(calendar__in=_editions(days)).update(ready=False)


def forget_unread() -> None:
    """
    Take the lines that no measure asks for any more for missing: what is folded now is not in them, and whoever still
    asks for one, such as for an earlier version of a measure, must count it from the facts.
    """
    Line.objects.filter(ready=True).exclude(key__in=list(lines_asked())).update(ready=False)


def _editions(days: WorkingDays | None) -> list[str]:
    return ["", days.edition] if days else [""]
