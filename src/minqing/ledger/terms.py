"""Terms: facts of one kind that count, with what sign and over which days. Measures are made of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from .facts import FACT_TYPES
from .lines import Follow, Line, Once
from .spans import ONE_DAY, Span
from .units import NUMBER


@dataclass(frozen=True)
class Then:
    """
    What must follow a fact of the same subject for it to count.

    :param fact: the kind's key; ``where`` as of a term.
    :param within_days: so many working days after the first fact's day at most; 0 for the same day.
    """

    fact: str
    within_days: int
    where: Mapping[str, int | Sequence[int]] = field(default_factory=dict)


@dataclass(frozen=True)
class Term:
    """
    Facts of one kind that count.

    :param fact: the kind's key.
    :param where: declared column name → the number, or numbers, it must have.
    :param sign: 1 to add, -1 to take away.
    :param until_end: count everything up to the period's end, not only what fell into it: for a stock.
    :param since_year: count from the first day of the year in which the period ends: a running total.
    :param sums: add up the amount (``qty``) instead of counting facts.
    :param between: half-open, from which amount up to which; None for no limit.
    :param distinct: count each subject, or each actor, once, however many of these facts there are of it. Such a
        number is exact and does not add up: who came in two months came once in the quarter.
    :param then: count only those facts that such a fact followed in time, by the calendar that is held. It is
        counted at the first fact's place, organisation and day.
    """

    fact: str
    where: Mapping[str, int | Sequence[int]] = field(default_factory=dict)
    sign: int = 1
    until_end: bool = False
    since_year: bool = False
    sums: bool = False
    between: tuple[int | None, int | None] | None = None
    distinct: Once = ""
    then: Then | None = None

    @property
    def is_confided(self) -> bool:
        """Tell whether it asks what people said who are counted, and never named."""
        return FACT_TYPES[self.fact].confided and bool(self.where)

    @property
    def kinds(self) -> set[str]:
        """Return the kinds of fact that it asks for."""
        return {self.fact, self.then.fact} if self.then else {self.fact}

    @cached_property
    def line(self) -> Line:
        """Return what it counts, whatever its sign and period."""
        then = self.then
        follow = Follow(then.fact, then.within_days, _marks(then.fact, then.where)) if then else None
        return Line(self.fact, _marks(self.fact, self.where), self.between, self.distinct, follow)

    def span(self, span: Span) -> Span:
        """Say over which days it counts when it is asked for a period."""
        if self.until_end:
            return Span(None, span.end)
        return Span(date((span.end - ONE_DAY).year, 1, 1), span.end) if self.since_year else span

    @property
    def unit(self) -> str:
        """Return what it counts, or what it adds up; of what is counted once only the measure can say."""
        if self.distinct:
            return NUMBER
        kind = FACT_TYPES[self.fact]
        return kind.amount_unit if self.sums else kind.unit

    def conditions(self) -> dict[str, Any]:
        """Return the filter on the fact table's columns."""
        found: dict[str, Any] = {
            mark if len(values) == 1 else f"{mark}__in": values[0] if len(values) == 1 else list(values)
            for mark, values in self.line.where
        }
        bounds = zip(("qty__gte", "qty__lt"), self.between or (None, None), strict=True)
        return found | {name: bound for name, bound in bounds if bound is not None}


def _marks(fact: str, where: Mapping[str, int | Sequence[int]]) -> tuple[tuple[str, tuple[int, ...]], ...]:
    columns = FACT_TYPES[fact].columns
    found = {}
    for name, wanted in where.items():
        values = [wanted] if isinstance(wanted, int) else wanted
        found[columns[name].column] = tuple(sorted({int(value) for value in values}))
    return tuple(sorted(found.items()))
