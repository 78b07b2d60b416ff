"""What lies with whom in a unit: for its head, to hand out work fairly and to see who is away. Counts, no ranks."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from minqing.cases.working import queries
from minqing.web.doors import needs
from minqing.web.exports import FORMS, table_of
from minqing.web.pages import page

AGE_TITLES = (_("up to 3 days"), _("4 to 7 days"), _("8 to 15 days"), _("over 15 days"))
COLUMNS = (_("Unit"), _("Post"), _("Open"), _("Late"), _("Clock stands still"), *AGE_TITLES)


@needs("cases.oversee")
@require_GET
def load(request: HttpRequest) -> HttpResponse:
    """Show what lies with each post of the unit, by how long ago it came in."""
    now = timezone.now()
    lines = queries.load(request.actor, at=now)  # type: ignore[attr-defined]
    if (form := request.GET.get("as", "")) in FORMS:
        return table_of(form, f"load-{now:%Y%m%d}", COLUMNS, (cells(line) for line in lines))
    rows = [(line, list(zip(AGE_TITLES, line.ages, strict=True))) for line in lines]
    return page(request, "office/watch/load.html", {"rows": rows, "ages": AGE_TITLES})


def cells(line: queries.LoadLine) -> list[object]:
    """Return one line for a table."""
    return [line.unit_name, line.post or _("nobody yet"), line.open, line.late, line.paused, *line.ages]
