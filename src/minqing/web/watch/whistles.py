"""Reports about the conduct of staff: for the office outside the chain only. Opening the list is recorded."""

from contextlib import suppress

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from minqing.cases import queries, service
from minqing.cases.whistle_verbs import VERBS
from minqing.kernel.errors import NotFound
from minqing.web.doors import needs
from minqing.web.pages import page
from minqing.web.verbpages import run_here, verb_page


@needs("cases.pressure")
@never_cache
@require_GET
def whistles(request: HttpRequest) -> HttpResponse:
    """List the reports, those not taken up first."""
    actor, now = request.actor, timezone.now()  # type: ignore[attr-defined]
    with suppress(NotFound):  # none to read: nothing to record
        service.open_whistles(actor=actor, at=now)
    return page(request, "office/watch/whistles.html", {"found": queries.whistles(actor, at=now)})


@needs("cases.pressure")
@require_POST
def take_up(request: HttpRequest, report_id: str) -> HttpResponse:
    """Take a report up."""
    return run_here(request, VERBS["take_up_whistle"], back=reverse("office:whistles"), report_id=report_id)


@needs("cases.pressure")
@require_http_methods(["GET", "POST"])
def answer(request: HttpRequest, report_id: str) -> HttpResponse:
    """Answer whoever reported."""
    lead = _("Whoever reported reads it with the code, and nobody else. Name nobody who told you something.")
    fixed, back = {"report_id": report_id}, reverse("office:whistles")
    return verb_page(request, VERBS["answer_whistle"], back=back, lead=lead, fixed=fixed)
