"""Measures with a condition added: the same question, asked of fewer facts. Exact, since facts are counted anew."""

from collections.abc import Mapping, Sequence
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


def narrowed(measure: Measure, where: Where) -> Measure:
    """Return the measure over those facts only that meet the condition; itself without one."""
    if not where:
        return measure
    held = {field.name: getattr(measure, field.name) for field in fields(Measure)}
    held |= {side: tuple(_term(term, where) for term in held[side]) for side in ("part", "whole")}
    return Narrowed(**held, narrowed_inputs=tuple(narrowed(one, where) for one in measure.inputs))


def _term(term: Term, where: Where) -> Term:
    met = dict(term.where)
    for name, wanted in where.items():
        before = met.get(name)
        asked = {before} if isinstance(before, int) else set(wanted if before is None else before)
        met[name] = tuple(sorted(asked & set(wanted)))
    return replace(term, where=met)
