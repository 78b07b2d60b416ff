"""
Seasons: how many in each month of each year, what a month has more or less than its year, and at which hours they come.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from minqing.insight.queries.board import smallest_shown
from minqing.insight.queries.reach import Reach, reach_of
from minqing.kernel.access import Actor
from minqing.kernel.times import day_of, refuse_no_span
from minqing.ledger.clock import by_weekday_and_hour
from minqing.ledger.measures import Measure
from minqing.ledger.sheets import sheet
from minqing.ledger.spans import Span

from . import choices

YEARS, FEWEST = 5, 2
"""How many years are looked at, and of how few nothing is said of seasons."""
TWELVE = 12


@dataclass(frozen=True, slots=True)
class Season:
    """
    How busy one month of the year is.

    :param index: how many a day, beside the mean of its year; 1 for as many. ``low`` and ``high``: of the single years.
    """

    month: int
    index: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Seasons:
    """
    What comes when, within a reach.

    :param months: (year, month) → how many; those before anything was written down, and the one that runs, are absent.
    :param years: on how many whole years the seasons rest: twelve months each, the last of them over.
    :param seasons: from January to December; empty where there are too few years.
    :param clock: (weekday, hour) → how many, over ``span``; None where it would point at single requests (rule MQ-K):
        an hour is finer than anything the one screen tells.
    """

    measure: Measure
    reach: Reach
    months: Mapping[tuple[int, int], int]
    years: int
    seasons: tuple[Season, ...]
    span: Span
    clock: Mapping[tuple[int, int], int | None]
    smallest: int
    through: int


def seasons(actor: Actor, *, at: datetime, start: date, end: date, key: str = "") -> Seasons:
    """
    Return what comes when, within the actor's reach.

    :param start: first day of what is told by the hour; ``end`` is the day after the last.
    :raises NotAllowed: if the actor may not see it anywhere.
    :raises Refused: if there is no such measure, or the days lie the wrong way round.
    """
    refuse_no_span(start, end)
    reach, span = reach_of(actor), Span(start, end)
    measure = choices.chosen(choices.counts(), key, "cases.given" if reach.is_unit else "cases.registered")
    spans = choices.months(day_of(at), YEARS * TWELVE)
    found, smallest = sheet([measure], spans, reach.own), smallest_shown(reach.place_path, on=day_of(at))
    counts = [found.tally(measure, one).part for one in spans]
    first = next((number for number, count in enumerate(counts) if count), len(counts))
    known = list(zip(spans, counts, strict=True))[first:]
    return Seasons(
        measure=measure,
        reach=reach,
        months={_month(one): count for one, count in known},
        years=len(known) // TWELVE,
        seasons=indices(known),
        span=span,
        clock=_clock(measure, reach, span, smallest),
        smallest=smallest,
        through=found.through,
    )


def _clock(measure: Measure, reach: Reach, span: Span, smallest: int) -> dict[tuple[int, int], int | None]:
    paths = {"org_path": reach.org_path, "place_path": reach.place_path}
    found = by_weekday_and_hour(measure.part, span, **paths)
    return {key: None if 0 < n < smallest else n for key, n in found.items()}


def _month(span: Span) -> tuple[int, int]:
    first = span.start or span.end
    return first.year, first.month


def indices(known: Sequence[tuple[Span, int]]) -> tuple[Season, ...]:
    """
    Return how busy each month is beside its own year, so that years of different size count alike.

    :param known: months with how many, oldest first and without a gap. Years are counted back from the last one.
    """
    blocks = [known[end - TWELVE : end] for end in range(len(known), TWELVE - 1, -TWELVE)]
    ratios: dict[int, list[float]] = {}
    for block in blocks:
        total, days = sum(count for _, count in block), sum(_days(span) for span, _ in block)
        for span, count in block if total else ():
            ratios.setdefault(_month(span)[1], []).append(count / _days(span) / (total / days))
    if len(blocks) < FEWEST or any(len(found) < FEWEST for found in ratios.values()) or not ratios:
        return ()
    return tuple(
        Season(month, sum(found) / len(found), min(found), max(found)) for month, found in sorted(ratios.items())
    )


def _days(span: Span) -> int:
    return (span.end - (span.start or span.end)).days
