"""
How amounts are spread: how many facts of a kind fall into each of some fixed bins, in all or split.

Counted from the facts, net of reversals: a kind has thousands of combinations of bin, matter and channel, of which
few are ever asked for.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, CharField, F, IntegerField, Min, OuterRef, Subquery, Sum, Value, When
from django.db.models.functions import Cast, Coalesce

from .behind import Frame
from .counting import SIGN
from .facts import FACT_TYPES
from .models import Fact
from .narrowing import any_of
from .terms import Term

Spread = dict[Any, list[int]]
"""By what it is split → how many in each bin."""
UNIT = "org_path"


@dataclass(frozen=True, slots=True)
class Split:
    """
    By what amounts are told apart.

    :param column: a declared column of the kind, or ``org_path`` for the unit; empty for nothing.
    :param of: the kind of another fact of the same subject that carries the column; empty for the fact's own.
    """

    column: str = ""
    of: str = ""


def spread(kind: str, edges: Sequence[int], frame: Frame, split: Split | None = None) -> Spread:
    """
    Count facts of a kind that have an amount, by bins; one query.

    :param edges: the lower edge of each bin, rising; what lies below the first is in the first, and the last is open.
    :return: what it is split by → counts, one for each bin; ``None`` as key where a fact does not say.
    """
    rows = Fact.objects.filter(frame.condition(), kind=kind, happened_on__gte=frame.start, qty__isnull=False)
    rows = rows.annotate(by=_key(kind, split or Split()), bin=_bin(edges))
    found: Spread = {}
    for row in rows.order_by().values("by", "bin").annotate(n=Sum(SIGN)):
        found.setdefault(row["by"], [0] * len(edges))[row["bin"]] += row["n"]
    return {by: counts for by, counts in found.items() if any(counts)}


def _bin(edges: Sequence[int]) -> Case:
    steps = [When(qty__gte=edge, then=Value(number)) for number, edge in reversed(list(enumerate(edges)))]
    return Case(*steps, default=Value(0), output_field=IntegerField())


def _key(kind: str, split: Split) -> Any:
    if not split.column:
        return Value("", output_field=CharField())
    if split.column == UNIT:
        return F(UNIT)
    if not split.of:
        return F(FACT_TYPES[kind].columns[split.column].column)
    column = FACT_TYPES[split.of].columns[split.column].column
    others = Fact.objects.alias(kind_in_row=Coalesce("kind", Value(""))).filter(
        subject=OuterRef("subject"), kind_in_row=split.of, reverses__isnull=True
    )
    first = others.order_by().values("subject").annotate(first=Min(column)).values("first")
    return Cast(Subquery(first), IntegerField())


def at_places(term: Term, frame: Frame) -> dict[str, int]:
    """
    Count the facts of a term by the place that they name, whatever lies below it; one query.

    :return: path → how many, net of reversals; places without any are absent.
    """
    rows = Fact.objects.filter(any_of([term]), frame.condition(), happened_on__gte=frame.start)
    counted = rows.order_by().values("place_path").annotate(n=Sum(SIGN))
    return {row["place_path"]: row["n"] for row in counted if row["n"]}
