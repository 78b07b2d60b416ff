"""The small numbers that facts about supervision carry; they never change their meaning."""

from collections.abc import Mapping
from enum import IntEnum
from typing import Any

from django.utils.translation import gettext_lazy as _


class About(IntEnum):
    """What is supervised."""

    CASE = 1
    UNIT = 2
    MATTER = 3


class Step(IntEnum):
    """The steps of the ladder, from the mildest."""

    REMINDER = 1
    ORDER = 2
    LISTED = 3
    TALK = 4


class Card(IntEnum):
    """The colour of a card that goes with a step."""

    NONE = 0
    YELLOW = 1
    RED = 2
    BLACK = 3


ABOUT: Mapping[int, Any] = {
    About.CASE: _("A request"),
    About.UNIT: _("A unit's work"),
    About.MATTER: _("A matter at a unit"),
}
STEPS: Mapping[int, Any] = {
    Step.REMINDER: _("Reminder"),
    Step.ORDER: _("Supervision with a day"),
    Step.LISTED: _("Listed supervision"),
    Step.TALK: _("Talk"),
}
CARDS: Mapping[int, Any] = {
    Card.NONE: _("No coloured card"),
    Card.YELLOW: _("Yellow card"),
    Card.RED: _("Red card"),
    Card.BLACK: _("Black card"),
}


def choices(titles: Mapping[int, Any]) -> list[tuple[str, Any]]:
    """Return a list of codes as (word, title) pairs for a form."""
    return [(code.name.lower(), title) for code, title in titles.items()]  # type: ignore[attr-defined]
