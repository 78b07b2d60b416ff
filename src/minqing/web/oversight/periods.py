"""The periods an overseer looks at, as half-open days."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from minqing.kernel.errors import Refused
from minqing.kernel.times import refuse_no_span

NAMED: tuple[tuple[str, Any], ...] = (
    ("week", gettext_lazy("This week")),
    ("month", gettext_lazy("This month")),
    ("last_month", gettext_lazy("Last month")),
    ("quarter", gettext_lazy("Last 90 days")),
    ("year", gettext_lazy("This year")),
)


@dataclass(frozen=True, slots=True)
class Period:
    """From ``start`` up to and without ``end``; ``name`` is the chip that is on."""

    start: date
    end: date
    name: str


def period_of(query: Mapping[str, Any], today: date) -> Period:
    """
    Read the period from the address; this month without one.

    :raises Refused: if the dates cannot be read or lie the wrong way round.
    """
    if query.get("from") or query.get("to"):
        return _own(query, today)
    name = query.get("period") or "month"
    starts = {
        "week": today - timedelta(days=today.weekday()),
        "month": today.replace(day=1),
        "quarter": today - timedelta(days=89),
        "year": today.replace(month=1, day=1),
    }
    if name == "last_month":
        end = today.replace(day=1)
        return Period((end - timedelta(days=1)).replace(day=1), end, name)
    if name not in starts:
        raise Refused(_("There is no such period."))
    return Period(starts[name], today + timedelta(days=1), name)


def _own(query: Mapping[str, Any], today: date) -> Period:
    try:
        start = date.fromisoformat(query.get("from") or today.isoformat())
        end = date.fromisoformat(query.get("to") or today.isoformat()) + timedelta(days=1)
    except (ValueError, OverflowError) as wrong:
        raise Refused(_("These dates cannot be read.")) from wrong
    refuse_no_span(start, end)
    return Period(start, end, "")
