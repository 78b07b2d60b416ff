"""
Measures: one declaration, one question, one worked example.

A measure adds and subtracts *terms*; a term counts the facts of one kind, net of reversals. Part and whole stay
apart until the screen, so a county is the sum of its townships and a quarter the sum of its months.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from .facts import FACT_TYPES


class Better(StrEnum):
    """Which way is good. NEITHER for a number that only describes."""

    HIGHER = "higher"
    LOWER = "lower"
    NEITHER = "neither"


@dataclass(frozen=True, slots=True)
class Tally:
    """A part and its whole. Tallies add up; shares do not."""

    part: int = 0
    whole: int = 0

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(self.part + other.part, self.whole + other.whole)

    @property
    def share(self) -> float | None:
        """Return part ÷ whole, or None when there is no whole: shown as a dash, never as 0 %."""
        return self.part / self.whole if self.whole > 0 else None

    def is_small(self, k: int) -> bool:
        """
        Tell whether showing this would point at single cases.

        :param k: the smallest number of cases that may be shown; 0 itself may.
        """
        return 0 < self.part < k or 0 < self.whole < k or 0 < self.whole - self.part < k


@dataclass(frozen=True)
class Term:
    """
    Facts of one kind that count.

    :param fact: the kind's key.
    :param where: declared column name → the number, or numbers, it must have.
    :param sign: 1 to add, -1 to take away.
    :param until_end: count everything up to the period's end, not only what fell into it: for a stock.
    :param sums: add up the amount (``qty``) instead of counting facts.
    """

    fact: str
    where: Mapping[str, int | Sequence[int]] = field(default_factory=dict)
    sign: int = 1
    until_end: bool = False
    sums: bool = False

    @property
    def is_confided(self) -> bool:
        """Tell whether it asks what people said who are counted, and never named."""
        return FACT_TYPES[self.fact].confided and bool(self.where)

    def conditions(self) -> dict[str, Any]:
        """Return the filter on the fact table's columns."""
        columns = FACT_TYPES[self.fact].columns
        found: dict[str, Any] = {}
        for name, wanted in self.where.items():
            many = not isinstance(wanted, int)
            found[f"{columns[name].column}__in" if many else columns[name].column] = (
                list(wanted) if many else int(wanted)  # type: ignore[arg-type]  # told apart by ``many``
            )
        return found


@dataclass(frozen=True)
class Given:
    """Facts of a worked example: ``times`` facts of a kind with these data, ``when`` seen from the period."""

    fact: str
    data: Mapping[str, Any] = field(default_factory=dict)
    times: int = 1
    when: str = "within"


@dataclass(frozen=True)
class Worked:
    """A worked example: these facts give this tally."""

    given: Sequence[Given]
    gives: Tally


@dataclass(frozen=True)
class Measure:
    """
    One declared number.

    :param key: ``module.quality``; its meaning never changes.
    :param question: the question it answers, as a reader would ask it.
    :param unit: 件, 人次, %, hours … ; a share's unit is ``%``.
    :param part: the terms of the number, or of the share's part.
    :param whole: the terms of the share's whole; empty for a plain number.
    :param counts: what is counted, shown beside the number; ``misleads``: where it deceives.
    :param told_with: of a confided one: the key of the measure in whose blocks it is told, so that the answers to one
        question cannot be subtracted from each other; see ``confided``.
    """

    key: str
    title: Any
    question: Any
    unit: str
    part: tuple[Term, ...]
    counts: Any
    misleads: Any
    worked: Worked
    whole: tuple[Term, ...] = ()
    better: Better = Better.NEITHER
    source: str = ""
    told_with: str = ""

    @property
    def is_share(self) -> bool:
        """Tell whether there is a whole to divide by."""
        return bool(self.whole)

    @property
    def kinds(self) -> set[str]:
        """Return the kinds of fact that it counts."""
        return {term.fact for term in (*self.part, *self.whole)}

    @property
    def is_confided(self) -> bool:
        """Tell whether it rests on what people said, and is told in sums only; see ``confided``."""
        return any(term.is_confided for term in (*self.part, *self.whole))


MEASURES: dict[str, Measure] = {}


def declare_measures(*measures: Measure) -> None:
    """
    Put measures into the registry.

    :raises ValueError: if a key is taken, a term names an undeclared kind or column, or what is confided is no flow.
    """
    for measure in measures:
        for term in (*measure.part, *measure.whole):
            kind = FACT_TYPES.get(term.fact)
            if kind is None or set(term.where) - set(kind.columns):
                raise ValueError(f"measure {measure.key!r}: {term.fact!r} or its columns are not declared")
            if term.is_confided and (term.until_end or term.sums or not measure.is_share):
                raise ValueError(f"measure {measure.key!r}: what is confided is told as a share of a month's facts")
        if MEASURES.setdefault(measure.key, measure) is not measure:
            raise ValueError(f"measure {measure.key!r} is declared twice")


def measure(key: str) -> Measure:
    """Return a declared measure; KeyError when there is none."""
    return MEASURES[key]
