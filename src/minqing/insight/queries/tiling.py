"""Tiles: a measure over the period, beside the same days earlier, its last twelve months, and its like."""

from collections.abc import Sequence
from dataclasses import dataclass

from minqing.insight.records import Compared, Count, MonthCount, Tile
from minqing.ledger.definitions import definition_hash
from minqing.ledger.measures import Measure, Tally
from minqing.ledger.sheets import Sheet
from minqing.ledger.spans import Span

from .comparing import compared
from .days import Days
from .likes import likes
from .numbers import counted


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
        now, before = self._count(measure, days.period), None
        if days.before in known:
            before = self._count(measure, days.before)
        return Tile(
            key=measure.key,
            title=measure.title,
            question=measure.question,
            counts=measure.counts,
            misleads=measure.misleads,
            unit=measure.unit,
            better=measure.better.value,
            definition=definition_hash(measure),
            now=now,
            before=before,
            last_month=self._count(measure, days.last_month) if days.last_month in known else None,
            months=tuple(self._month(measure, span) for span in months),
            likes=likes(measure, self._beside(measure), self.smallest),
            kind=measure.kind.value,
            compared=self._compared(measure, now, before),
        )

    def _compared(self, measure: Measure, now: Count, before: Count | None) -> Compared | None:
        if before is None or now.is_hidden or before.is_hidden:
            return None
        return compared(self.own, measure, self.days.period, self.days.before)

    def _beside(self, measure: Measure) -> list[Count]:
        """Return the numbers of what is like it."""
        if not self.around:
            return []
        return [counted(self.around, measure, self.days.period, hide_below=0, path=path) for path in self.likes]

    def _count(self, measure: Measure, span: Span) -> Count:
        return counted(self.own, measure, span, hide_below=self.hide_below)

    def _month(self, measure: Measure, span: Span) -> MonthCount:
        one = self._count(measure, span)
        return MonthCount(one.part, one.whole, one.value, one.n, first=span.start or span.end)
