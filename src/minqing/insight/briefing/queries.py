"""
The briefing of a period, from facts alone.

Numbers of fewer than k are hidden as in a pivot, which is handed on as well; see ``insight.pivots.hiding``.

:source: ADR 0025, ADR 0104.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal

from minqing.insight.panels.piling import piling_at
from minqing.insight.pivots.hiding import HIDDEN, beside, cell_of
from minqing.insight.pivots.records import Cell
from minqing.insight.queries.board import smallest_shown
from minqing.insight.queries.reach import Reach, reach_of
from minqing.kernel.access import Actor
from minqing.kernel.times import day_of
from minqing.ledger.figures import Asked
from minqing.ledger.measures import Kind, Measure
from minqing.ledger.positions import last_position
from minqing.ledger.reckoning import TREES
from minqing.ledger.rolls.scopes import Scope
from minqing.ledger.sheets import Sheet, sheet
from minqing.ledger.spans import Span

from .contents import Told, sections
from .records import Briefing, Group, Item, Section

STANDING = frozenset({Kind.STATE, Kind.CUMULATIVE})


@dataclass(frozen=True, slots=True)
class Period:
    """Whole days that are told, and as many or the like before them."""

    span: Span
    before: Span


def briefing(actor: Actor, period: Period, *, where: str = "", known_at: int | None = None, at: datetime) -> Briefing:
    """
    Return the briefing below the actor's widest grant, or of something below that.

    :param where: a place or unit below her own reach; "" for the reach itself.
    :param known_at: as it was known when this position was the last; None for now.
    :raises NotAllowed: if the actor may not see figures anywhere.
    :raises NotFound: if what is asked for is absent or out of reach.
    :raises Refused: if the position lies ahead.
    """
    reach, span = reach_of(actor, where), period.span
    start = span.start or span.end
    asked = Asked(reach.org_path, reach.place_path, start, span.end, at, as_of=known_at).known_at()
    position = last_position() if asked is None else asked
    found = _read(reach, period, position, smallest_shown(reach.place_path, on=day_of(at)))
    return Briefing(
        name=reach.name,
        org_path=reach.org_path,
        place_path=reach.place_path,
        is_unit=reach.is_unit,
        span=span,
        before=period.before,
        at=at,
        position=position,
        smallest=found.smallest,
        sections=tuple(found.section(one) for one in found.told),
        piling=piling_at(reach, span.end, least=found.smallest, at=at, known_at=position),
        is_empty=not found.is_written(span),
    )


@dataclass(frozen=True, slots=True)
class _Found:
    """What was read: the reach's own numbers over the period and the one before, and those of what stands below."""

    reach: Reach
    period: Period
    told: tuple[Told, ...]
    own: Sheet
    below: Sheet | None
    smallest: int

    def section(self, told: Told) -> Section:
        known = self.is_written(self.period.before)
        items = tuple(self._own(one, known=known) for one in told.own)
        parts = [self._own(one, known=False) for one in told.parts]
        groups = [Group("parts", _hidden_beside(parts, self._rest(told.own[0], told.parts)))] if parts else []
        groups += [
            Group("below", _hidden_beside(self._each(one), self._rest_of(one, self.below)))
            for one in told.split
            if self.below
        ]
        return Section(told.key, items, tuple(groups))

    def is_written(self, span: Span) -> bool:
        """Tell whether anything happened in a period: what only stands at its end tells nothing of it."""
        flows = (one for told in self.told for one in told.own if one.kind not in STANDING)
        return any(self.own.number(one, span).n for one in flows)

    def _own(self, measure: Measure, *, known: bool) -> Item:
        now, before = (cell_of(self.own, measure, one, "", self.smallest) for one in self._spans)
        reach = self.reach
        return Item(measure, "", reach.org_path, reach.place_path, now, before if known else None)

    def _rest(self, whole: Measure, parts: Sequence[Measure]) -> Cell:
        """Return what of a number is in none of its parts: it stands nowhere, and could be worked out."""
        span = self.period.span
        return self._left(self.own.number(whole, span).n - sum(self.own.number(one, span).n for one in parts))

    def _rest_of(self, measure: Measure, below: Sheet) -> Cell:
        """Return what of a number is the reach's own, and of none that stands below it."""
        span, paths = self.period.span, self.reach.below
        each = (below.number(measure, span, path).n for path in paths)
        return self._left(self.own.number(measure, span).n - sum(each))

    def _left(self, rest: int) -> Cell:
        return HIDDEN if 0 < abs(rest) < self.smallest else Cell(Decimal(rest), n=rest)

    @property
    def _spans(self) -> tuple[Span, Span]:
        return self.period.span, self.period.before

    def _each(self, measure: Measure) -> list[Item]:
        reach, found = self.reach, self.below
        if found is None:
            return []
        return [
            Item(measure, name, *_paths(reach, path), cell_of(found, measure, self.period.span, path, self.smallest))
            for path, name in reach.below.items()
        ]


def _paths(reach: Reach, path: str) -> tuple[str, str]:
    return (path, reach.place_path) if reach.is_unit else (reach.org_path, path)


def _hidden_beside(items: Sequence[Item], rest: Cell) -> tuple[Item, ...]:
    """
    Hide besides what few there are the smallest of the others: else the sum less the rest would tell it.

    :param rest: what is in none of them, and with them makes the sum.
    """
    spots = beside([*([one.now] for one in items), [rest]], down=True, across=False)
    return tuple(replace(one, now=HIDDEN if (row, 0) in spots else one.now) for row, one in enumerate(items))


def _read(reach: Reach, period: Period, position: int, smallest: int) -> _Found:
    told = sections(is_unit=reach.is_unit)
    measures = [one for each in told for one in (*each.own, *each.parts)]
    own = sheet(measures, [period.span, period.before], reach.own, known_at=position)
    split = [one for each in told for one in each.split]
    return _Found(reach, period, told, own, _below(reach, split, period.span, position), smallest)


def _below(reach: Reach, measures: Iterable[Measure], span: Span, position: int) -> Sheet | None:
    if not reach.below:
        return None
    scope = Scope(reach.org_path, reach.place_path, TREES[reach.by], tuple(reach.below))
    return sheet(measures, [span], scope, known_at=position)
