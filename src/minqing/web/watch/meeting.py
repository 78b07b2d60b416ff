"""The government office's meeting list: requests that came back unresolved, and what the meeting decided."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from minqing.cases import queries
from minqing.cases.records import TabledLine
from minqing.web.doors import needs
from minqing.web.exports import FORMS, table_of
from minqing.web.pages import page
from minqing.web.words import long_day

COLUMNS = (
    _("Number"),
    _("Matter"),
    _("Place"),
    _("Unit"),
    _("Rounds"),
    _("Days on the list"),
    _("Which meeting"),
    _("Who carries it out"),
    _("By which day"),
)


@needs("cases.supervise")
@require_GET
def meeting(request: HttpRequest) -> HttpResponse:
    """List what waits for the meeting, the longest waiting first, or what it decided; one page as a table."""
    now, decided = timezone.now(), request.GET.get("of") == "decided"
    found = queries.tabled(request.actor, decided=decided, cursor=request.GET.get("cursor"), at=now)  # type: ignore[attr-defined]
    if (form := request.GET.get("as", "")) in FORMS:
        return table_of(form, f"meeting-{now:%Y%m%d}", COLUMNS, [cells(one) for one in found.items])
    return page(request, "office/watch/meeting.html", {"found": found, "decided": decided})


def cells(one: TabledLine) -> list[object]:
    """Return one line for a table; no words of residents leave with it."""
    day = long_day(one.due_on) if one.due_on else ""
    return [
        one.number, one.matter, one.place_name, one.unit_name, one.rounds, one.days, one.meeting, one.lead_name, day
    ]  # fmt: skip
