"""Pages of policy cards: what stands, what has expired, the versions of one, and keeping them."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from minqing.cases import queries
from minqing.cases.table_verbs import VERBS
from minqing.web.doors import needs
from minqing.web.pages import page
from minqing.web.verbpages import run_here, verb_page

KEPT = ("title", "words", "valid_from", "valid_to", "owner_path", "source", "source_url")


@require_GET
def policies(request: HttpRequest) -> HttpResponse:
    """List the cards in force, or those that have expired; what expires first stands first."""
    actor = request.actor  # type: ignore[attr-defined]
    state = "expired" if request.GET.get("state") == "expired" else "in_force"
    found = queries.policy_cards(actor, state=state, cursor=request.GET.get("cursor"), at=timezone.now())
    context = {"found": found, "state": state, "may_edit": actor.holds("cases.cards")}
    return page(request, "office/tables/policies.html", context)


@require_GET
def policy(request: HttpRequest, key: str) -> HttpResponse:
    """Show one card with all its versions."""
    versions = queries.policy_card(key, at=timezone.now())
    may_edit = request.actor.holds("cases.cards")  # type: ignore[attr-defined]
    context = {"one": versions[0], "earlier": versions[1:], "may_edit": may_edit and versions[0].state != "retired"}
    return page(request, "office/tables/policy.html", context)


@needs("cases.cards")
@require_http_methods(["GET", "POST"])
def publish(request: HttpRequest, key: str = "") -> HttpResponse:
    """Publish a card, or a new version of one."""
    old = queries.policy_card(key, at=timezone.now())[0] if key else None
    initial: dict[str, Any] = {"valid_from": timezone.localdate(), "owner_path": request.actor.org_path}  # type: ignore[attr-defined]
    if old:
        initial = {name: getattr(old, name) for name in KEPT}
        initial |= {"matter_number": old.matter_number or "", "keywords": " ".join(old.keywords)}
    lead = _("Write as you would say it at the counter. Residents read it before they file; clerks while they answer.")
    back = reverse("office:policy", args=[key]) if key else reverse("office:policies")
    verb = VERBS["publish_policy_card"]
    return verb_page(request, verb, back=back, lead=lead, initial=initial, fixed={"card_key": key})


@needs("cases.cards")
@require_http_methods(["GET", "POST"])
def renew(request: HttpRequest, key: str) -> HttpResponse:
    """Let a card stand for longer, after a look at it."""
    one = queries.policy_card(key, at=timezone.now())[0]
    back = reverse("office:policy", args=[key])
    return verb_page(request, VERBS["renew_policy_card"], back=back, lead=one.words, fixed={"card_key": key})


@needs("cases.cards")
@require_POST
def retire(request: HttpRequest, key: str) -> HttpResponse:
    """Take a card out of use."""
    return run_here(request, VERBS["retire_policy_card"], back=reverse("office:policies"), card_key=key)
