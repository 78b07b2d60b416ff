"""Need beside supply: requests of one matter place by place, and the public service that is there for it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from minqing.insight.queries.board import smallest_shown
from minqing.insight.queries.reach import Reach, reach_of
from minqing.kernel.access import Actor
from minqing.kernel.times import day_of, refuse_no_span
from minqing.ledger.behind import Frame
from minqing.ledger.measures import MEASURES
from minqing.ledger.rolls.scopes import PLACE, Scope
from minqing.ledger.sheets import sheet
from minqing.ledger.spans import ONE_DAY, Span
from minqing.ledger.spreads import at_places
from minqing.ledger.terms import Term
from minqing.territory import queries as territory

from .levels import Level, levels
from .tails import is_rare

HOUSEHOLDS = "territory.cards_posted"
"""The measure whose whole is how many doors are on the list."""
THOUSAND = 1000


class Where(StrEnum):
    """Where a place lies between need and supply, each beside the mean of all."""

    GAP = "gap"
    BUSY = "busy"
    CALM = "calm"
    AMPLE = "ample"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class PlaceSupply:
    """
    One place.

    :param requests: how many; None where it would point at single requests (rule MQ-K).
    :param households: doors on the list; 0 where none are known, and then no rate is told.
    :param level: what was stated for the place, or put together from below; None where nothing was.
    :param need: requests for 1,000 households; ``supply``: of what there is for as many.
    :param is_rare: whether need is above the mean by more than chance.
    """

    path: str
    name: str
    requests: int | None
    households: int
    level: Level | None
    need: float | None = None
    supply: float | None = None
    where: Where = Where.UNKNOWN
    is_rare: bool = False


@dataclass(frozen=True, slots=True)
class Supply:
    """
    Need beside supply over half-open days.

    :param places: gaps first, then by need; places of which one side is not known last, in the order of the tree.
    :param need: the mean over all places of which both are known, weighted by households; likewise ``supply``.
    """

    matter: int
    reach: Reach
    span: Span
    places: tuple[PlaceSupply, ...]
    need: float | None
    supply: float | None
    smallest: int


def supply(actor: Actor, *, at: datetime, start: date, end: date, matter: int) -> Supply:
    """
    Return need beside supply, place by place, within the actor's reach.

    :raises NotAllowed: if the actor may not see it anywhere.
    :raises Refused: if the days lie the wrong way round.
    """
    refuse_no_span(start, end)
    reach, today = reach_of(actor), day_of(at)
    names, smallest = _places(reach), smallest_shown(reach.place_path, on=today)
    term = Term("case.dispatched" if reach.is_unit else "case.accepted", {"matter": matter})
    came = _below(at_places(term, Frame(reach.org_path, reach.place_path, start, end)), names)
    doors, held = _households(reach, names, today), levels(matter, reach.place_path)
    told = {path: None if 0 < n < smallest else n for path, n in came.items()}
    rows = [_rated(PlaceSupply(path, names[path], told[path], doors[path], _level(path, held))) for path in names]
    known = [row for row in rows if row.need is not None and row.supply is not None]
    need, there = sum(came[row.path] for row in known), sum(row.level.amount for row in known if row.level)
    whole = sum(row.households for row in known) / THOUSAND
    mean_need, mean_supply = (need / whole, there / whole) if whole else (None, None)
    placed = [_placed(row, came[row.path], mean_need, mean_supply) for row in rows]
    ordered = tuple(sorted(placed, key=lambda row: (ORDER[row.where], -(row.need or 0), row.path)))
    return Supply(matter, reach, Span(start, end), ordered, mean_need, mean_supply, smallest)


ORDER = {Where.GAP: 0, Where.BUSY: 1, Where.CALM: 2, Where.AMPLE: 3, Where.UNKNOWN: 4}


def _places(reach: Reach) -> Mapping[str, str]:
    depth = reach.place_path.count("/") + 1
    below = [one for one in territory.divisions() if one.path.startswith(reach.place_path)]
    return {one.path: one.name for one in below if one.path.count("/") == depth}


def _below(found: Mapping[str, int], names: Mapping[str, str]) -> dict[str, int]:
    return {path: sum(n for place, n in found.items() if place.startswith(path)) for path in names}


def _households(reach: Reach, names: Mapping[str, str], today: date) -> dict[str, int]:
    """Count the doors on the list; land belongs to no unit, so the whole county's are asked for."""
    measure = MEASURES.get(HOUSEHOLDS)
    if measure is None or not names:
        return dict.fromkeys(names, 0)
    county, span = reach.org_path[: reach.org_path.index("/") + 1], Span(today, today + ONE_DAY)
    found = sheet([measure], [span], Scope(county, reach.place_path, PLACE, tuple(names)))
    return {path: max(found.tally(measure, span, path).whole, 0) for path in names}


def _level(path: str, held: Mapping[str, Level]) -> Level | None:
    """Return what was stated for a place itself; else of the same thing what was stated below it, together."""
    if path in held:
        return held[path]
    below = [level for place, level in held.items() if place.startswith(path)]
    if not below or len({level.what for level in below}) > 1:
        return None
    last = max(below, key=lambda level: level.as_of)
    return Level(sum(level.amount for level in below), last.what, last.owner, last.source, last.as_of)


def _rated(row: PlaceSupply) -> PlaceSupply:
    """Say how much that is for 1,000 households, where they are known."""
    if not row.households:
        return row
    need = None if row.requests is None else THOUSAND * row.requests / row.households
    return replace(row, need=need, supply=THOUSAND * row.level.amount / row.households if row.level else None)


def _placed(row: PlaceSupply, came: int, need: float | None, there: float | None) -> PlaceSupply:
    if row.need is None or row.supply is None or need is None or there is None:
        return row
    much, little = row.need > need, row.supply < there
    where = (Where.GAP if little else Where.BUSY) if much else (Where.CALM if little else Where.AMPLE)
    rare = much and is_rare(came, row.households, need / THOUSAND, nested=False)
    return replace(row, where=where, is_rare=rare)
