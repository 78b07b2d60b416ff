"""Disputes over who handles a request: what waits for this post's ruling, and what was ruled before."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_GET

from minqing.cases import queries
from minqing.web.doors import needs
from minqing.web.pages import page


@needs("cases.supervise")
@require_GET
def disputes(request: HttpRequest) -> HttpResponse:
    """List the requests that no unit wants, what is due first on top, each with earlier rulings on its matter."""
    now = timezone.now()
    found = queries.open_disputes(request.actor, cursor=request.GET.get("cursor"), at=now)  # type: ignore[attr-defined]
    return page(request, "office/watch/disputes.html", {"found": found})
