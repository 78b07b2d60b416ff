"""The small numbers that facts about calls carry; they never change their meaning."""

from enum import IntEnum
from typing import Any

from django.utils.translation import gettext_lazy as _


class Done(IntEnum):
    """What the township says of the department that it called."""

    SOLVED = 1
    PARTLY = 2
    NOT = 3


class Justified(IntEnum):
    """What the department says of the call."""

    YES = 1
    PARTLY = 2
    NO = 3


DONE: dict[int, Any] = {
    Done.SOLVED: _("Came, and the matter is settled"),
    Done.PARTLY: _("Came, settled in part"),
    Done.NOT: _("Not settled, or did not come"),
}
JUSTIFIED: dict[int, Any] = {
    Justified.YES: _("It needed us"),
    Justified.PARTLY: _("It needed us in part"),
    Justified.NO: _("It was not for us, or could have been done there"),
}


def choices(titles: dict[int, Any]) -> list[tuple[str, Any]]:
    """Return a list of codes as (word, title) pairs for a form."""
    return [(code.name.lower(), title) for code, title in titles.items()]  # type: ignore[attr-defined]
