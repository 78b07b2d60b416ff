"""A briefing's numbers in words, each with the mark that opens it."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from minqing.insight.briefing import Briefing, Item
from minqing.insight.pivots.records import Cell
from minqing.ledger.definitions import definition_hash
from minqing.ledger.measures import Measure
from minqing.ledger.spans import ONE_DAY, Span
from minqing.ledger.units import SHARE
from minqing.web.analysis.numbers import NONE, plain
from minqing.web.measures.units import unit_words
from minqing.web.words import share_words, short_day

from .blocks import Notes, Run, Runs


def days_of(span: Span) -> str:
    """Write the days of a span: 11月16日至11月22日."""
    first, last = span.start or date.min, span.end - ONE_DAY
    return _("%(first)s to %(last)s") % {"first": short_day(first), "last": short_day(last)}


@dataclass(frozen=True, slots=True)
class Writer:
    """
    Writes the numbers of one briefing, and keeps a note of each.

    :param base: the address of this server, before each address of a document that leaves it; "" on the page.
    """

    found: Briefing
    notes: Notes
    base: str
    then: str

    def line(self, item: Item) -> Runs:
        """Write a number of the reach itself as a sentence, with that of the period before."""
        start = Run(pgettext("briefing", "%(title)s: ") % {"title": item.measure.title})
        now = self.number(item, item.now, self.found.span)
        if item.before is None:
            return (start, *now, Run(pgettext("briefing", ".")))
        then = self.number(item, item.before, self.found.before)
        return (start, *now, Run(pgettext("briefing", "; %(then)s ") % {"then": self.then}), *then, Run(_more(item)))

    def number(self, item: Item, cell: Cell, span: Span) -> Runs:
        """Write one number and its mark; one that is hidden has no mark, for there is nothing to open."""
        if cell.hidden:
            return (Run(_("too few to show")),)
        words = _said(cell, item.measure.unit)
        return Run(words), self.mark(item.measure, span, item.org_path, item.place_path, item.name)

    def mark(self, measure: Measure, span: Span, org_path: str, place_path: str, name: str = "", **more: str) -> Run:
        """Keep a note of a number, and return its mark."""
        return self.notes.add(
            title=str(measure.title),
            key=measure.key,
            definition=definition_hash(measure),
            days=days_of(span),
            whose=name or self.found.name,
            href=self.base + self._address(measure.key, span, org_path, place_path, more),
        )

    def _address(self, key: str, span: Span, org_path: str, place_path: str, more: dict[str, str]) -> str:
        """Return the page of a number: these days, below this unit and place, as known at the briefing's position."""
        first, last = span.start or date.min, span.end - ONE_DAY
        asked: dict[str, Any] = {"from": first.isoformat(), "to": last.isoformat(), "org": org_path}
        asked |= {"place": place_path, "as_of": self.found.position, **more}
        return f"{reverse('office:figure', args=[key])}?{urlencode(asked)}"


def _said(cell: Cell, unit: str) -> str:
    if cell.value is None:
        return NONE
    if unit == SHARE and cell.part is not None and cell.whole:
        return share_words(cell.part, cell.whole)
    return plain(cell.value, unit) if unit == SHARE else f"{plain(cell.value, unit)} {unit_words(unit)}"


def _more(item: Item) -> str:
    """Say by how much a count differs; of what is no count, and where one is hidden, nothing is worked out."""
    now, then = item.now, item.before
    if then is None or item.measure.unit == SHARE or item.now.part is None or then.part is None:
        return pgettext("briefing", ".")
    if now.whole is not None or now.part is None:
        return pgettext("briefing", ".")
    if now.part == then.part:
        return pgettext("briefing", ", as many.")
    words = pgettext("briefing", ", %(n)s more.") if now.part > then.part else pgettext("briefing", ", %(n)s fewer.")
    return words % {"n": f"{abs(now.part - then.part):,}"}
