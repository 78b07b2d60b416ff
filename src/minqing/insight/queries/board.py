"""
The one screen: read in three sheets, whatever is on it, and from facts alone.

:source: ADR 0025 (small cells), ADR 0031 (what is derived may not import the doors), ADR 0065 (cells of lines).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from minqing.insight.records import Board, Cell, Count, DayCount, MonthCount, PlaceRow, Stream, Tile
from minqing.kernel.access import Actor
from minqing.kernel.errors import NotFound
from minqing.kernel.times import day_of, refuse_no_span
from minqing.ledger.measures import Measure, Tally
from minqing.ledger.sheets import Sheet, sheet
from minqing.ledger.spans import Span
from minqing.rulebook import queries as rulebook

from . import contents
from .days import Days
from .likes import likes
from .reach import Reach, reach_of
from .words import CHANGES, changes

SMALL_RULE, CAREFUL = "MQ-K", 10


def board(actor: Actor, *, at: datetime, start: date, end: date) -> Board:
    """
    Return the one screen below the actor's widest grant.

    :param start: first day; ``end`` is the day after the last.
    :raises NotAllowed: if the actor may not see it anywhere.
    :raises Refused: if the days lie the wrong way round.
    """
    refuse_no_span(start, end)
    found = _read(reach_of(actor), Days(Span(start, end), day_of(at)))
    reach, period = found.reach, found.days.period
    return Board(
        start=start,
        end=end,
        as_of=at,
        through=found.own.through,
        name=reach.name,
        org_path=reach.org_path,
        place_path=reach.place_path,
        tiles=found.tiles(),
        changes=changes(found.own, found.days, is_unit=reach.is_unit),
        heads=tuple((one.key, one.title) for one in found.split) if reach.below else (),
        rows=found.rows(),
        smallest=found.smallest,
        days_key=found.shown[0].key,
        days=_days(found.shown[0], reach, found.days),
        came=() if reach.is_unit else _streams(contents.came(), found.own, period),
        went=() if reach.is_unit else _streams(contents.went(), found.own, period),
    )


@dataclass(frozen=True, slots=True)
class _Found:
    """
    What was read: the reach's own numbers over many days, and those around it over the period.

    :param shown: the measures that have a tile; ``split`` those that are split by what stands below.
    """

    reach: Reach
    days: Days
    shown: tuple[Measure, ...]
    split: tuple[Measure, ...]
    own: Sheet
    around: Sheet | None
    smallest: int

    def tiles(self) -> tuple[Tile, ...]:
        """Return one tile for each measure shown."""
        months = self._since_written(self.days.months)
        is_known = bool(self._since_written((self.days.before,)))
        return tuple(self._tile(one, months, is_known=is_known) for one in self.shown)

    def _since_written(self, spans: Sequence[Span]) -> Sequence[Span]:
        """Leave out the spans before anything was written down: noughts there would be a claim."""
        written = (any(self.own.tally(one, span) != Tally() for one in self.shown) for span in spans)
        return spans[next((number for number, known in enumerate(written) if known), len(spans)) :]

    def _tile(self, measure: Measure, months: Sequence[Span], *, is_known: bool) -> Tile:
        beside = (
            [self.around.tally(measure, self.days.period, path) for path in self.reach.likes] if self.around else []
        )
        return Tile(
            key=measure.key,
            title=measure.title,
            question=measure.question,
            counts=measure.counts,
            misleads=measure.misleads,
            unit=measure.unit,
            better=measure.better.value,
            now=_count(measure, self.own.tally(measure, self.days.period)),
            before=_count(measure, self.own.tally(measure, self.days.before)) if is_known else None,
            months=tuple(_month(measure, self.own, span) for span in months),
            likes=likes(measure, beside, self.smallest),
        )

    def rows(self) -> tuple[PlaceRow, ...]:
        """Return what stands below, in the order of the tree."""
        return tuple(PlaceRow(path, name, self._cells(path)) for path, name in self.reach.below.items())

    def _cells(self, path: str) -> tuple[Cell, ...]:
        if self.around is None:
            return ()
        numbers = ((one, self.around.tally(one, self.days.period, path)) for one in self.split)
        return tuple(_cell(one, tally, self.smallest) for one, tally in numbers)


def _read(reach: Reach, days: Days) -> _Found:
    shown, split = contents.tiles_of(is_unit=reach.is_unit), contents.split_of(is_unit=reach.is_unit)
    streams = () if reach.is_unit else (*contents.came(), *contents.went())
    own = sheet((*shown, *streams, *contents.named(tuple(CHANGES))), days.all, reach.own)
    around = sheet((*shown, *split), [days.period], reach.around) if reach.around else None
    smallest = smallest_shown(reach.place_path, on=days.today)
    return _Found(reach, days, shown, split, own, around, smallest)


def smallest_shown(place_path: str, *, on: date) -> int:
    """Return rule MQ-K; without the rule a number that hides more."""
    try:
        return int(rulebook.rule(SMALL_RULE, place_path=place_path, on=on).value)
    except NotFound:
        return CAREFUL


def _count(measure: Measure, tally: Tally) -> Count:
    return Count(tally.part, tally.whole if measure.is_share else None)


def _month(measure: Measure, own: Sheet, span: Span) -> MonthCount:
    count = _count(measure, own.tally(measure, span))
    return MonthCount(span.start or span.end, count.part, count.whole)


def _cell(measure: Measure, tally: Tally, k: int) -> Cell:
    if tally.is_small(k):
        return Cell(measure.key, None)
    return Cell(measure.key, tally.part, tally.whole if measure.is_share else None)


def _days(measure: Measure, reach: Reach, days: Days) -> tuple[DayCount, ...]:
    """Read the last thirteen weeks day by day: cells of days are kept for as long."""
    found = sheet([measure], days.weeks, reach.own)
    return tuple(DayCount(span.start or span.end, found.tally(measure, span).part) for span in days.weeks)


def _streams(measures: Iterable[Measure], own: Sheet, period: Span) -> tuple[Stream, ...]:
    return tuple(Stream(one.key, one.title, own.tally(one, period).part) for one in measures)
