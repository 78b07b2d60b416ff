"""Parts of co-handlers on the page of one request: what the lead's forms begin with."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from minqing.cases.records import CaseCard, PartView
from minqing.directory.queries import holders
from minqing.kernel.access import covers


def waiting(card: CaseCard) -> tuple[PartView, ...]:
    """Return the parts that have not come."""
    return tuple(part for part in card.parts if part.state in {"asked", "in_hand"})


def composed(card: CaseCard, key: str) -> dict[str, Any]:
    """Begin the lead's one answer with the parts that were given, each under its unit's name."""
    given = [part for part in card.parts if part.state == "given" and _is_new(part, card)]
    if key != "reply" or not given:
        return {}
    return {"words": "\n\n".join(_("%(unit)s: %(words)s") % {"unit": p.unit_name, "words": p.answer} for p in given)}


def _is_new(part: PartView, card: CaseCard) -> bool:
    """Tell whether a part came after the last answer; what an earlier answer used is not written again."""
    return not card.replies or bool(part.answered_at and part.answered_at > card.replies[0].at)


def not_asked(card: CaseCard, key: str) -> tuple[str, ...]:
    """Name the fields that make no sense now: nobody says why a part is missing where none is."""
    return ("without_parts",) if key == "reply" and not waiting(card) else ()


def narrow(form: Any, card: CaseCard, key: str) -> None:
    """Offer only the units that owe a part where one is taken back, and only colleagues where one hands over."""
    if key == "take_back_part":
        form.fields["part_path"].choices = [(part.unit_path, part.unit_name) for part in waiting(card)]
    if key == "hand_to":
        named = form.fields["post_id"]
        choices = [("", gettext_lazy("Choose")), *colleagues(card)]
        form.fields["post_id"] = forms.ChoiceField(label=named.label, help_text=named.help_text, choices=choices)


def colleagues(card: CaseCard) -> list[tuple[str, str]]:
    """Return the posts of the unit that somebody sits in and that may handle the request; the verb checks again."""
    found = holders("cases.handle", card.unit_path, card.place_path)
    return [(str(one.id), one.label) for one in found if one.person_id and covers(card.unit_path, one.org_path)]
