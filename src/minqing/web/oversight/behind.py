"""The page of the requests behind a number."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from minqing.cases import queries, service
from minqing.cases.records.behind import LYING, BehindNumber, Number
from minqing.kernel.times import day_of
from minqing.web.copies import copy_of
from minqing.web.desk.filters import Chip
from minqing.web.desk.lists import LINE_COLUMNS, line_cells
from minqing.web.doors import dear, needs
from minqing.web.exports import FORMS, table_of
from minqing.web.pages import page
from minqing.web.words import long_day

from .links import address_of, number_of

MOST_PAGES = 200
COLUMNS = (*LINE_COLUMNS, gettext_lazy("Counted because"), gettext_lazy("Counted on"))


@dear
@needs("cases.oversee")
@require_GET
def behind(request: HttpRequest) -> HttpResponse:
    """List the requests that a number of the overseer's page counts, or hand them out as a table."""
    now, actor = timezone.now(), request.actor  # type: ignore[attr-defined]
    number = number_of(request.GET, day_of(now))
    if (form := request.GET.get("as", "")) in FORMS:
        return _taken_out(form, number, actor, now)
    found = queries.requests_behind(actor, number, cursor=request.GET.get("cursor", ""), at=now)
    context = {
        "at": now,
        "found": found,
        "is_share": found.other is not None,
        "chips": chips(found),
        "words": words_of(found),
        "other_href": address_of(replace(number, side="part" if number.side == "whole" else "whole")),
        "back": back_address(number),
    }
    return page(request, "office/oversight/behind.html", context)


def back_address(number: Number) -> str:
    """Return where the number stands, in the query of the overseer's page."""
    if number.key in LYING:
        return ""
    return f"?from={number.start}&to={number.end - timedelta(days=1)}"


def words_of(found: BehindNumber) -> str:
    """Say over which days a number counts; what lies at a unit lies there now."""
    number = found.number
    if number.key in LYING:
        return _("now")
    last = number.end - timedelta(days=1)
    return _("%(first)s to %(last)s") % {"first": long_day(number.start), "last": long_day(last)}


def chips(found: BehindNumber) -> tuple[Chip, ...]:
    """Return the unit as a filter, with the addresses that widen it: with the units below it, and to all."""
    number = found.number
    if not number.unit_path:
        return ()
    everywhere = address_of(replace(number, unit_path="", alone=False))
    unit = Chip(found.unit_name or number.unit_path, everywhere)
    if not number.alone:
        return (unit,)
    return unit, Chip(_("without the units below it"), address_of(replace(number, alone=False)))


def _taken_out(form: str, number: Number, actor: Any, now: datetime) -> HttpResponse:
    """Hand out the list as a table, up to ten thousand rows; that it was taken out is recorded."""
    cells: list[list[Any]] = []
    hidden, more = 0, False
    for found in _pages(number, actor, now):
        cells += [[*line_cells(one.line), one.what, one.on or ""] for one in found.lines]
        hidden, more = hidden + found.hidden, found.next is not None
    service.export_number(rows=len(cells), number=number, actor=actor, at=now)
    copy = copy_of("list.exported", actor.ref, actor=actor, at=now)
    notes = [[copy.words]]
    if hidden:
        notes.append([_("Counted too, and now outside your reach: %(n)s.") % {"n": hidden}])
    if more:
        notes.append([_("Only the first 10,000 requests stand here. Choose a shorter period for the rest.")])
    name = f"{number.key.replace('.', '-')}-{now:%Y%m%d-%H%M}-{copy.code}"
    return table_of(form, name, COLUMNS, [*cells, *notes])


def _pages(number: Number, actor: Any, now: datetime) -> Iterator[BehindNumber]:
    cursor = ""
    for _number in range(MOST_PAGES):
        found = queries.requests_behind(actor, number, cursor=cursor, at=now)
        yield found
        if found.next is None:
            return
        cursor = found.next
