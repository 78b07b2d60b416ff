"""
What people confided, told in sums: of whole months that are over, and never of so few that one of them shows.

Everything that is told is put together from *blocks*: one unit, one run of months. A block holds enough people on
either side and is closed for good; whatever is asked is the sum of the blocks that lie wholly in it. So no two answers
differ by less than a block: neither two periods, nor a unit and the units below it.

:source: ADR 0064.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import groupby
from typing import Any, Literal, NamedTuple

from django.db.models import Count, Q, Sum
from django.db.models.functions import TruncMonth

from minqing.kernel.access import path_range

from .counting import SIGN, Entry
from .lines import MARKS
from .measures import MEASURES, Measure, Tally
from .models import Fact

Why = Literal["", "months", "waiting", "few"]


class Cell(NamedTuple):
    """What one unit's facts of one month give, and how many of them lie outside the place that is asked for."""

    month: date
    tallies: Mapping[str, Tally]
    outside: int


class Block(NamedTuple):
    """One unit's months ``[start, end)`` that are told together."""

    start: date
    end: date
    tallies: Mapping[str, Tally]
    outside: int


@dataclass(frozen=True, slots=True)
class Told:
    """
    What is told of a measure.

    :param tally: None where nothing may be told.
    :param why: why not: ``months`` (no whole month is asked for), ``waiting`` (a month has not been over for long
        enough), ``few`` (too few people).
    :param partly: whether something was left out because too few people stand behind it.
    """

    tally: Tally | None
    why: Why = ""
    partly: bool = False


def next_month(day: date) -> date:
    """Return the first day of the month after a day's."""
    return (day.replace(day=1) + timedelta(days=32)).replace(day=1)


def told_until(today: date, *, wait_days: int) -> date:
    """
    Say up to which day what was confided is told: whole months that ended at least so many days ago.

    >>> told_until(date(2026, 11, 10), wait_days=10), told_until(date(2026, 11, 11), wait_days=10)
    (datetime.date(2026, 10, 1), datetime.date(2026, 11, 1))
    """
    return (today - timedelta(days=wait_days)).replace(day=1)


def whole_months(start: date, end: date) -> tuple[date, date]:
    """Return the whole months inside ``[start, end)`` as half-open days; an empty span where there is none."""
    first = start if start.day == 1 else next_month(start)
    return first, max(first, end.replace(day=1))


def enough(tally: Tally, k: int) -> bool:
    """Tell whether at least ``k`` stand on either side: where all said the same, each one's word would be known."""
    return tally.part >= k and tally.whole - tally.part >= k


def family(measure: Measure) -> list[Measure]:
    """Return the measures that are told in the same blocks: the one that leads, and those told beside it."""
    lead = measure.told_with or measure.key
    return [MEASURES[lead], *(one for one in MEASURES.values() if one.told_with == lead)]


def blocks(cells: Iterable[Cell], lead: str, k: int) -> Iterator[Block]:
    """
    Put one unit's months together until enough people stand behind them; what is left at a year's end is never told.

    A block is closed by its own months alone, so that no later month changes it and nobody can wait for the difference.
    Whether it may close is asked only when twice ``k`` more have answered, which everybody may know: were it asked
    month by month, the one who answered last would be the one who tipped the scales, and her word known.

    :param cells: months of one unit with facts, oldest first.
    :param lead: the key of the measure that decides.
    """
    for _year, months in groupby(cells, key=lambda cell: cell.month.year):
        yield from _blocks_of_a_year(months, lead, k)


def _blocks_of_a_year(cells: Iterable[Cell], lead: str, k: int) -> Iterator[Block]:
    held: list[Cell] = []
    fresh: list[Cell] = []
    for cell in cells:
        fresh.append(cell)
        more = _sum(fresh, lead).whole
        if more < 2 * k:
            continue
        few, held, fresh = bool(held), [*held, *fresh], []
        found = _sum(held, lead)
        # Where too few stood there before, the smaller side must not fill all who came since: they would all be known.
        is_known = few and min(found.part, found.whole - found.part) >= more
        if enough(found, k) and not is_known:
            sums = {key: _sum(held, key) for key in cell.tallies}
            yield Block(held[0].month, next_month(cell.month), sums, sum(one.outside for one in held))
            held = []


def _sum(cells: Iterable[Cell], key: str) -> Tally:
    return sum((cell.tallies[key] for cell in cells), Tally())


