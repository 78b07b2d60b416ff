"""
Sheets: many measures over many periods below one scope, read at once.

Part and whole are put together from lines; see ``rolls``. How many queries it takes does not depend on how many
measures, periods or units are asked for.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from .measures import Kind, Measure, Tally
from .rolls.amounts import Amounts
from .rolls.reading import read_each
from .rolls.scopes import Scope
from .spans import Span
from .terms import Term


@dataclass(frozen=True, slots=True)
class Number:
    """
    One number.

    :param value: a share as part ÷ whole; None where there is nothing to divide by or to read off: a dash.
    :param part: of what was counted or added up; None of a percentile and of what was worked out.
    :param whole: of a share or a mean.
    :param n: how many facts stand behind it; of an expression, behind the weakest of its inputs.
    """

    value: Decimal | None
    part: int | None = None
    whole: int | None = None
    n: int = 0


def is_few(measure: Measure, number: Number, k: int) -> bool:
    """Tell of a number that is not worked out from others what :meth:`Sheet.is_few` tells."""
    if measure.kind in (Kind.SHARE, Kind.CONVERSION):
        return Tally(number.part or 0, number.whole or 0).is_small(k)
    is_sum = not measure.whole and any(term.sums for term in measure.part)  # of heads, say: three of them are few
    return 0 < abs(number.n) < k or (is_sum and 0 < abs(number.part or 0) < k)


class DoesNotAddUp(ValueError):
    """A number was to be split into parts that make the whole, but counts something once in each of them."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """
    What was read.

    :param amounts: line, span and node → how many facts, and how much.
    """

    scope: Scope
    amounts: Amounts

    @property
    def through(self) -> int:
        """Return the position up to which every settled fact is in it."""
        return self.amounts.through

    def tally(self, measure: Measure, span: Span, path: str = "") -> Tally:
        """
        Return part and whole, net of reversals; zeros when nothing happened.

        :param path: a node of the scope, with everything below it; empty for the scope's own.
        """
        sides = measure.part, measure.whole
        return Tally(*(sum(self._of(term, span, path) for term in side) for side in sides))

    def tallies(self, measure: Measure, span: Span) -> dict[str, Tally]:
        """
        Split a measure by the nodes that occur, each with everything below it.

        :return: path → tally; nodes without facts are absent.
        """
        part, whole = self._side(measure.part, span), self._side(measure.whole, span)
        return {path: Tally(part.get(path, 0), whole.get(path, 0)) for path in sorted({*part, *whole})}

    def number(self, measure: Measure, span: Span, path: str = "") -> Number:
        """
        Return a measure's number, of whatever kind it is.

        :param path: as for :meth:`tally`.
        """
        if measure.percentile:
            counts = self.bin_counts(measure, span, path)
            return Number(measure.percentile.value(counts), n=sum(counts))
        if measure.expression:
            found = {one.key: self.number(one, span, path) for one in measure.inputs}
            value = measure.expression.value({key: number.value for key, number in found.items()})
            return Number(value, n=min(number.n for number in found.values()))
        tally = self.tally(measure, span, path)
        value = tally.value if measure.is_share else Decimal(tally.part)
        n = sum(term.sign * self._held(term, span, path)[0] for term in measure.whole or measure.part)
        return Number(value, tally.part, tally.whole if measure.is_share else None, n)

    def bin_counts(self, measure: Measure, span: Span, path: str = "") -> list[int]:
        """Return of a percentile how many facts lie in each bin."""
        return [sum(self._of(term, span, path) for term in one) for one in measure.bins]

    def is_few(self, measure: Measure, span: Span, k: int, path: str = "") -> bool:
        """
        Tell whether showing a number would point at single cases: of a share also those that are not in its part.

        :param k: the smallest number of cases that may be shown; none at all may.
        :param path: as for :meth:`tally`.
        """
        if measure.expression:
            return any(self.is_few(one, span, k, path) for one in measure.inputs)
        return is_few(measure, self.number(measure, span, path), k)

    def nodes(self, measure: Measure, span: Span) -> set[str]:
        """Return the nodes at which anything of a measure was read."""
        return {path for term in measure.terms for path in self.amounts.of(term.line.key, term.span(span))}

    def _of(self, term: Term, span: Span, path: str) -> int:
        return term.sign * self._held(term, span, path)[1 if term.sums else 0]

    def _held(self, term: Term, span: Span, path: str) -> tuple[int, int]:
        return self.amounts.of(term.line.key, term.span(span)).get(path or self.scope.path, (0, 0))

    def own(self, measure: Measure, span: Span) -> dict[str, Tally]:
        """
        Split a measure by the nodes that occur, each without those below it: they add up to the whole.

        :return: path → tally; nodes without facts of their own are absent.
        :raises DoesNotAddUp: if there are no such parts; see ``Measure.adds_up``.
        """
        if not measure.adds_up:
            raise DoesNotAddUp(measure.key)
        found = self.tallies(measure, span)
        left = dict(found)
        for path, tally in found.items():
            parent = path[: path.rstrip("/").rfind("/") + 1]
            if parent in left:
                left[parent] = Tally(left[parent].part - tally.part, left[parent].whole - tally.whole)
        return {path: tally for path, tally in left.items() if tally != Tally()}

    def _side(self, terms: Sequence[Term], span: Span) -> dict[str, int]:
        """Add up the terms of one side: node → number."""
        totals: dict[str, int] = {}
        for term in terms:
            which, sign = (1 if term.sums else 0), term.sign
            for path, numbers in self.amounts.of(term.line.key, term.span(span)).items():
                totals[path] = totals.get(path, 0) + sign * numbers[which]
        return totals


def sheet(measures: Iterable[Measure], spans: Sequence[Span], scope: Scope, *, known_at: int | None = None) -> Sheet:
    """
    Read measures over spans below a scope.

    :param known_at: as they were known when this position was the last; None for now.
    """
    return sheet_of([(measures, spans)], scope, known_at=known_at)


def sheet_of(
    asks: Iterable[tuple[Iterable[Measure], Sequence[Span]]], scope: Scope, *, known_at: int | None = None
) -> Sheet:
    """
    Read some measures over some spans and others over others, as one sheet: all of one moment.

    :param known_at: as of :func:`sheet`.
    """
    wanted = []
    for measures, spans in asks:
        terms = [term for measure in measures for term in measure.terms]
        wanted.append(({term.line for term in terms}, {term.span(span) for term in terms for span in spans}))
    return Sheet(scope, read_each(wanted, scope, known_at=known_at))
