"""The page of control charts: what has really changed, and what is only the usual up and down."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from minqing.insight.panels import choices, control
from minqing.kernel.times import day_of
from minqing.web.charting import control as charting
from minqing.web.doors import dear, needs
from minqing.web.exports import table_of
from minqing.web.oversight.periods import NAMED, Period
from minqing.web.pages import page

from .control_words import Row, finding_of_time, finding_of_units, label_of, period_rows, unit_rows
from .frame import asked, days_asked, file_asked, filter_of, framed
from .lists import Lists

BY = {
    "month": gettext_lazy("Month by month"),
    "quarter": gettext_lazy("Quarter by quarter"),
    "week": gettext_lazy("Week by week"),
    "unit": gettext_lazy("Unit by unit"),
    "place": gettext_lazy("Place by place"),
}
HEAD = (
    gettext_lazy("Period"),
    gettext_lazy("Part"),
    gettext_lazy("Whole"),
    gettext_lazy("Share"),
    gettext_lazy("Limits of chance"),
    gettext_lazy("What it tells"),
)


@dear
@needs("insight.read")
@require_GET
def control_charts(request: HttpRequest) -> HttpResponse:
    """Show a share over time, or unit by unit, with the limits of chance."""
    if asked(request, "by") in ("unit", "place"):
        return _by_unit(request)
    actor = request.actor  # type: ignore[attr-defined]
    found = control.over_time(actor, at=timezone.now(), key=asked(request, "measure"), by=asked(request, "by"))
    rows = period_rows(found, Lists.of(actor))
    if form := file_asked(request):
        return table_of(form, f"control-{found.by}", HEAD, map(Row.cells, rows))
    labels = [label_of(span, found.by) for span in found.spans]
    plot = charting.over_time(found.chart, labels)
    return _shown(
        request,
        found,
        rows,
        {"finding": finding_of_time(found), "plot": plot, "days": None, "spread": found.chart.spread},
    )


def _by_unit(request: HttpRequest) -> HttpResponse:
    now, actor = timezone.now(), request.actor  # type: ignore[attr-defined]
    days = days_asked(request, day_of(now))
    keys = {"key": asked(request, "measure"), "by": asked(request, "by")}
    found = control.by_unit(actor, at=now, start=days.start, end=days.end, **keys)
    rows = unit_rows(found, Lists.of(actor))
    if form := file_asked(request):
        return table_of(form, f"control-{found.by}", (_("Place or unit"), *HEAD[1:]), map(Row.cells, rows))
    shown = [path for path in found.names if path not in found.hidden]
    plot = charting.by_unit(found.funnel, found.names, shown)
    said = {"finding": finding_of_units(found), "plot": plot, "days": days, "spread": found.funnel.spread}
    return _shown(request, found, rows, said)


def _shown(request: HttpRequest, found: Any, rows: Any, said: dict[str, Any]) -> HttpResponse:
    context = {
        "found": found,
        "measure": found.measure,
        "is_nested": choices.is_nested(found.measure),
        "rows": rows,
        "seen": sum(row.is_told for row in rows),
        "few": sum(row.part is None for row in rows),
        "none": sum(not row.is_told and row.part is not None for row in rows),
        "filters": _filters(found, said["days"]),
        **said,
    }
    return page(request, "office/panels/control.html", framed(request, **context))


def _filters(found: Any, days: Period | None) -> list[Any]:
    measures = {one.key: one.title for one in choices.shares()}
    steps = {key: title for key, title in BY.items() if key != "place" or not found.reach.is_unit}
    filters = [
        filter_of("measure", _("Share"), measures, found.measure.key),
        filter_of("by", _("How it is split"), steps, found.by),
    ]
    if days:
        filters.append(filter_of("period", _("Days"), dict(NAMED), days.name))
    return filters