@dataclass(frozen=True, slots=True)
class Sums:
    """
    Confided measures over one scope and one period; facts of a kind are read once.

    The blocks are of the unit alone, over all places: an answer for a place holds those that lie wholly in it.

    :param until: see :func:`told_until`; ``start`` and ``end`` are first days of months.
    :param k: the smallest number of people that may be shown, the same for everybody who asks.
    """

    org_path: str
    place_path: str
    start: date
    end: date
    until: date
    k: int
    _read: dict[str, dict[str, list[Cell]]] = field(default_factory=dict)

    def told(self, measure: Measure) -> Told:
        """Return what may be told of a confided measure for everything below the scope."""
        return self._answer(measure, self._cells(measure).values())

    def told_of(self, measure: Measure, path: str) -> Told:
        """Return what may be told of one unit alone, without those below it; the units add up to :meth:`told`."""
        return self._answer(measure, [self._cells(measure).get(path, [])])

    def _answer(self, measure: Measure, units: Iterable[list[Cell]]) -> Told:
        if self.start >= self.end:
            return Told(None, "months")
        if self.end > self.until:
            return Told(None, "waiting")
        found, there, shown = Tally(), 0, 0
        for cells in units:
            own = [cell for cell in cells if self.start <= cell.month < self.end]
            fit = [block for block in self._blocks(measure, cells) if not block.outside]
            found = sum((block.tallies[measure.key] for block in fit), found)
            there += len(own)
            shown += sum(any(block.start <= cell.month < block.end for block in fit) for cell in own)
        if there and not shown:
            return Told(None, "few")
        return Told(found, partly=shown < there)

    def _blocks(self, measure: Measure, cells: list[Cell]) -> Iterator[Block]:
        """Return the blocks inside the period in which the measure and all told beside it may be shown."""
        lead, beside = measure.told_with or measure.key, family(measure)
        for block in blocks(cells, lead, self.k):
            inside = self.start <= block.start and block.end <= self.end
            if inside and (measure.key == lead or all(enough(block.tallies[one.key], self.k) for one in beside)):
                yield block

    def _cells(self, measure: Measure) -> dict[str, list[Cell]]:
        kinds = {term.fact for term in (*measure.part, *measure.whole)}
        key = ",".join(sorted(kinds))
        if key not in self._read:
            self._read[key] = self._cells_of(kinds) if self.start < self.end else {}
        return self._read[key]

    def _cells_of(self, kinds: set[str]) -> dict[str, list[Cell]]:
        wanted = [one for one in MEASURES.values() if one.is_confided and one.kinds == kinds]
        months: dict[tuple[str, date], list[tuple[Entry, int]]] = defaultdict(list)
        for row in self._rows(kinds, wanted):
            marks = tuple(row.get(name) for name in MARKS)
            entry = Entry(row["kind"], row["org_path"], marks, row["facts"], 0)
            months[row["org_path"], row["month"]].append((entry, row["outside"]))
        units: dict[str, list[Cell]] = defaultdict(list)
        for (path, month), rows in sorted(months.items()):
            tallies = {one.key: _tally(one, [entry for entry, _ in rows]) for one in wanted}
            units[path].append(Cell(month, tallies, sum(outside for _, outside in rows)))
        return units

    def _rows(self, kinds: set[str], wanted: list[Measure]) -> Iterable[dict[str, Any]]:
        """Read from the year's first day, whatever was asked: the blocks of a unit must be the same for everybody."""
        years = Q(happened_on__gte=date(self.start.year, 1, 1), happened_on__lt=self.end)
        chosen = Fact.objects.filter(path_range("org_path", self.org_path), years, kind__in=sorted(kinds))
        terms = [term for one in wanted for term in (*one.part, *one.whole)]
        marks = sorted({name.removesuffix("__in") for term in terms for name in term.conditions()})
        return (
            chosen.order_by()
            .annotate(month=TruncMonth("happened_on"))
            .values("kind", "org_path", "month", *marks)
            .annotate(facts=Sum(SIGN), outside=Count("pk", filter=~path_range("place_path", self.place_path)))
        )


def _tally(measure: Measure, entries: list[Entry]) -> Tally:
    return Tally(*(_amount(terms, entries) for terms in (measure.part, measure.whole)))


def _amount(terms: Iterable[Any], entries: list[Entry]) -> int:
    return sum(term.sign * entry.facts for term in terms for entry in entries if entry.counts_for(term))
