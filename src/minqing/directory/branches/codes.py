"""The small numbers of dual reporting; they never change their meaning."""

from enum import IntEnum
from typing import Any

from django.utils.translation import gettext_lazy as _


class Pledge(IntEnum):
    """What a member pledges in public; chosen from a list, so that no words can name anybody."""

    NONE = 0
    VISITS = 1
    TIDY = 2
    MEDIATE = 3
    EXPLAIN = 4
    REPAIR = 5


class Kept(IntEnum):
    """What the member herself says later of her pledge."""

    OPEN = 0
    YES = 1
    NO = 2


class Said(IntEnum):
    """What changed by the member's own act."""

    PLEDGED = 1
    PLEDGE_TAKEN_BACK = 2
    KEPT = 3
    NOT_KEPT = 4
    DUTY_DONE = 5
    DUTY_TAKEN_BACK = 6
    SIGN_UP = 7
    SIGN_DOWN = 8
    KEPT_OPEN = 9


PLEDGES: dict[int, Any] = {
    Pledge.NONE: _("No pledge"),
    Pledge.VISITS: _("Look in on people who live alone"),
    Pledge.TIDY: _("Keep the lane and its drains clean"),
    Pledge.MEDIATE: _("Help neighbours to settle a quarrel"),
    Pledge.EXPLAIN: _("Explain policies, and fill in forms with neighbours"),
    Pledge.REPAIR: _("Lend a hand with small repairs"),
}
KEPT: dict[int, Any] = {
    Kept.OPEN: _("Not said yet"),
    Kept.YES: _("Kept"),
    Kept.NO: _("Not kept"),
}
SAID: dict[int, Any] = {
    Said.PLEDGED: _("Pledged"),
    Said.PLEDGE_TAKEN_BACK: _("Pledge taken back"),
    Said.KEPT: _("Kept"),
    Said.NOT_KEPT: _("Not kept"),
    Said.DUTY_DONE: _("Duty done"),
    Said.DUTY_TAKEN_BACK: _("Duty taken back"),
    Said.SIGN_UP: _("Sign put up"),
    Said.SIGN_DOWN: _("Sign taken down"),
    Said.KEPT_OPEN: _("Not said yet"),
}
