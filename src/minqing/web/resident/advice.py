"""What to do first when a life may be in danger; one plain sentence a kind."""

from typing import Any

from django.utils.translation import gettext_lazy as _

NUMBERS = ("119", "120", "110")
ADVICE: dict[str, Any] = {
    "gas": _("Smell of gas: leave the house first, touch no switch, then call from outside."),
    "fire": _("Fire: get out first, shut the door behind you, then call."),
    "collapse": _("Keep away and keep others away, then call."),
    "suicide": _("You matter. Please talk to somebody now; if it is somebody else, stay with them."),
    "child": _("Bring the child to a safe place if you can, then call."),
    "violence": _("Get to a safe place first, then call. You need not say who you are."),
    "medical": _("Call at once; stay with the person until help comes."),
}


def advice_for(kind: str) -> Any:
    """Return the sentence for a kind of danger."""
    return ADVICE.get(kind, _("Please call first, then go on here."))


def other_numbers(first: str) -> list[str]:
    """Return the two emergency numbers beside the one to call first."""
    return [number for number in NUMBERS if number != first]
