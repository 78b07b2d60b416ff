"""What a request's page shows to whoever takes it in: earlier ones that may be the same, answers for declining."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest

from minqing.cases import queries
from minqing.cases.records import CaseCard

COMPARE = "vault.same_matter"


def offers_decline(card: CaseCard) -> bool:
    """Tell whether the actor takes this request in, so that she may still decline it."""
    return "decline" in {offer.key for offer in card.verbs}


def same_matter(card: CaseCard, actor: Any) -> dict[str, Any]:
    """Gather the panel's variables; no query runs for whoever may not decline this request now."""
    if not offers_decline(card):
        return {"earlier": ()}
    return {"earlier": queries.possible_same(card.number, actor=actor), "may_compare": actor.holds(COMPARE)}


def begun(request: HttpRequest, card: CaseCard, key: str, *, at: datetime) -> dict[str, Any]:
    """Begin an answer from the standard reply that a link named, filled in with the facts of this request."""
    wanted = request.GET.get("standard", "") if key == "reply" else ""
    if not wanted:
        return {}
    actor = request.actor  # type: ignore[attr-defined]
    found = next((one for one in queries.replies_for(card, actor=actor, at=at) if one.id == wanted), None)
    return {"words": found.text, "outcome": found.outcome} if found else {}


ROUTES = frozenset({"dispatch", "accept_and_dispatch", "decide_dispute"})


def ruled_before(card: CaseCard, actor: Any) -> dict[str, Any]:
    """Gather what was ruled for this matter nearby, for whoever routes the request now; no query for others."""
    if not ROUTES & {offer.key for offer in card.verbs}:
        return {"ruled": ()}
    matter = card.matter_number or next((one.number for one in queries.suggested_matters(card.text)), 0)
    found = queries.ruled_nearby(matter, card.place_path) if matter else ()
    others = tuple(one for one in found if one.number != card.number)
    return {"ruled": others, "may_draft": actor.holds("cases.route")}


def preset(request: HttpRequest, key: str) -> dict[str, Any]:
    """Fill in what a button of the page named: the reason, the request that goes on, or the unit it may be about."""
    if key == "merge":
        return {"into": request.GET.get("into", "")[:20]}
    if key in {"bar_unit", "accept", "accept_and_dispatch"}:
        return {"about_org_path": request.GET.get("about", "")[:200]}
    if key != "decline":
        return {}
    number = request.GET.get("same_as", "")[:20]
    reason = "same_matter" if number else request.GET.get("reason", "")
    words = answer_to(reason)
    return {"reason": reason, "same_as": number, "words": words} if words else {}


def answer_to(reason: str) -> str:
    """Return the standard answer of a lawful reason to decline; empty for none of the six."""
    return next((str(one.text) for one in queries.decline_answers() if one.reason == reason), "")


def answered(key: str, posted: Any) -> Any:
    """Where declining was pressed with a reason and no words yet, fill in the standard answer, to be read first."""
    if key != "decline" or posted.get("words", "").strip() or not (words := answer_to(posted.get("reason", ""))):
        return None
    filled = posted.copy()
    filled["words"] = words
    return filled
