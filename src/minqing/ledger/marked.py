"""
Measures narrowed to one value of a mark that their facts carry: the matter, the channel.

No line of a declared measure says this, so it is counted from the facts, all values at once.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

from minqing.kernel.access import path_range

from .facts import FACT_TYPES
from .figures import Asked
from .measures import Measure
from .models import Fact
from .terms import Term


def without_mark(measure: Measure, name: str) -> list[str]:
    """Return the kinds of fact of a measure that do not carry a mark of this name."""
    kinds = {term.fact for term in measure.terms}
    return sorted(kind for kind in kinds if name not in FACT_TYPES[kind].columns)


def codes_of(measure: Measure, name: str, asked: Asked) -> list[int]:
    """Return the values that a mark has: all of a closed list, else those that the measure's facts have here."""
    closed = {code for term in measure.terms for code in FACT_TYPES[term.fact].columns[name].codes}
    if closed:
        return sorted(closed)
    here = path_range("org_path", asked.org_path) & path_range("place_path", asked.place_path)
    kinds: dict[tuple[str, object], set[str]] = defaultdict(set)
    for term in measure.terms:
        kinds[FACT_TYPES[term.fact].columns[name].column, term.span(asked.span).start].add(term.fact)
    found: set[int] = set()
    for (column, start), some in kinds.items():
        rows = Fact.objects.filter(here, kind__in=sorted(some), happened_on__lt=asked.end)
        rows = rows.filter(happened_on__gte=start) if start else rows
        found |= set(rows.exclude(**{column: None}).values_list(column, flat=True).order_by().distinct())
    return sorted(found)


def marked(measure: Measure, name: str, code: int) -> Measure:
    """Narrow a measure, or all that an expression asks for, to the facts whose mark has one value."""
    if measure.expression:
        narrowed = replace(measure)
        vars(narrowed)["inputs"] = tuple(marked(one, name, code) for one in measure.inputs)
        return narrowed
    return replace(measure, part=_narrowed(measure.part, name, code), whole=_narrowed(measure.whole, name, code))


def _narrowed(terms: Iterable[Term], name: str, code: int) -> tuple[Term, ...]:
    return tuple(
        replace(term, where={**term.where, name: code}) for term in terms if code in _allowed(term, name, code)
    )


def _allowed(term: Term, name: str, code: int) -> tuple[int, ...]:
    """Return which values a term lets through; this one where it asks for none."""
    wanted = term.where.get(name, code)
    return (int(wanted),) if isinstance(wanted, int) else tuple(map(int, wanted))
