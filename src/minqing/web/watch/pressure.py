"""Reports of pressure: for the office outside the chain only."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from minqing.cases import queries
from minqing.cases.table_verbs import VERBS
from minqing.web.doors import needs
from minqing.web.pages import page
from minqing.web.verbpages import run_here


@needs("cases.pressure")
@require_GET
def pressure(request: HttpRequest) -> HttpResponse:
    """List reports of pressure, the unanswered ones first."""
    actor = request.actor  # type: ignore[attr-defined]
    found = queries.pressure_reports(actor, at=timezone.now())
    return page(request, "office/watch/pressure.html", {"found": found})


@needs("cases.pressure")
@require_POST
def take_up(request: HttpRequest, report_id: str) -> HttpResponse:
    """Take a report up."""
    return run_here(request, VERBS["acknowledge_pressure"], back=reverse("office:pressure"), report_id=report_id)
