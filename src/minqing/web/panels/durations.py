"""The page of durations: how many took how long, and what half, eight and nine of ten do not exceed."""

from decimal import Decimal
from itertools import pairwise
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from minqing.cases import queries as cases
from minqing.insight.panels.durations import LASTING, PERCENTS, Durations, Taken, durations
from minqing.kernel.times import day_of
from minqing.web.charting.quantiles import Strip, strips
from minqing.web.doors import dear, needs
from minqing.web.exports import table_of
from minqing.web.oversight.periods import NAMED
from minqing.web.pages import page

from .frame import asked, days_asked, file_asked, filter_of, framed

BY = {
    "unit": gettext_lazy("Unit by unit"),
    "matter": gettext_lazy("Matter by matter"),
    "channel": gettext_lazy("Channel by channel"),
}
DAY = 24


@dear
@needs("insight.read")
@require_GET
def durations_page(request: HttpRequest) -> HttpResponse:
    """Show how long something took."""
    now, actor = timezone.now(), request.actor  # type: ignore[attr-defined]
    days, by = days_asked(request, day_of(now)), asked(request, "by", "unit")
    matters = {one.number: one.name for one in cases.matters()} if by == "matter" else {}
    what = {"what": asked(request, "what", "closed"), "by": by}
    found = durations(actor, at=now, start=days.start, end=days.end, matters=matters, **what)
    bins = bin_words(found.lasting.edges)
    if form := file_asked(request):
        return table_of(form, f"durations-{found.what}-{found.by}", _head(), map(cells, (found.whole, *found.rows)))
    context = {
        "found": found,
        "days": days,
        "filters": _filters(found, days.name),
        "finding": finding(found),
        "bars": [(title, count, "") for title, count in zip(bins, found.counts, strict=True)],
        "rows": _rows(found),
        "few": [row for row in found.rows if row.n is None],
    }
    return page(request, "office/panels/durations.html", framed(request, **context))


def _rows(found: Durations) -> list[tuple[Taken, list[str], Strip | None]]:
    """Print what is told, row by row, with its strip."""
    told = [row for row in found.rows if row.n]
    drawn = strips([row.hours for row in told])
    return [(row, [lasted(one) for one in row.hours], strip) for row, strip in zip(told, drawn, strict=True)]


def _head() -> tuple[str, ...]:
    return ("", _("Requests"), *(_("%(n)s of 100 within") % {"n": percent} for percent in PERCENTS))


def cells(row: Taken) -> tuple[Any, ...]:
    """Return the cells of a file's row."""
    if row.n is None:
        return row.name, _("too few to show"), *("" for _percent in PERCENTS)
    return row.name, row.n, *map(lasted, row.hours)


def _filters(found: Durations, period: str) -> list[Any]:
    return [
        filter_of("what", _("What took its time"), {key: one.title for key, one in LASTING.items()}, found.what),
        filter_of("by", _("How it is split"), BY, found.by),
        filter_of("period", _("Days"), dict(NAMED), period),
    ]


def lasted(hours: Decimal | None) -> str:
    """Write how long something took: hours below a day, else days; a dash for nothing."""
    if hours is None:
        return "—"
    if hours < DAY:
        return _("%(n)s hours") % {"n": f"{hours:.1f}"}
    return _("%(n)s days") % {"n": f"{hours / DAY:.1f}"}


def bin_words(edges: tuple[int, ...]) -> list[str]:
    """Name the bins between edges in hours."""
    named = [_edge_words(low, high) for low, high in pairwise(edges)]
    last = edges[-1]
    return [*named, _("over %(n)s days") % {"n": last // DAY}]


def _edge_words(low: int, high: int) -> str:
    if high <= DAY:
        words = {"low": low, "n": high}
        return _("%(low)s–%(n)s hours") % words if low else _("under %(n)s hours") % words
    return _("%(low)s–%(n)s days") % {"low": low // DAY, "n": high // DAY}


def finding(found: Durations) -> str:
    """Say what half and nine of ten do not exceed."""
    if not found.whole.n:
        return _("Nothing of the kind happened in these days.")
    half, _eight, nine = map(lasted, found.whole.hours)
    words = {"n": f"{found.whole.n:,}", "half": half, "nine": nine}
    return _("Of %(n)s, half took no longer than %(half)s, and nine of ten no longer than %(nine)s.") % words
