"""What a request's page shows to whoever takes it in: earlier ones that may be about the same matter."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from minqing.cases import queries
from minqing.cases.records import CaseCard

COMPARE = "vault.same_matter"


def same_matter(card: CaseCard, actor: Any) -> dict[str, Any]:
    """Gather the panel's variables; no query runs for whoever may not decline this request now."""
    if "decline" not in {offer.key for offer in card.verbs}:
        return {"earlier": ()}
    return {"earlier": queries.possible_same(card.number, actor=actor), "may_compare": actor.holds(COMPARE)}


def preset(request: HttpRequest, key: str) -> dict[str, Any]:
    """Fill in what a button of the page named: the request that goes on, or the unit that it may be about."""
    if key == "bar_unit":
        return {"about_org_path": request.GET.get("about", "")[:200]}
    number = request.GET.get("same_as", "")[:20]
    if key != "decline" or not number:
        return {}
    words = _("This matter was reported before and is being dealt with. We settle both together.")
    return {"reason": "same_matter", "same_as": number, "words": words}
