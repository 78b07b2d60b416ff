"""Where each number of a pivot opens: its own page, over the same days and below the same place and unit."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from minqing.insight.pivots.dimensions import DIMENSIONS, Family
from minqing.insight.pivots.periods import cut
from minqing.insight.pivots.records import Column, Pivot
from minqing.ledger.spans import ONE_DAY, Span

PATHS: Mapping[Family, str] = {Family.PLACE: "place", Family.ORG: "org"}


@dataclass(frozen=True, slots=True)
class Opened:
    """
    The way from a pivot's numbers to their pages.

    :param known_at: of a pivot written down earlier, the position up to which it knew everything; None for now.
    """

    pivot: Pivot
    spans: Mapping[str, Span]
    known_at: int | None

    @classmethod
    def of(cls, pivot: Pivot, *, is_fixed: bool) -> "Opened":
        """Cut the pivot's days as it was cut itself."""
        whole, splits = Span(pivot.start, pivot.end), (*pivot.rows_by, pivot.cols_by)
        timed = next((one for one in splits if one and DIMENSIONS[one].family is Family.TIME), "")
        spans = {f"{one.start}": one for one in cut(whole, timed)} if timed else {}
        return cls(pivot, spans, pivot.known_at if is_fixed else None)

    def at(self, column: Column, keys: tuple[str, ...]) -> str:
        """Return the page of one number; "" where its matter or channel is asked for, which that page cannot."""
        pivot, query = self.pivot, {"org": self.pivot.org_path, "place": self.pivot.place_path}
        span, named = (
            Span(pivot.start, pivot.end),
            [*zip(pivot.rows_by, keys, strict=False), (pivot.cols_by, column.at)],
        )
        if pivot.filters:
            return ""
        for split, key in named:
            if not split or not key:
                continue
            family = DIMENSIONS[split].family
            if family is Family.TIME:
                span = self.spans[key]
            elif family in PATHS:
                query[PATHS[family]] = key
            else:
                return ""
        return f"{reverse('office:figure', args=[column.measure])}?{urlencode(self._days(span) | query)}"

    def untold(self) -> list[tuple[str, str]]:
        """Say of each measure that is a dash here why it is, and where it is told by matter."""
        pivot = self.pivot
        query = self._days(Span(pivot.start, pivot.end)) | {"org": pivot.org_path, "place": pivot.place_path}
        query |= {"by": Family.MATTER.value}
        titled = [one.key for one in pivot.measures if one.key in pivot.untold]
        hrefs = (f"{reverse('office:figure', args=[key])}?{urlencode(query)}" for key in titled)
        return list(zip(pivot.notes, hrefs, strict=True))

    def _days(self, span: Span) -> dict[str, Any]:
        known = {} if self.known_at is None else {"as_of": self.known_at}
        return {"from": span.start, "to": span.end - ONE_DAY} | known
