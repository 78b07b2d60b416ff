"""A control chart in words: what has really changed, since when and which way, and what is no news."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from minqing.insight.panels.control import ByUnit, OverTime
from minqing.insight.panels.shifts import FEWEST, Point
from minqing.ledger.measures import Better, Measure
from minqing.ledger.spans import ONE_DAY, Span
from minqing.web.words import month_words, share_words, short_day

from .lists import Lists


@dataclass(frozen=True, slots=True)
class Row:
    """
    One period, unit or place as printed; of one that is too small to show nothing is said.

    :param sign: ``above``, ``below`` or ``run`` where it is more than chance.
    """

    name: str
    part: int | None
    whole: int | None
    share: str
    limits: str
    says: str
    sign: str = ""
    href: str = ""
    is_told: bool = True

    def cells(self) -> tuple[Any, ...]:
        """Return the cells of a file's row."""
        return self.name, self.part, self.whole, self.share, self.limits, self.says


@dataclass(frozen=True, slots=True)
class Finding:
    """What the chart says: the first sentence, and what follows from it."""

    title: str
    lines: tuple[str, ...] = ()
    is_signal: bool = False


def label_of(span: Span, by: str) -> str:
    """Name a period as briefly as a chart asks."""
    first = span.start or span.end
    if by == "week":
        return short_day(first)
    if by == "quarter":
        return quarter(span)
    return month_words(first)


