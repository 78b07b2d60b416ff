"""The desk's pages: a queue, the open request beside it, and the queue as a table."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from minqing.cases import queries, service
from minqing.cases.records import DeskFilters
from minqing.web.casework.views import draw_case
from minqing.web.copies import copy_of
from minqing.web.doors import needs
from minqing.web.exports import table_of
from minqing.web.pages import page
from minqing.web.shell import counted_for, counts_of

from .filters import QUEUE_TITLES, chips, filters_of, offered, queue_of
from .lists import LINE_COLUMNS, line_cells
from .several import bulk_verbs

MOST_PAGES = 200


@needs("cases.read")
@require_GET
def desk(request: HttpRequest) -> HttpResponse:
    """Show a queue, and beside it the request that is open."""
    now, actor = timezone.now(), request.actor  # type: ignore[attr-defined]
    queue, filters = queue_of(request.GET), filters_of(request.GET)
    number = request.GET.get("case", "")
    if number and request.headers.get("HX-Target") == "case-pane":
        return draw_case(request, number, at=now)
    found = queries.desk(actor, queue=queue, filters=filters, cursor=request.GET.get("cursor"), at=now)
    table = offered(request.GET)
    context: dict[str, Any] = {
        "at": now,
        "queue": queue,
        "title": QUEUE_TITLES[queue],
        "found": found,
        "rows": rows_of(request, found.items, number),
        "chips": chips(request.GET, table),
        "offered": table,
        "count": count_of(actor, queue, filters, now),
        "bulk": bulk_verbs(found.items, actor),
        "number": number,
        "back": back_address(request),
    }
    if number:
        context["pane"] = draw_case(request, number, at=now).content.decode()
    return page(request, "office/desk/desk.html", context)


def count_of(actor: Any, queue: str, filters: DeskFilters, at: datetime) -> str:
    """Return how many requests stand in the queue; without filters it is the number that the rail shows."""
    if filters == DeskFilters() and queue in counted_for(actor):
        return str(getattr(counts_of(actor, at), queue))
    return queries.desk_count(actor, queue=queue, filters=filters, at=at)


def rows_of(request: HttpRequest, lines: Any, number: str) -> list[dict[str, Any]]:
    """Return each line with its address beside this queue, and whether it is the open one."""
    query = request.GET.copy()
    rows = []
    for line in lines:
        query["case"] = line.number
        rows.append({"line": line, "href": f"{request.path}?{query.urlencode()}", "is_on": line.number == number})
    return rows


def back_address(request: HttpRequest) -> str:
    """Return the queue's own address, without the open request."""
    query = request.GET.copy()
    query.pop("case", None)
    return f"{request.path}?{query.urlencode()}"


@needs("cases.read")
@require_GET
def export(request: HttpRequest) -> HttpResponse:
    """Hand out the queue as a table, page by page up to ten thousand rows; that it was taken out is recorded."""
    now, actor = timezone.now(), request.actor  # type: ignore[attr-defined]
    queue, filters = queue_of(request.GET), filters_of(request.GET)
    cells, more = rows_to_take(actor, queue, filters, now)
    service.export_list(rows=len(cells), queue=queue, filters=filters, actor=actor, at=now)
    copy = copy_of("list.exported", actor.ref, actor=actor, at=now)
    notes = [[copy.words]]
    if more:
        notes.append([_("Only the first 10,000 requests stand here. Choose narrower filters for the rest.")])
    name = f"{queue}-{now:%Y%m%d-%H%M}-{copy.code}"
    return table_of(request.GET.get("as", ""), name, LINE_COLUMNS, [*cells, *notes])


def rows_to_take(actor: Any, queue: str, filters: DeskFilters, at: datetime) -> tuple[list[list[Any]], bool]:
    """Gather a queue's rows page by page; True when there are more than may leave in one file."""
    cells: list[list[Any]] = []
    cursor = None
    for _page in range(MOST_PAGES):
        found = queries.desk(actor, queue=queue, filters=filters, cursor=cursor, at=at)
        cells += [line_cells(line) for line in found.items]
        cursor = found.next
        if cursor is None:
            return cells, False
    return cells, True
