"""
Where more comes in than chance explains: places and matters, never people.

The last four weeks are held against the twelve times four weeks before, with the limits of the control charts.

:source: ADR 0072; guardrail G8: only place (village or wider), matter and time are looked at, from k on.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import dropwhile

from minqing.insight.queries.board import smallest_shown
from minqing.insight.queries.reach import Reach, reach_of
from minqing.kernel.access import Actor
from minqing.kernel.times import day_of
from minqing.ledger.figures import Asked
from minqing.ledger.marked import read_marked
from minqing.ledger.measures import MEASURES, Measure, Tally
from minqing.ledger.rolls.scopes import PLACE, Scope
from minqing.ledger.sheets import sheet
from minqing.ledger.spans import Span
from minqing.territory import queries as territory

from .shifts import FEWEST, chart

__all__ = ["KEYS", "Piled", "Piling", "piling_at", "piling_up"]

WEEKS, BEFORE = 4, 12
KEYS = ("cases.registered", "cases.disputes", "cases.supervisions_opened")
"""Requests, disputes of competence, supervisions."""
OF_UNIT = {"cases.registered": "cases.given"}
"""A unit is given requests: they are registered at the intake."""

BY_MATTER = "cases.given"
"""Matters are looked at where they have been named: when a request is given to a unit."""


@dataclass(frozen=True, slots=True)
class Piled:
    """
    One place or matter at which more came in than chance explains.

    :param path: of the place; ``matter`` the matter's number; one of the two.
    :param count: in the last four weeks; ``usual`` the mean of those before, ``limit`` up to where it is chance.
    """

    measure: Measure
    path: str
    name: str
    matter: int
    count: int
    usual: float
    limit: float


@dataclass(frozen=True, slots=True)
class Piling:
    """
    What piles up within a reader's reach, what is farthest from usual first.

    :param span: the four weeks.
    :param says: whether there are enough weeks behind it to say anything.
    """

    span: Span
    places: tuple[Piled, ...]
    matters: tuple[Piled, ...]
    says: bool


def piling_up(actor: Actor, *, at: datetime) -> Piling:
    """
    Return the places and matters of the last four weeks that are more than chance.

    :raises NotAllowed: if the actor may not see figures anywhere.
    """
    reach, today = reach_of(actor), day_of(at)
    return piling_at(reach, today, least=smallest_shown(reach.place_path, on=today), at=at)


def piling_at(reach: Reach, day: date, *, least: int, at: datetime, known_at: int | None = None) -> Piling:
    """
    Return the places and matters of the four weeks before a day that are more than chance.

    :param least: rule MQ-K; of fewer nothing is said.
    :param known_at: as it was known when this position was the last; None for now.
    """
    spans = _spans(day)
    measures = [MEASURES[OF_UNIT.get(key, key) if reach.is_unit else key] for key in KEYS]
    names = _places(reach)
    counts = list(_by_place(reach, measures, spans, names, known_at))
    matters = list(_by_matter(reach, MEASURES[BY_MATTER], spans, at, known_at))
    found = [one for one in (_piled(*counted, least=least) for counted in (*counts, *matters)) if one]
    ordered = sorted(found, key=lambda one: (one.usual - one.count, one.path, one.matter))
    says = any(len(_known(row)) >= FEWEST for _m, _p, _n, _q, row in (*counts, *matters))
    places, kinds = [one for one in ordered if one.path], [one for one in ordered if not one.path]
    return Piling(spans[-1], tuple(places), tuple(kinds), says)


def _spans(today: date) -> tuple[Span, ...]:
    step = timedelta(weeks=WEEKS)
    return tuple(Span(today - step * (n + 1), today - step * n) for n in range(BEFORE, -1, -1))


def _places(reach: Reach) -> Mapping[str, str]:
    """Return the villages and communities within reach; land belongs to no unit."""
    return {
        one.path: one.full_name
        for one in territory.divisions()
        if one.kind == "village" and one.path.startswith(reach.place_path)
    }


Counted = tuple[Measure, str, str, int, Sequence[int]]


def _by_place(
    reach: Reach, measures: Sequence[Measure], spans: Sequence[Span], names: Mapping[str, str], known_at: int | None
) -> Iterable[Counted]:
    if not names:
        return
    found = sheet(measures, spans, Scope(reach.org_path, reach.place_path, PLACE, tuple(names)), known_at=known_at)
    for one in measures:
        for path, name in names.items():
            yield one, path, name, 0, [found.tally(one, span, path).part for span in spans]


def _by_matter(
    reach: Reach, measure: Measure, spans: Sequence[Span], at: datetime, known_at: int | None
) -> Iterable[Counted]:
    asked = Asked(reach.org_path, reach.place_path, spans[0].start or spans[0].end, spans[-1].end, at)
    each, _found = read_marked(measure, "matter", asked, known_at)
    found = sheet(list(each.values()), spans, reach.own, known_at=known_at) if each else None
    for matter, one in each.items():
        if matter and found:
            yield measure, "", "", matter, [found.tally(one, span).part for span in spans]


def _known(row: Sequence[int]) -> list[int]:
    return list(dropwhile(lambda count: not count, row))


def _piled(measure: Measure, path: str, name: str, matter: int, row: Sequence[int], *, least: int) -> Piled | None:
    count, known = row[-1], [Tally(one, 1) for one in _known(row)]
    if count < least or len(known) < FEWEST:
        return None
    drawn = chart(known, nested=False)
    last = drawn.points[-1]
    if last.beyond <= 0 or drawn.centre is None or last.high is None:
        return None
    return Piled(measure, path, name, matter, count, round(drawn.centre, 1), round(last.high, 1))
