"""What becomes of what arrives, and why. A number never changes its meaning."""

from enum import IntEnum
from typing import Any

from django.utils.translation import gettext_lazy as _


class State(IntEnum):
    """What became of something that arrived."""

    WAITING = 1
    REGISTERED = 2
    ADDED = 3
    ANSWERED = 4
    REFUSED = 5
    NEEDS_PERSON = 6


class Why(IntEnum):
    """Why something was not taken, or was left to a person."""

    NONE = 0
    AUTOMATIC = 1
    EMPTY = 2
    SECRET = 3
    NOT_A_REQUEST = 4
    DOUBLE = 5
    NO_PLACE = 6
    TOO_LONG = 7
    CLOSED = 8
    UNREADABLE = 9
    FLOOD = 10
    FAILED = 11
    VOICE = 12


TITLES: dict[type[IntEnum], dict[int, Any]] = {
    State: {
        State.WAITING: _("On its way"),
        State.REGISTERED: _("Became a request"),
        State.ADDED: _("Added to a request"),
        State.ANSWERED: _("Answered at once"),
        State.REFUSED: _("Set aside"),
        State.NEEDS_PERSON: _("A person decides"),
    },
    Why: {
        Why.NONE: "",
        Why.AUTOMATIC: _("Written by a machine: an automatic answer, a list, or a message that came back"),
        Why.EMPTY: _("No words in it"),
        Why.SECRET: _("It carries the mark of a secret paper"),
        Why.NOT_A_REQUEST: _("Advertising, or no request"),
        Why.DOUBLE: _("It is in hand already"),
        Why.NO_PLACE: _("The place is not clear from the words"),
        Why.TOO_LONG: _("Longer than a request may be"),
        Why.CLOSED: _("An answer to a request that has left the office"),
        Why.UNREADABLE: _("It cannot be read as it came"),
        Why.FLOOD: _("Very many came from one sender within the hour"),
        Why.FAILED: _("It failed again and again"),
        Why.VOICE: _("A voice message: somebody has to write down what is said"),
    },
}

BY_A_PERSON = (Why.NOT_A_REQUEST, Why.DOUBLE, Why.EMPTY)
"""Why a person may set something aside."""


def title(value: IntEnum) -> Any:
    """Return the word for a code, translated when shown."""
    return TITLES[type(value)][value]
