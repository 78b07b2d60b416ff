"""
Measures: one declaration, one question, one worked example.

A measure adds and subtracts *terms*; a term counts the facts of one kind, net of reversals. Part and whole stay
apart until the screen, so a county is the sum of its townships and a quarter the sum of its months. A percentile is
read off terms that are bins; a derived measure is an expression over others.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from functools import cached_property
from typing import Any

from .expressions import Expression
from .facts import FACT_TYPES
from .lines import Line
from .percentiles import Percentile
from .terms import Term
from .units import SHARE


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

    @property
    def value(self) -> Decimal | None:
        """Return the same exactly, for working on with it."""
        return Decimal(self.part) / self.whole if self.whole > 0 else None

    def percent(self, places: int = 2) -> Decimal | None:
        """
        Return the share as it is printed: per hundred, a half rounded up.

        >>> Tally(911, 972).percent()
        Decimal('93.72')
        """
        if self.whole <= 0:
            return None
        return (Decimal(self.part * 100) / self.whole).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)

    def is_small(self, k: int) -> bool:
        """
        Tell whether showing this would point at single cases.

        :param k: the smallest number of cases that may be shown; 0 itself may.
        """
        return 0 < self.part < k or 0 < self.whole < k or 0 < self.whole - self.part < k


@dataclass(frozen=True)
class Given:
    """
    Facts of a worked example: ``times`` facts of a kind with these data, ``when`` seen from the period.

    :param about: facts with the same word here are about the same subject; without one each is about its own.
    :param by: likewise, who acted; without one it is the same for all.
    """

    fact: str
    data: Mapping[str, Any] = field(default_factory=dict)
    times: int = 1
    when: str = "within"
    about: str = ""
    by: str = ""


class Kind(StrEnum):
    """What kind of number a measure is; it follows from how the measure is put together."""

    COUNT = "count"
    SUM = "sum"
    DISTINCT = "distinct"
    SHARE = "share"
    CONVERSION = "conversion"
    MEAN = "mean"
    PERCENTILE = "percentile"
    STATE = "state"
    CUMULATIVE = "cumulative"
    DERIVED = "derived"


@dataclass(frozen=True)
class Worked:
    """A worked example: these facts give this tally, or this value of a percentile or an expression."""

    given: Sequence[Given]
    gives: Tally | Decimal


@dataclass(frozen=True)
class Measure:
    """
    One declared number.

    :param key: ``module.quality``; its meaning never changes.
    :param question: the question it answers, as a reader would ask it.
    :param unit: one of ``units.UNITS``; a share's unit is ``%``.
    :param part: the terms of the number, or of the share's part.
    :param whole: the terms of the whole: of a share, or of the mean of what the part adds up; empty for a plain number.
    :param counts: what is counted, shown beside the number; ``misleads``: where it deceives.
    :param told_with: of a confided one: the key of the measure in whose blocks it is told, so that the answers to one
        question cannot be subtracted from each other; see ``confided``.
    :param percentile: read this percentile of the amounts of the part's facts, instead of counting them.
    :param expression: work the number out from other measures; then there is neither part nor whole.
    :param asks: the measures that the expression asks for, where they are not simply those of the house: a county's own
        measure keeps the versions it was published with.
    :param short: what it is called beneath a head that says the rest; empty where its title does. A title stands alone.
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
    percentile: Percentile | None = None
    expression: Expression | None = None
    asks: tuple["Measure", ...] = ()
    short: Any = ""

    @cached_property
    def kind(self) -> Kind:
        """Return what kind of number it is."""
        if self.expression or self.percentile:
            return Kind.DERIVED if self.expression else Kind.PERCENTILE
        if self.whole and any(term.then for term in self.part):
            return Kind.CONVERSION
        if self.whole:
            return Kind.SHARE if self.unit == SHARE else Kind.MEAN
        if any(term.distinct for term in self.part):
            return Kind.DISTINCT
        if any(term.until_end for term in self.part):
            return Kind.STATE
        if any(term.since_year for term in self.part):
            return Kind.CUMULATIVE
        return Kind.SUM if any(term.sums for term in self.part) else Kind.COUNT

    @property
    def is_share(self) -> bool:
        """Tell whether there is a whole to divide by."""
        return bool(self.whole)

    @cached_property
    def inputs(self) -> tuple["Measure", ...]:
        """Return the measures that an expression asks for."""
        if self.asks or not self.expression:
            return self.asks
        return tuple(MEASURES[key] for key in sorted(self.expression.keys))

    @cached_property
    def bins(self) -> tuple[tuple[Term, ...], ...]:
        """Return of a percentile the terms of each bin."""
        bins = self.percentile.bins if self.percentile else []
        return tuple(tuple(replace(term, between=one) for term in self.part) for one in bins)

    @cached_property
    def terms(self) -> tuple[Term, ...]:
        """Return all terms that are read for it."""
        if self.expression:
            return tuple(term for measure in self.inputs for term in measure.terms)
        return tuple(term for one in self.bins for term in one) or (*self.part, *self.whole)

    @property
    def kinds(self) -> set[str]:
        """Return the kinds of fact that it counts."""
        return {kind for term in self.terms for kind in term.kinds}

    @property
    def adds_up(self) -> bool:
        """Tell whether units, places and months add up to the whole: what is counted once in each does not."""
        return not any(term.distinct for term in self.terms)

    @property
    def is_confided(self) -> bool:
        """Tell whether it rests on what people said, and is told in sums only; see ``confided``."""
        return any(term.is_confided for term in self.terms)

    @property
    def counts_confided(self) -> bool:
        """Tell whether it counts facts that were told in confidence, be it only how many."""
        return any(FACT_TYPES[kind].confided for kind in self.kinds)

    @property
    def is_of_confidences(self) -> bool:
        """Tell whether it counts nothing else: that there was one is what was confided. For oversight alone."""
        return all(FACT_TYPES[kind].confided for kind in self.kinds)


MEASURES: dict[str, Measure] = {}
"""The measures of the house, declared in code."""

Source = Callable[[], Mapping[str, Measure]]
_sources: dict[str, Source] = {}


def declare_source(word: str, source: Source) -> None:
    """
    Say where measures come from that are declared while the house runs.

    :param word: with what their keys begin, before the point; no measure of the house begins so.
    :param source: returns those that hold now, by key; it is asked each time.
    """
    _sources[word] = source


def measure(key: str) -> Measure:
    """Return a declared measure, also one that is not of the house; KeyError when there is none."""
    source = _sources.get(key.partition(".")[0])
    return source()[key] if source else MEASURES[key]


def every_measure() -> dict[str, Measure]:
    """Return all measures that hold now, by key: those of the house first."""
    return {**MEASURES, **{key: one for source in _sources.values() for key, one in source().items()}}


def lines_asked() -> dict[str, Line]:
    """Return the lines that declared measures ask for, by key."""
    return {term.line.key: term.line for measure in every_measure().values() for term in measure.terms}
