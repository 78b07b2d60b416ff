"""Parts of answers: what this unit owes another, and what others owe it; what is due first stands first."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_GET

from minqing.cases import queries
from minqing.web.doors import needs
from minqing.web.pages import page


@needs("cases.handle", "cases.acknowledge")
@require_GET
def parts(request: HttpRequest) -> HttpResponse:
    """List the parts that wait, each with its day and the request that it belongs to."""
    of = "asked" if request.GET.get("of") == "asked" else "ours"
    actor = request.actor  # type: ignore[attr-defined]
    found = queries.parts_owed(actor, of=of, cursor=request.GET.get("cursor"), at=timezone.now())
    return page(request, "office/watch/parts.html", {"found": found, "of": of})
