"""The overseer's page."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from minqing.cases import queries
from minqing.kernel.times import day_of
from minqing.web.doors import dear, needs
from minqing.web.exports import FORMS, table_of
from minqing.web.pages import page

from .context import UnitRow, asked, finding, in_order, late_bars, solved_marks, told_months, unit_row
from .links import Links
from .periods import NAMED, period_of

UNIT_COLUMNS = (
    _("Unit"),
    _("Open"),
    _("Late"),
    _("Due soon"),
    _("Returned"),
    _("Closed"),
    _("On time"),
    _("Residents asked"),
    _("Have answered"),
    _("Say solved"),
)


@dear
@needs("cases.oversee")
@require_GET
def oversight(request: HttpRequest) -> HttpResponse:
    """Show how requests fare: each number opens its list."""
    now, actor = timezone.now(), request.actor  # type: ignore[attr-defined]
    period = period_of(request.GET, day_of(now))
    overview = queries.oversight(actor, at=now, start=period.start, end=period.end)
    rules = {"smallest": overview.smallest, "fewest": overview.fewest, "wait_days": overview.wait_days}
    links = Links(actor, period)
    rows = [unit_row(line, **rules, links=links) for line in overview.units]
    if (form := request.GET.get("as", "")) in FORMS:
        return table_of(form, f"units-{period.start}", UNIT_COLUMNS, (unit_cells(row) for row in rows))
    first, others = in_order(overview, links)
    context = {
        "overview": overview,
        "period": period,
        "periods": NAMED,
        "figures": first,
        "others": others,
        "asked": asked(overview.figures),
        "told": told_months(overview),
        "finding": finding(overview),
        "rows": rows,
        "pressed": queries.pressure_by_unit(actor, start=period.start, end=period.end, least=overview.smallest),
        "bars": late_bars(overview, links),
        "marks": solved_marks(overview, links),
        "may_supervise": actor.holds("cases.supervise"),
        "may_reopen": actor.holds("cases.reopen"),
    }
    return page(request, "office/oversight/oversight.html", context)


def unit_cells(row: UnitRow) -> list[object]:
    """Return one unit's cells; small ones stay hidden in the file as well."""
    line = row.line
    hidden = row.answered is None
    return [
        line.name,
        line.open,
        line.late,
        line.due_soon,
        line.bounced,
        line.closed,
        row.on_time,
        line.asked,
        row.why if hidden else line.answered,
        row.why if hidden else row.solved,
    ]