def quarter(span: Span) -> str:
    """Name a quarter."""
    first = span.start or span.end
    return _("%(year)s Q%(number)s") % {"year": first.year, "number": (first.month + 2) // 3}


def name_of(span: Span, by: str) -> str:
    """Name a period in a sentence or a table."""
    if by != "week" or span.start is None:
        return label_of(span, by)
    return _("%(first)s to %(last)s") % {"first": short_day(span.start), "last": short_day(span.end - ONE_DAY)}


def period_rows(found: OverTime, lists: Lists) -> list[Row]:
    """Print one row for each period, oldest first."""
    key = found.measure.key
    return [
        Row(
            name=name_of(span, found.by),
            part=point.tally.part,
            whole=point.tally.whole,
            share=share_words(point.tally.part, point.tally.whole),
            limits=_between(point.low, point.high),
            says=_says(point),
            sign="above" if point.beyond > 0 else "below" if point.beyond else "run" if point.run else "",
            href=lists.to(key, span) if point.tally.part else "",
        )
        for span, point in zip(found.spans, found.chart.points, strict=True)
    ]


def unit_rows(found: ByUnit, lists: Lists) -> list[Row]:
    """Print one row for each unit or place, in the order of the tree."""
    return [_unit_row(found, path, name, lists) for path, name in found.names.items()]


def _unit_row(found: ByUnit, path: str, name: str, lists: Lists) -> Row:
    placed = found.funnel.placed.get(path)
    if path in found.hidden:
        return Row(name, None, None, "", "", _("too few to show"), is_told=False)
    if placed is None:
        return Row(name, 0, 0, share_words(0, 0), "—", "", is_told=False)
    beyond = placed.beyond
    return Row(
        name=name,
        part=placed.tally.part,
        whole=placed.tally.whole,
        share=share_words(placed.tally.part, placed.tally.whole),
        limits=_between(placed.low, placed.high) if found.funnel.says else "—",
        says=_("above the limits") if beyond > 0 else _("below the limits") if beyond else "",
        sign="above" if beyond > 0 else "below" if beyond else "",
        href=lists.to(found.measure.key, found.span, unit_path=path)
        if found.by == "unit" and placed.tally.part
        else "",
    )


def _between(low: float | None, high: float | None) -> str:
    if low is None or high is None:
        return "—"
    return f"{100 * low:.1f}%–{100 * high:.1f}%"


def _says(point: Point) -> str:
    if point.beyond:
        return _("above the limits") if point.beyond > 0 else _("below the limits")
    if point.run:
        return _("one of a run above the mean") if point.run > 0 else _("one of a run below the mean")
    return ""


def finding_of_time(found: OverTime) -> Finding:
    """Say what a chart over time says."""
    points, count = found.chart.points, sum(point.share is not None for point in found.chart.points)
    if not count:
        return Finding(_("Nothing was written down yet that this share counts."))
    if not found.chart.says:
        words = {"n": count, "fewest": FEWEST}
        if count >= FEWEST:
            return Finding(_("It was the same in every period: there is nothing that chance could move."))
        return Finding(_("Only %(n)s periods are known, and %(fewest)s are needed to tell change from chance.") % words)
    lines = [*_beyond(found, points), *_in_runs(found, points)]
    if lines:
        return Finding(_("Something has really changed."), tuple(lines), is_signal=True)
    calm = _("All %(n)s periods lie within the limits, and never eight in a row on one side of the mean.") % {
        "n": count
    }
    return Finding(_("Only the usual ups and downs."), (calm, _("Nobody needs to explain a single high or low one.")))


def _beyond(found: OverTime, points: Sequence[Point]) -> list[str]:
    lines = []
    for span, point in zip(found.spans, points, strict=True):
        if point.beyond:
            words = {
                "period": name_of(span, found.by),
                "share": share_words(point.tally.part, point.tally.whole),
                "limits": _between(point.low, point.high),
                "way": way(found.measure, point.beyond),
            }
            lines.append(
                _("%(period)s: %(share)s lies above the limits (%(limits)s)%(way)s.") % words
                if point.beyond > 0
                else _("%(period)s: %(share)s lies below the limits (%(limits)s)%(way)s.") % words
            )
    return lines


def _in_runs(found: OverTime, points: Sequence[Point]) -> list[str]:
    told = [(span, point) for span, point in zip(found.spans, points, strict=True) if point.run]
    lines = []
    for side, group in groupby(told, key=lambda one: one[1].run):
        held = list(group)
        words = {
            "first": label_of(held[0][0], found.by),
            "last": _last_of(held[-1][0], found.by),
            "n": len(held),
            "way": way(found.measure, side),
        }
        lines.append(
            _("From %(first)s to %(last)s it lay above the mean %(n)s times in a row%(way)s.") % words
            if side > 0
            else _("From %(first)s to %(last)s it lay below the mean %(n)s times in a row%(way)s.") % words
        )
    return lines


def _last_of(span: Span, by: str) -> str:
    """Say when a run ended: a week by its last day."""
    return short_day(span.end - ONE_DAY) if by == "week" else label_of(span, by)


def way(measure: Measure, side: int) -> str:
    """Say whether that is for the better; nothing where neither is."""
    if measure.better is Better.NEITHER:
        return ""
    return _(", for the better") if (measure.better is Better.HIGHER) == (side > 0) else _(", for the worse")


def finding_of_units(found: ByUnit) -> Finding:
    """Say what a funnel says; of those too small to show nothing."""
    shown = {path: one for path, one in found.funnel.placed.items() if path not in found.hidden}
    if not found.funnel.placed:
        return Finding(_("Nothing was written down yet that this share counts."))
    if not found.funnel.says:
        return Finding(_("Too few units, or no difference at all: nothing can be told from chance."))
    lines = [
        _("%(name)s: %(share)s lies above the limits%(way)s.") % _of_unit(found, path)
        if one.beyond > 0
        else _("%(name)s: %(share)s lies below the limits%(way)s.") % _of_unit(found, path)
        for path, one in shown.items()
        if one.beyond
    ]
    if lines:
        title = ngettext(
            "%(n)s differs from the others by more than chance.",
            "%(n)s differ from the others by more than chance.",
            len(lines),
        )
        return Finding(title % {"n": len(lines)}, tuple(lines), is_signal=True)
    calm = _("All that are shown lie within the limits: to put them in an order would be to rank chance.")
    return Finding(_("They differ no more than units usually do."), (calm,))


def _of_unit(found: ByUnit, path: str) -> dict[str, str]:
    placed = found.funnel.placed[path]
    share = share_words(placed.tally.part, placed.tally.whole)
    return {"name": found.names[path], "share": share, "way": way(found.measure, placed.beyond)}
