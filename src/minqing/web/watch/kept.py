"""What residents entrusted, for whoever answers for the keeping: legal holds, erasures, certificates. No contact."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from minqing.cases import queries as cases
from minqing.kernel.errors import NotFound
from minqing.vault import custodies as vault
from minqing.vault import permissions as may
from minqing.vault.records import CustodyView
from minqing.vault.verbs import VERBS
from minqing.web.doors import needs
from minqing.web.pages import page
from minqing.web.shell import say
from minqing.web.verbpages import verb_page

LISTS = (("waiting", gettext_lazy("Erased next")), ("held", gettext_lazy("Under a legal hold")))
KEYS = ("hold_contact", "end_hold", "erase_contact")


@needs(may.HOLD, may.ERASE)
@require_GET
def kept(request: HttpRequest) -> HttpResponse:
    """List what is erased next, or what stands under a hold; a number opens one request's keeping."""
    actor, now = request.actor, timezone.now()  # type: ignore[attr-defined]
    if number := request.GET.get("number", "").strip():
        try:
            return redirect("office:kept_one", case_id=cases.case_id_of(number))
        except NotFound as absent:
            say(request, str(absent))
    listed = "held" if request.GET.get("listed") == "held" else "waiting"
    found = vault.custodies(actor, listed=listed, at=now, cursor=request.GET.get("cursor"))
    numbers = cases.numbers_of(one.case_id for one in found.items)
    rows = [{"kept": one, "number": numbers.get(one.case_id, "–")} for one in found.items]
    context = {"rows": rows, "found": found, "listed": listed, "lists": LISTS}
    return page(request, "office/watch/kept.html", context)


@needs(may.HOLD, may.ERASE)
@require_GET
def one(request: HttpRequest, case_id: str) -> HttpResponse:
    """Show what is kept of one request and until when, with the verbs; after the erasure, the certificate."""
    actor, now = request.actor, timezone.now()  # type: ignore[attr-defined]
    found = vault.custody_in_reach(case_id, actor=actor)
    is_held = found.held_until is not None and found.held_until > now
    context = {
        "kept": found,
        "number": _number(found),
        "certificate": vault.certificate(found.case_id) if found.erased_at else None,
        "is_held": is_held,
        "offers": [
            VERBS[key] for key in KEYS if actor.holds(VERBS[key].permission) and _fits(key, found, held=is_held)
        ],
    }
    return page(request, "office/watch/kept_one.html", context)


@needs(may.HOLD, may.ERASE)
@require_http_methods(["GET", "POST"])
def verb(request: HttpRequest, case_id: str, key: str) -> HttpResponse:
    """Hold, end a hold, or erase at the resident's request."""
    if key not in KEYS:
        raise NotFound
    found = vault.custody_in_reach(case_id, actor=request.actor)  # type: ignore[attr-defined]
    back = reverse("office:kept_one", args=[found.case_id])
    lead = _("Request %(number)s") % {"number": _number(found)}
    return verb_page(request, VERBS[key], back=back, lead=lead, fixed={"case_id": str(found.case_id)})


def _number(found: CustodyView) -> str:
    return cases.numbers_of([found.case_id]).get(found.case_id, "–")


def _fits(key: str, found: CustodyView, *, held: bool) -> bool:
    """Draw only what the keeping allows now; the services decide again."""
    allowed: dict[str, Any] = {
        "hold_contact": True,
        "end_hold": held,
        "erase_contact": found.closed_at is not None and not held,
    }
    return found.erased_at is None and bool(allowed[key])
