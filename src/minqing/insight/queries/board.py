"""
The one screen: read in two sheets, whatever is on it, and from facts alone.

:source: ADR 0025 (small cells), ADR 0031 (what is derived may not import the doors), ADR 0065 (cells of lines).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from minqing.insight.arranging import NO_SUCH_TILE, arrangement
from minqing.insight.records import Board, Cell, DayCount, MapShown, PlaceRow, Step, Stream
from minqing.kernel.access import Actor
from minqing.kernel.errors import NotFound, Refused
from minqing.kernel.times import day_of, refuse_no_span
from minqing.ledger.measures import Measure
from minqing.ledger.sheets import Sheet, sheet, sheet_of
from minqing.ledger.spans import Span
from minqing.rulebook import queries as rulebook

from . import contents
from .charting import map_of
from .days import Days
from .numbers import counted
from .reach import Reach, places_of, reach_of
from .tiling import Tiling
from .words import CHANGES, changes

SMALL_RULE, CAREFUL = "MQ-K", 10


@dataclass(frozen=True, slots=True)
class Asked:
    """
    What a reader asks the board for.

    :param start: first day; ``end`` is the day after the last.
    :param at: a place or unit below her own reach; "" for the reach itself.
    :param on_map: the measure of the map; "" for the first that is split.
    :param tiles: measures to show instead of those she arranged.
    """

    start: date
    end: date
    at: str = ""
    on_map: str = ""
    tiles: tuple[str, ...] = ()


def board(actor: Actor, asked: Asked, *, at: datetime) -> Board:
    """
    Return the one screen below the actor's widest grant, or of something below that.

    :raises NotAllowed: if the actor may not see it anywhere.
    :raises NotFound: if what shall be opened is absent or out of reach.
    :raises Refused: if the days lie the wrong way round, or a measure is none that the board may show.
    """
    refuse_no_span(asked.start, asked.end)
    found = _read(actor, asked, at)
    reach, days = found.reach, found.days
    flows = not reach.is_unit
    return Board(
        start=asked.start,
        end=asked.end,
        as_of=at,
        through=found.own.through,
        name=reach.name,
        org_path=reach.org_path,
        place_path=reach.place_path,
        tiles=found.tiling.tiles(),
        changes=() if reach.is_opened else changes(found.own, days, is_unit=reach.is_unit),
        heads=tuple((one.key, one.title) for one in found.split) if reach.below else (),
        rows=found.rows(),
        smallest=found.smallest,
        days_key=found.daily.key,
        days_title=found.daily.title,
        days=() if reach.is_opened else found.each_day(),
        came=found.streams(contents.came()) if flows else (),
        went=found.streams(contents.went()) if flows else (),
        kind=reach.kind,
        way=tuple(Step(path, name) for path, name in reach.way.items()),
        map=found.map(),
    )


@dataclass(frozen=True, slots=True)
class _Found:
    """
    What was read: the reach's own numbers over many days, and those around it over the period.

    :param split: the measures that are split by what stands below; ``mapped`` the one on the map.
    :param daily: the measure that is told day by day.
    :param places: those of the map; ``by_place`` of a unit the map's measure at them, else that is read around it.
    """

    reach: Reach
    days: Days
    split: tuple[Measure, ...]
    mapped: Measure
    daily: Measure
    own: Sheet
    around: Sheet | None
    places: Mapping[str, str]
    by_place: Sheet | None
    smallest: int
    tiling: Tiling

    def rows(self) -> tuple[PlaceRow, ...]:
        """Return what stands below, in the order of the tree."""
        return tuple(
            PlaceRow(path, name, tuple(self._cell(self.around, one, path) for one in self.split))
            for path, name in self.reach.below.items()
        )

    def map(self) -> MapShown | None:
        """Return the map; None where no place stands below."""
        if not self.places:
            return None
        found = self.by_place or self.around
        cells = {path: self._cell(found, self.mapped, path) for path in self.places}
        return map_of(self.mapped, cells, self.places)

    def each_day(self) -> tuple[DayCount, ...]:
        """Return the last thirteen weeks day by day: cells of days are kept for as long."""
        spans = self.days.weeks
        return tuple(DayCount(span.start or span.end, self.own.tally(self.daily, span).part) for span in spans)

    def _cell(self, found: Sheet | None, measure: Measure, path: str) -> Cell:
        if found is None:
            return Cell(measure.key, 0)
        one = counted(found, measure, self.days.period, hide_below=self.smallest, path=path)
        return Cell(measure.key, one.part, one.whole, one.value, one.n)

    def streams(self, measures: Iterable[Measure]) -> tuple[Stream, ...]:
        """Return by which ways requests came in or went out."""
        parts = ((one, self.own.tally(one, self.days.period)) for one in measures)
        k = self.tiling.hide_below
        return tuple(
            Stream(one.key, one.short or one.title, None if tally.is_small(k) else tally.part) for one, tally in parts
        )


def _read(actor: Actor, asked: Asked, at: datetime) -> _Found:
    reach, days = reach_of(actor, asked.at), Days(Span(asked.start, asked.end), day_of(at))
    is_unit = reach.is_unit
    shown = contents.tiles_of(reach.kind, _known(asked.tiles, is_unit=is_unit) or arrangement(actor))
    split = contents.split_of(is_unit=is_unit)
    mapped = _mapped(asked.on_map, reach) if asked.on_map else split[0]
    streams = () if is_unit else (*contents.came(), *contents.went())
    told = (*shown, split[0], *streams, *contents.named(CHANGES))
    asks = [(told, days.all)] if reach.is_opened else [(told, days.all), ([split[0]], days.weeks)]
    own = sheet_of(asks, reach.own)
    around = sheet((*shown, *split, mapped), [days.period], reach.around) if reach.around else None
    places = places_of(reach)
    by_place = sheet([mapped], [days.period], reach.by_place(places)) if is_unit and places else None
    smallest = smallest_shown(reach.place_path, on=days.today)
    hide_below = smallest if reach.is_opened else 0
    tiling = Tiling(shown, (*shown, split[0]), days, own, around, reach.likes, smallest, hide_below)
    return _Found(reach, days, split, mapped, split[0], own, around, places, by_place, smallest, tiling)


def _mapped(key: str, reach: Reach) -> Measure:
    """
    Return the measure that was asked for on the map.

    :raises Refused: if the board may not draw it.
    """
    allowed = contents.to_map(is_unit=reach.is_unit, own=contents.are_own([key]))
    if key not in allowed:
        raise Refused(NO_SUCH_TILE)
    return allowed[key]


def _known(keys: Iterable[str], *, is_unit: bool) -> tuple[str, ...]:
    """
    Return the keys that were asked for.

    :raises Refused: if the board may not show one of them.
    """
    wanted = tuple(key for key in keys if key)
    if set(wanted) - contents.to_choose(is_unit=is_unit, own=contents.are_own(wanted)).keys():
        raise Refused(NO_SUCH_TILE)
    return wanted


def smallest_shown(place_path: str, *, on: date) -> int:
    """Return rule MQ-K; without the rule a number that hides more."""
    try:
        return int(rulebook.rule(SMALL_RULE, place_path=place_path, on=on).value)
    except NotFound:
        return CAREFUL
