"""More time that units ask for: what waits for this post's decision, decided one by one or several at once."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from minqing.cases import queries
from minqing.cases.verbs import VERBS
from minqing.kernel.errors import Refused
from minqing.web.doors import needs
from minqing.web.pages import page
from minqing.web.verbpages import run_for_each

MOST = 50


@needs("cases.approve_extension")
@require_GET
def extensions(request: HttpRequest) -> HttpResponse:
    """List what waits, the longest waiting first, each with its reason and what was promised."""
    found = queries.extensions_to_decide(
        request.actor,  # type: ignore[attr-defined]
        cursor=request.GET.get("cursor"),
        at=timezone.now(),
    )
    return page(request, "office/watch/extensions.html", {"found": found})


@needs("cases.approve_extension")
@require_POST
def decide(request: HttpRequest) -> HttpResponse:
    """Approve or refuse those that are ticked, or the one whose button was pressed, with one reason."""
    numbers, words = request.POST.getlist("number")[:MOST], request.POST.get("words", "")
    if not numbers:
        raise Refused(_("Tick at least one request."))
    decision = request.POST.get("decision", "")
    run_for_each(request, VERBS["decide_extension"], numbers, decision=decision, words=words)
    return redirect("office:extensions")
