"""The one screen's page."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_GET

from minqing.insight import queries
from minqing.kernel.times import day_of
from minqing.web.doors import needs
from minqing.web.oversight.links import Links
from minqing.web.oversight.periods import NAMED, period_of
from minqing.web.pages import page

from . import context
from .doing import Drills


@needs("insight.read")
@require_GET
def board(request: HttpRequest) -> HttpResponse:
    """Show the one screen for the reader's own reach; with ``wide=1`` in large type and without the rail."""
    now, actor = timezone.now(), request.actor  # type: ignore[attr-defined]
    period = period_of(request.GET, day_of(now))
    found = queries.board(actor, at=now, start=period.start, end=period.end)
    drills = Drills.of(actor, Links(actor, period))
    shown = {
        "board": found,
        "period": period,
        "periods": NAMED,
        "is_wide": request.GET.get("wide") == "1",
        "is_unit": found.org_path.count("/") > 1,
        "tiles": context.tiles(found, drills),
        "weeks": context.weeks(found.days),
        "busiest": context.busiest(found.days),
        "came": context.streams(found.came, drills),
        "went": context.streams(found.went, drills),
        "rows": context.rows(found, drills),
        "marks": context.marks(found),
    }
    return page(request, "office/board/board.html", shown)
