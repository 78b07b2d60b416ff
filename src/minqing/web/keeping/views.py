"""Pages of deliveries, of the ledger, and of one fact with its proof."""

from dataclasses import asdict
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from minqing.cases.queries import fact_to_prove
from minqing.directory import queries as directory
from minqing.kernel.errors import NotFound, Refused
from minqing.ledger import deliveries as outbox
from minqing.ledger import jobs, seals
from minqing.ledger.facts import FACT_TYPES
from minqing.ledger.proofs import NotSealedYet, prove
from minqing.ledger.records import FactView
from minqing.territory import queries as territory
from minqing.web.doors import needs
from minqing.web.pages import page
from minqing.web.shell import say

PROVES = ("ledger.read", "cases.oversee")


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
    may_prove = any(request.actor.holds(name) for name in PROVES)  # type: ignore[attr-defined]
    return page(request, "office/keeping/ledger.html", {"seals": seals.seals(60), "may_prove": may_prove})


@needs(*PROVES)
@require_GET
def find_fact(request: HttpRequest) -> HttpResponse:
    """Lead from the number of a fact to its page."""
    return redirect("office:fact", fact_id=str(id_of(request.GET.get("id", ""))))


def id_of(text: str) -> UUID:
    """
    Read the number of a fact.

    :raises Refused: if it is none.
    """
    try:
        return UUID(text.strip())
    except ValueError as broken:
        raise Refused(_("This is not the number of a fact. It has 32 letters and digits.")) from broken


@needs(*PROVES)
@require_GET
def fact(request: HttpRequest, fact_id: str) -> HttpResponse:
    """Show one fact as it was sealed, and the proof that it lies under a published seal."""
    found = fact_to_prove(id_of(fact_id), actor=request.actor)  # type: ignore[attr-defined]
    try:
        proof = prove(found.id)
    except NotSealedYet as why:
        proof, told = None, str(why)
    else:
        told = ""
    context = {"fact": found, "proof": proof, "why_not": told, "where": where_of(found)}
    return page(request, "office/keeping/fact.html", context)


def where_of(found: FactView) -> dict[str, Any]:
    """Name the unit and the place of a fact as they are called today; as they stood, where they are gone."""
    units = directory.organisations([found.org_path])
    try:
        place = territory.place(found.place_path).full_name
    except NotFound:
        place = found.place_path
    return {"unit": units[found.org_path].name if found.org_path in units else found.org_path, "place": place}


@needs(*PROVES)
@require_GET
def proof(request: HttpRequest, fact_id: str) -> HttpResponse:
    """Save the proof as a file, for the script that checks it anywhere."""
    found = fact_to_prove(id_of(fact_id), actor=request.actor)  # type: ignore[attr-defined]
    said = asdict(prove(found.id))
    answer = JsonResponse(said | {"fact": str(found.id)}, json_dumps_params={"ensure_ascii": False, "indent": 1})
    answer["Content-Disposition"] = f'attachment; filename="proof-{found.id}.json"'
    return answer
