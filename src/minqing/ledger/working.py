"""
Working an example out in memory, by the same rules as from the database, without writing a fact.

The period of an example is September 2026: its facts lie before it, within it or after it, and the working days are
those of a plain week.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from itertools import count
from typing import Any
from uuid import UUID

from .facts import FACT_TYPES
from .lines import Line
from .measures import Given, Measure, Tally
from .rolls.conversions import Occurred, followed
from .spans import Span
from .terms import Term
from .working_days import WEEK

PERIOD = Span(date(2026, 9, 1), date(2026, 10, 1))
MOMENTS = {
    "before": datetime(2026, 8, 20, 4, tzinfo=UTC),
    "within": datetime(2026, 9, 10, 4, tzinfo=UTC),
    "after": datetime(2026, 10, 2, 4, tzinfo=UTC),
}

__all__ = ["MOMENTS", "completed", "worked_out"]

Facts = Sequence[tuple[Given, str, Occurred]]
"""Facts, each with what said it and with what it is about."""


def completed(given: Given) -> dict[str, Any]:
    """Fill what the kind requires and the example leaves open, so that an example names only what matters."""
    columns = FACT_TYPES[given.fact].columns
    filled = {name: next(iter(column.codes), 0) for name, column in columns.items() if column.required}
    return filled | dict(given.data)


def worked_out(measure: Measure, given: Iterable[Given] | None = None) -> Tally | Decimal | None:
    """
    Return what some facts give: a tally, or the value of a percentile or an expression, None where there is none.

    :param given: of these facts instead of those of the measure's own example.
    """
    return _of(measure, _facts(measure.worked.given if given is None else given))


def _of(measure: Measure, facts: Facts) -> Tally | Decimal | None:
    if measure.expression:
        return measure.expression.value({one.key: _value(one, _of(one, facts)) for one in measure.inputs})
    if measure.percentile:
        return measure.percentile.value([sum(_count(term, facts) for term in one) for one in measure.bins])
    return Tally(*(sum(_count(term, facts) for term in side) for side in (measure.part, measure.whole)))


def _value(measure: Measure, found: Tally | Decimal | None) -> Decimal | None:
    if not isinstance(found, Tally):
        return found
    return found.value if measure.is_share else Decimal(found.part)


def _count(term: Term, facts: Facts) -> int:
    span, line = term.span(PERIOD), term.line
    if line.then:
        told = [one for some in _by_subject(facts) for one in followed(some, {"": line}, WEEK)]
        return term.sign * sum(span.holds(fact.day) for _, fact in told)
    held = [one for one in facts if line.fact == one[2].kind and _holds(line, one[2]) and span.holds(one[2].day)]
    if line.distinct:
        return term.sign * len({given.by if line.distinct == "actor" else about for given, about, _ in held})
    return term.sign * (sum(fact.amount or 0 for _, _, fact in held) if term.sums else len(held))


def _holds(line: Line, fact: Occurred) -> bool:
    return line.holds(fact.marks, fact.amount)


def _by_subject(facts: Facts) -> Iterable[list[Occurred]]:
    found: dict[str, list[Occurred]] = defaultdict(list)
    for _, about, fact in facts:
        found[about].append(fact)
    return found.values()


def _facts(given: Iterable[Given]) -> Facts:
    numbers = count(1)
    return [_fact(one, next(numbers)) for one in given for _ in range(one.times)]


def _fact(given: Given, number: int) -> tuple[Given, str, Occurred]:
    columns, _ = FACT_TYPES[given.fact].split(completed(given))
    marks = columns.get("d1"), columns.get("d2"), columns.get("d3"), columns.get("d4")
    at = MOMENTS[given.when] + timedelta(seconds=number)
    fact = Occurred(UUID(int=number), None, given.fact, marks, columns.get("qty"), "", "", at.date(), at, number)
    return given, given.about or str(number), fact
