"""What may be asked for on a panel: measures that it can draw, days, and what stands below the reader's own reach."""

from collections.abc import Mapping
from datetime import date, timedelta
from itertools import pairwise

from django.utils.translation import gettext as _

from minqing.directory import queries as directory
from minqing.insight.queries.days import earlier_month
from minqing.insight.queries.reach import Reach
from minqing.kernel.errors import Refused
from minqing.ledger.measures import MEASURES, Kind, Measure
from minqing.ledger.rolls.scopes import ORG, PLACE, Scope
from minqing.ledger.spans import Span

MONTHS, QUARTERS, WEEKS = 24, 12, 26
"""How many periods are looked at."""


def shares() -> tuple[Measure, ...]:
    """
    Return the measures that a control chart can draw: shares of what happened in a period.

    What rests on what residents confided, or on their having done so, is told elsewhere by rules of its own (ADR 0064);
    a share of everything ever is no news of a month.
    """
    return tuple(one for one in MEASURES.values() if _is_drawn(one))


def _is_drawn(one: Measure) -> bool:
    flows = any(not term.until_end and not term.since_year for term in one.whole)
    return one.kind is Kind.SHARE and flows and not one.counts_confided


def counts() -> tuple[Measure, ...]:
    """Return the measures that count what happened in a period, whatever comes of it."""
    return tuple(one for one in MEASURES.values() if one.kind is Kind.COUNT and not one.counts_confided)


def chosen(measures: tuple[Measure, ...], key: str, otherwise: str) -> Measure:
    """
    Return the measure asked for; without a key the usual one.

    :raises Refused: if it is none of these.
    """
    known = {one.key: one for one in measures}
    if not key:
        return known.get(otherwise) or measures[0]
    if key not in known:
        raise Refused(_("There is nothing of this name to choose here."))
    return known[key]


def is_nested(measure: Measure) -> bool:
    """Tell whether the part of a share lies within its whole: the same facts, and of them those with certain marks."""
    return all(
        any(
            term.fact == other.fact and dict(other.where).items() <= dict(term.where).items() for other in measure.whole
        )
        for term in measure.part
        if term.sign > 0
    )


def months(today: date, count: int = MONTHS) -> tuple[Span, ...]:
    """Return the last whole months before today's, oldest first."""
    return _steps(today.replace(day=1), count, 1)


def month_of(year: int, month: int) -> Span:
    """Return a month's days."""
    first = date(year, month, 1)
    return Span(first, earlier_month(first, -1))


def quarters(today: date) -> tuple[Span, ...]:
    """Return the last whole quarters before today's, oldest first."""
    return _steps(date(today.year, (today.month - 1) // 3 * 3 + 1, 1), QUARTERS, 3)


def weeks(today: date) -> tuple[Span, ...]:
    """Return the last whole weeks before today's, Monday to Sunday, oldest first."""
    monday = today - timedelta(days=today.weekday())
    firsts = [monday - timedelta(weeks=number) for number in range(WEEKS, -1, -1)]
    return tuple(Span(start, end) for start, end in pairwise(firsts))


def _steps(end: date, count: int, length: int) -> tuple[Span, ...]:
    firsts = [earlier_month(end, number * length) for number in range(count, -1, -1)]
    return tuple(Span(start, after) for start, after in pairwise(firsts))


def units_below(reach: Reach) -> Mapping[str, str]:
    """Return the units directly below the reader's own: path → name, in the order of the tree."""
    depth = reach.org_path.count("/") + 1
    return {one.path: one.name for one in directory.organisation_tree(reach.org_path) if one.path.count("/") == depth}


def split_by_unit(reach: Reach, units: Mapping[str, str]) -> Scope:
    """Return the reader's reach, split by these units."""
    return Scope(reach.org_path, reach.place_path, ORG, tuple(units))


def split_by_place(reach: Reach) -> Scope:
    """Return the reader's reach, split by the places directly below."""
    return Scope(reach.org_path, reach.place_path, PLACE, tuple(reach.below))
