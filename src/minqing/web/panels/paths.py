"""The page of bounce paths: from which unit to which requests went after a return."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from minqing.insight.panels.paths import ELSEWHERE, OWN, Bounces, bounces
from minqing.kernel.times import day_of
from minqing.web import charts
from minqing.web.doors import dear, needs
from minqing.web.exports import table_of
from minqing.web.oversight.periods import NAMED
from minqing.web.pages import page

from .frame import days_asked, file_asked, filter_of, framed
from .lists import Lists

WIDEST = 12
"""How many units the matrix has at most; the list beneath has all flows."""


@dataclass(frozen=True, slots=True)
class Crossing:
    """One cell of the matrix: ``n`` None where it is too small, 0 where nothing went; ``heat`` 0 to 4."""

    n: int | None
    heat: int


@dear
@needs("insight.read")
@require_GET
def paths(request: HttpRequest) -> HttpResponse:
    """Show where requests bounce."""
    now, actor = timezone.now(), request.actor  # type: ignore[attr-defined]
    days = days_asked(request, day_of(now))
    found = bounces(actor, at=now, start=days.start, end=days.end)
    names = {**found.names, ELSEWHERE: _("another unit"), OWN: found.reach.name}
    told = [flow for flow in found.flows if flow.n is not None]
    if form := file_asked(request):
        rows = ((names[one.left], names[one.got], one.n) for one in told)
        return table_of(form, f"paths-{days.start}", (_("Returned by"), _("Then went to"), _("Times")), rows)
    context = {
        "found": found,
        "days": days,
        "filters": [filter_of("period", _("Days"), dict(NAMED), days.name)],
        "finding": finding(found, names),
        "flows": [(names[one.left], names[one.got], one.n) for one in told],
        "few": len(found.flows) - len(told),
        "matrix": matrix(found, names),
        "walks": [([names[one] for one in walk], n) for walk, n in found.walks],
        "href": Lists.of(actor).to("cases.bounced", found.span) if found.hops else "",
    }
    return page(request, "office/panels/paths.html", framed(request, **context))


def matrix(found: Bounces, names: dict[str, str]) -> tuple[list[str], list[tuple[str, list[Crossing]]]]:
    """Return the heads and rows of the units between which most went, in the order of the tree; empty below two."""
    told = {(one.left, one.got): one.n for one in found.flows if one.n is not None}
    asked = Counter[str]()
    for (left, got), n in told.items():
        asked[left] += n
        asked[got] += n
    busiest = {unit for unit, _n in asked.most_common(WIDEST)}
    units = [unit for unit in names if unit in busiest]
    most = max(told.values(), default=0)
    small = {(one.left, one.got) for one in found.flows if one.n is None}

    def crossing(left: str, got: str) -> Crossing:
        n = told.get((left, got), 0)
        return Crossing(None if (left, got) in small else n, charts.heat(n, most))

    rows = [(names[left], [crossing(left, got) for got in units]) for left in units]
    return [names[unit] for unit in units], rows


def finding(found: Bounces, names: dict[str, str]) -> str:
    """Say how many went on to another unit, and which way was the most walked."""
    if not found.hops:
        return _("No returned request went to another unit.")
    words: dict[str, Any] = {"n": f"{found.hops:,}"}
    first: Sequence[Any] = [one for one in found.flows if one.n is not None][:1]
    if not first:
        return (
            _("Returned requests went to another unit %(n)s times; no way was walked often enough to be told.") % words
        )
    words |= {"left": names[first[0].left], "got": names[first[0].got], "most": f"{first[0].n:,}"}
    return (
        _("Returned requests went to another unit %(n)s times; most often from %(left)s to %(got)s (%(most)s).") % words
    )
