"""Pages of deliveries and of the ledger."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from minqing.ledger import deliveries as outbox
from minqing.ledger import jobs, seals
from minqing.ledger.facts import FACT_TYPES
from minqing.web.doors import needs
from minqing.web.pages import page
from minqing.web.shell import say


@needs("ledger.retry")
@require_GET
def deliveries(request: HttpRequest) -> HttpResponse:
    """List what was given up, each with its error and a button."""
    found = outbox.dead_letters(actor=request.actor, cursor=request.GET.get("cursor"))  # type: ignore[attr-defined]
    context = {
        "found": found.map(lambda one: {"one": one, "because": FACT_TYPES[one.fact_kind].title}),
        "owed": outbox.owed_count(),
        "oldest": outbox.oldest_owed(),
        "failing": jobs.failing_jobs(),
    }
    return page(request, "office/keeping/deliveries.html", context)


@needs("ledger.retry")
@require_POST
def retry(request: HttpRequest, delivery_id: int) -> HttpResponse:
    """Put one given-up delivery back into the queue."""
    outbox.retry_delivery(delivery_id=delivery_id, actor=request.actor, at=timezone.now())  # type: ignore[attr-defined]
    say(request, _("It will be tried again at once."))
    return redirect("office:deliveries")


@require_GET
def ledger(request: HttpRequest) -> HttpResponse:
    """Show the daily seals; whoever keeps a root can prove later that nothing changed."""
    return page(request, "office/keeping/ledger.html", {"seals": seals.seals(60)})
