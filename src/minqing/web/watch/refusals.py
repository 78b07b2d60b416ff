"""A unit's no: what waits for the agreement of an office of another unit, each decided by itself."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from minqing.cases import queries
from minqing.cases.verbs import VERBS
from minqing.web.doors import needs
from minqing.web.pages import page
from minqing.web.verbpages import run_for_each


@needs("cases.approve_refusal")
@require_GET
def refusals(request: HttpRequest) -> HttpResponse:
    """List what waits, the longest waiting first, each with the whole answer that would go out."""
    found = queries.refusals_to_decide(
        request.actor,  # type: ignore[attr-defined]
        cursor=request.GET.get("cursor"),
        at=timezone.now(),
    )
    return page(request, "office/watch/refusals.html", {"found": found})


@needs("cases.approve_refusal")
@require_POST
def decide(request: HttpRequest) -> HttpResponse:
    """Agree or not to the one whose button was pressed; a no is read one by one, never in bulk."""
    decision, words = request.POST.get("decision", ""), request.POST.get("words", "")
    run_for_each(request, VERBS["decide_refusal"], [request.POST.get("number", "")], decision=decision, words=words)
    return redirect("office:refusals")
