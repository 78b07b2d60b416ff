"""Return visits of the hotline body, and where unit and resident disagree."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from minqing.cases import queries
from minqing.cases.visit_verbs import VERBS
from minqing.web.doors import needs
from minqing.web.pages import page
from minqing.web.verbpages import verb_page


@needs("cases.visit")
@never_cache
@require_GET
def visits(request: HttpRequest) -> HttpResponse:
    """List whom this post is to call: drawn by the published seed, none of its own unit's."""
    actor, now = request.actor, timezone.now()  # type: ignore[attr-defined]
    found = queries.visits_to_make(actor, cursor=request.GET.get("cursor"), at=now)
    context = {"found": found, "may_ask_who": actor.holds("vault.ask_reveal")}
    return page(request, "office/watch/visits.html", context)


@needs("cases.visit")
@require_http_methods(["GET", "POST"])
def record(request: HttpRequest, visit_id: str) -> HttpResponse:
    """Write down what the resident said."""
    lead = _("Ask as it stands here and write down what she says. Nobody answers for her; nobody is told who said it.")
    back, fixed = reverse("office:visits"), {"visit_id": visit_id}
    return verb_page(request, VERBS["record_visit"], back=back, lead=lead, fixed=fixed)


@needs("cases.supervise")
@require_GET
def disagreements(request: HttpRequest) -> HttpResponse:
    """List what units call handled and residents not solved."""
    actor, now = request.actor, timezone.now()  # type: ignore[attr-defined]
    found = queries.disagreements(actor, cursor=request.GET.get("cursor"), at=now)
    return page(request, "office/watch/disagreements.html", {"found": found})
