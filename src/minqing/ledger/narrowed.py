"""Measures with a condition added: the same question, asked of fewer facts. Exact, since facts are counted anew."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from functools import cached_property

from .measures import Measure
from .terms import Term

Where = Mapping[str, Sequence[int]]
"""Declared column name → the numbers that it may have."""


@dataclass(frozen=True)
class Narrowed(Measure):
    """A measure over a part of its facts; an expression over measures that are narrowed likewise."""

    narrowed_inputs: tuple[Measure, ...] = ()

    @cached_property
    def inputs(self) -> tuple[Measure, ...]:
        """Return the narrowed measures that an expression asks for."""
        return self.narrowed_inputs


Change = Callable[[Measure, tuple[Term, ...]], tuple[Term, ...]]
"""Given a measure and one of its sides, returns what that side shall be."""


def narrowed(measure: Measure, where: Where) -> Measure:
    """Return the measure over those facts only that meet the condition; itself without one."""
    if not where:
        return measure
    return changed(measure, lambda _measure, terms: tuple(term_of(term, where) for term in terms))


def changed(measure: Measure, change: Change) -> Measure:
    """Return the measure with both sides changed; an expression over measures that are changed likewise."""
    held = {field.name: getattr(measure, field.name) for field in fields(Measure)}
    held |= {side: change(measure, held[side]) for side in ("part", "whole")}
    return Narrowed(**held, narrowed_inputs=tuple(changed(one, change) for one in measure.inputs))


def term_of(term: Term, where: Where) -> Term:
    """Return a term over those facts only that meet the condition."""
    met = dict(term.where)
    for name, wanted in where.items():
        before = met.get(name)
        asked = {before} if isinstance(before, int) else set(wanted if before is None else before)
        met[name] = tuple(sorted(asked & set(wanted)))
    return replace(term, where=met)
