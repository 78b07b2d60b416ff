"""Tiles: a measure over the period, beside the same days earlier, its last twelve months, and its like."""

from collections.abc import Sequence
from dataclasses import dataclass

from minqing.insight.records import Count, MonthCount, Tile
from minqing.ledger.definitions import definition_hash
from minqing.ledger.measures import Measure, Tally
from minqing.ledger.sheets import Sheet
from minqing.ledger.spans import Span

from .days import Days
from .likes import likes


@dataclass(frozen=True, slots=True)
class Tiling:
    """
    The tiles' numbers as they were read.

    :param shown: the measures that have a tile, in their order.
    :param telling: those by which it is told whether anything was written down at all.
    :param smallest: rule MQ-K; ``hide_below`` the same where the reader looks below her own reach, else 0.
    """

    shown: tuple[Measure, ...]
    telling: tuple[Measure, ...]
    days: Days
    own: Sheet
    around: Sheet | None
    likes: tuple[str, ...]
    smallest: int
    hide_below: int

    def tiles(self) -> tuple[Tile, ...]:
        """Return one tile for each measure shown."""
        months = self._since_written(self.days.months)
        beside = (self.days.before, self.days.last_month) if self.days.is_short else (self.days.before,)
        known = {span for span in beside if self._since_written((span,))}
        return tuple(self._tile(one, months, known) for one in self.shown)

    def _since_written(self, spans: Sequence[Span]) -> Sequence[Span]:
        """Leave out the spans before anything was written down: noughts there would be a claim."""
        written = (any(self.own.tally(one, span) != Tally() for one in self.telling) for span in spans)
        return spans[next((number for number, known in enumerate(written) if known), len(spans)) :]

    def _tile(self, measure: Measure, months: Sequence[Span], known: set[Span]) -> Tile:
        days = self.days
        beside = [self.around.tally(measure, days.period, path) for path in self.likes] if self.around else []
        return Tile(
            key=measure.key,
            title=measure.title,
            question=measure.question,
            counts=measure.counts,
            misleads=measure.misleads,
            unit=measure.unit,
            better=measure.better.value,
            definition=definition_hash(measure),
            now=self._count(measure, days.period),
            before=self._count(measure, days.before) if days.before in known else None,
            last_month=self._count(measure, days.last_month) if days.last_month in known else None,
            months=tuple(self._month(measure, span) for span in months),
            likes=likes(measure, beside, self.smallest),
        )

    def _count(self, measure: Measure, span: Span) -> Count:
        tally = self.own.tally(measure, span)
        if tally.is_small(self.hide_below):
            return Count(None, None)
        return Count(tally.part, tally.whole if measure.is_share else None)

    def _month(self, measure: Measure, span: Span) -> MonthCount:
        count = self._count(measure, span)
        return MonthCount(span.start or span.end, count.part, count.whole)
