"""The mark of rules and calendar, drawn anew whenever either changes: every clock of every request reads both."""

from uuid import uuid4

from .models import CalendarRevision

__all__ = ["MARK", "renew"]

MARK = "SELECT mark FROM rulebook_calendarrevision WHERE id = 1"


def renew() -> None:
    """Draw a new mark, in the transaction that changes a rule or a day."""
    CalendarRevision.objects.update_or_create(id=1, defaults={"mark": uuid4()})
