"""What the page of one request shows: the card, and a few sentences made from it."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext_lazy

from minqing.cases import queries
from minqing.cases.kinds.queries import kind_hint
from minqing.cases.records import CaseCard, PromiseView
from minqing.kernel.verbs import Verb
from minqing.web.verbforms import VerbForm
from minqing.web.watch.calls import calls_from_here
from minqing.web.words import short_day

from .panels import offers_decline, ruled_before, same_matter

QUIET = frozenset(
    {
        "divert",
        "note",
        "recuse_self",
        "merge",
        "unmerge",
        "tie",
        "untie",
        "recategorise",
        "correct_kind",
        "withdraw",
        "supervise",
        "bar_unit",
        "lift_bar",
        "ask_part",
        "take_back_part",
        "hand_to",
        "release",
        "withdraw_release",
    }
)
RINGS = (
    pgettext_lazy("ring", "Accept"),
    pgettext_lazy("ring", "Handle"),
    pgettext_lazy("ring", "Answer"),
    pgettext_lazy("ring", "Oversee"),
)


def case_context(
    card: CaseCard, actor: Any, at: datetime, *, verb: Verb | None = None, form: VerbForm | None = None
) -> dict[str, Any]:
    """
    Gather the variables of ``_case.html``.

    :param verb: the verb whose form is open, with its form; None when all are closed.
    """
    quiet, offers = QUIET, list(card.verbs)
    if card.danger:  # where life is in danger, handing it to an emergency service comes before all else
        quiet, offers = QUIET - {"divert"}, sorted(card.verbs, key=lambda offer: offer.key != "divert")
    return {
        "case": card,
        "at": at,
        "rings": rings(card.ring),
        "counting": counting(card.promise),
        "verbs": [offer for offer in offers if offer.key not in quiet],
        "quiet": [offer for offer in offers if offer.key in quiet],
        "may_bar": "bar_unit" in {offer.key for offer in card.verbs},
        "may_call": bool(card.stage) and calls_from_here(actor),
        "may_ask_who": actor.holds("vault.ask_reveal"),
        "verb": verb,
        "form": form,
        "replies": queries.replies_for(card, actor=actor, at=at) if verb and verb.key == "reply" else (),
        "policies": policies_for(card, at) if verb and verb.key == "reply" else (),
        "answers": queries.decline_answers() if verb and verb.key == "decline" else (),
        "suggested": suggested(card) if form is not None and "matter_number" in form.fields else (),
        "hint": kind_hint(whole(card)) if form is not None and "kind" in form.fields else None,
        "asked_for": queries.suggested_demands(whole(card)) if form is not None and "demands" in form.fields else (),
        "named_elsewhere": queries.places_named(whole(card), card.place_path) if offers_decline(card) else (),
        **same_matter(card, actor),
        **ruled_before(card, actor),
    }


def suggested(card: CaseCard) -> Any:
    """Return what a request's words may be about, for whoever is to settle on its matter."""
    return queries.suggested_matters(whole(card))


def whole(card: CaseCard) -> str:
    """Return all that the resident has said, masked."""
    return "\n".join([card.text, *(words for _at, words in card.additions)])


def rings(present: int) -> list[tuple[Any, str]]:
    """Return the four rings with their place: past, now or to come."""
    return [
        (title, "past" if number < present else "now" if number == present else "")
        for number, title in enumerate(RINGS, start=1)
    ]


def counting(promise: PromiseView) -> str:
    """
    Say in one line how the promised day was counted: 5 个工作日，9月5日、9月6日不计.

    :return: empty when no reasoning came with the promise.
    """
    counted = sum(1 for step in promise.steps if step.counted)
    skipped = [short_day(step.day) for step in promise.steps if not step.counted][1:]
    if not counted:
        return ""
    words = ngettext("%(n)s day counted", "%(n)s days counted", counted) % {"n": counted}
    if not skipped:
        return words
    joined = _(", ").join(skipped[:6])
    return _("%(words)s; not counted: %(days)s") % {"words": words, "days": joined}


def policies_for(card: CaseCard, at: datetime) -> Any:
    """Return the policy cards that may answer this request: shown while an answer is written."""
    return queries.cards_for_words(card.text, matter_number=card.matter_number, at=at)
