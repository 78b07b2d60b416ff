"""
Stocks by a mark of what stands: each subject once, by the newest that is known of it.

What comes in often lacks the mark that it goes out with: a request is registered before anybody has named its matter.
Facts told apart by their own marks would then stand in one matter for ever, and be missing from all others. So a stock
is counted subject by subject, as the list behind it is, and each counts where the newest fact about it puts it.

Nothing but counts leaves this module: no subject does. What people confided is left alone: it is not asked about
anybody, and stocks of it are told by the facts' own marks.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import Case, F, IntegerField, OuterRef, Q, QuerySet, Subquery, Sum, Value, When

from .behind import Frame, may_remain
from .counting import SIGN
from .facts import FACT_TYPES
from .lines import Line
from .measures import Measure
from .models import Fact
from .narrowed import Where, changed, term_of
from .narrowing import any_of, known, of_few
from .narrowing import standing as not_taken_back
from .terms import Term

Stock = tuple[Term, ...]


def stock_of(terms: Sequence[Term]) -> Stock:
    """Return of one side the terms of a stock that something leaves again; empty where there is none."""
    held = tuple(term for term in terms if term.until_end and not (term.sums or term.distinct or term.then))
    leaves = {term.sign for term in held} == {1, -1}
    confided = any(FACT_TYPES[term.fact].confided for term in held)
    return held if leaves and not confided and not any(term.between for term in held) else ()


def stocks_in(measure: Measure) -> list[Stock]:
    """Return the stocks that a measure counts, on either side or by way of others."""
    if measure.inputs:
        return [stock for one in measure.inputs for stock in stocks_in(one)]
    return [stock for side in _sides(measure) if (stock := stock_of(side))]


def _sides(measure: Measure) -> tuple[tuple[Term, ...], ...]:
    return () if measure.percentile else (measure.part, measure.whole)


@dataclass(frozen=True)
class _Called(Line):
    """What no cell holds: its number is put onto the sheet."""

    called: str = ""

    @cached_property
    def key(self) -> str:
        """Return its name on the sheet."""
        return self.called


@dataclass(frozen=True)
class Placed(Term):
    """What stands of a stock with certain marks, as one term."""

    stock: Stock = ()
    value: str = ""

    @cached_property
    def line(self) -> Line:
        """Return what the number stands under."""
        said = " ".join(f"{term.sign:+d} {term.line.key}" for term in self.stock)
        return _Called(self.fact, called=f"standing {self.value}: {said}")


def placed(measure: Measure, where: Where) -> Measure:
    """Return a measure over what has certain marks: flows by their own facts, stocks by what stands."""

    def change(one: Measure, terms: tuple[Term, ...]) -> tuple[Term, ...]:
        stock = stock_of(terms) if terms in _sides(one) else ()
        flows = tuple(term_of(term, where) for term in terms if term not in stock)
        return (*flows, *([place(stock, where)] if stock else []))

    return changed(measure, change)


def place(stock: Stock, where: Where) -> Placed:
    """Return what stands of a stock with certain marks as one term."""
    value = " ".join(f"{name}={','.join(map(str, codes))}" for name, codes in sorted(where.items()))
    return Placed(stock[0].fact, until_end=True, stock=stock, value=value)


def flowing(measure: Measure) -> Measure:
    """Return a measure without its stocks."""

    def change(one: Measure, terms: tuple[Term, ...]) -> tuple[Term, ...]:
        stock = stock_of(terms) if terms in _sides(one) else ()
        return tuple(term for term in terms if term not in stock)

    return changed(measure, change)


def by_newest(stock: Stock, name: str, frame: Frame, known_at: int | None) -> Counter[int]:
    """
    Count what stands at the end of the frame by the newest value of a mark: of what came in more than once, each time.

    Of whom no fact tells the mark is left out. One query, and two more to find where to look.

    :param known_at: as it was known when this position was the last; None for now.
    """
    found: Counter[int] = Counter()
    newest = Subquery(_newest(name, frame, known_at))
    for n, code in _that_stand(stock, frame, known_at).annotate(code=newest).values_list("n", "code"):
        if code is not None:
            found[code] += n
    return found


def _that_stand(stock: Stock, frame: Frame, known_at: int | None) -> QuerySet[Any]:
    """Say of which subjects more, or less, came in than left, and how much."""
    few = may_remain(stock, frame, known_at)
    kind = "kind" if few is None else "kind_in_row"
    asked = any_of(stock, kind=kind)
    rows = Fact.objects.filter(asked) if few is None else of_few(asked).filter(subject__in=few)
    rows = known(rows.filter(frame.condition()), known_at).order_by().values("subject")
    return rows.annotate(n=net(stock, kind=kind)).filter(Q(n__gt=0) | Q(n__lt=0))


def net(stock: Stock, *, kind: str = "kind") -> Sum:
    """Say how many came in less how many left; :param kind: as of :func:`narrowing.any_of`."""
    each = (Value(term.sign) * Case(When(any_of([term], kind=kind), then=SIGN), default=0) for term in stock)
    return Sum(sum(each, start=Value(0, output_field=IntegerField())), output_field=IntegerField())


def _newest(name: str, frame: Frame, known_at: int | None) -> QuerySet[Any]:
    """Say what the newest fact about a subject says that tells the mark, wherever it happened."""
    columns = tellers(name)
    tells = Q()
    for column, kinds in columns.items():
        tells |= Q(kind_in_row__in=kinds, **{f"{column}__isnull": False})
    rows = of_few(tells).filter(subject=OuterRef("subject"), happened_on__lt=frame.end)
    said = Case(*(When(kind_in_row__in=kinds, then=F(column)) for column, kinds in columns.items()))
    ordered = not_taken_back(known(rows, known_at), known_at).order_by("-happened_at", "-id")
    return ordered.annotate(said=said).values("said")[:1]


def tellers(name: str) -> Mapping[str, list[str]]:
    """Return where a mark stands in the facts, and the kinds where it stands there."""
    found: dict[str, list[str]] = defaultdict(list)
    for key, kind in sorted(FACT_TYPES.items()):
        if name in kind.columns and not kind.confided and not kind.columns[name].confided:
            found[kind.columns[name].column].append(key)
    return found
