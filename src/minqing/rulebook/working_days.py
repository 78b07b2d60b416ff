"""The calendar for the ledger: which figures are counted by working days is not known here, nor by whom."""

import hashlib
import json
from functools import lru_cache

from minqing.ledger.working_days import WorkingDays

from .calendar import Calendar
from .queries import calendar

__all__ = ["working_days"]


def working_days() -> WorkingDays:
    """Return the working days as they are held now; the edition changes when a day does, not with a better name."""
    return _of(calendar())


@lru_cache(maxsize=4)
def _of(held: Calendar) -> WorkingDays:
    return _made(held)


def _made(held: Calendar) -> WorkingDays:
    days = sorted((str(day), special.working) for day, special in held.days.items())
    edition = hashlib.sha256(json.dumps(days).encode()).hexdigest()
    return WorkingDays(edition, lambda day: held.is_working(day).working, lambda at: _made(held.as_of(at)))
