"""The small numbers behind what requests have to do with each other; see the codes of the door."""

from enum import IntEnum

from django.utils.translation import gettext_lazy as _

from minqing.cases.codes import TITLES


class Led(IntEnum):
    """What became of a request with which others go along."""

    RETURNED = 1
    DISPATCHED = 2
    ACKNOWLEDGED = 3
    REPLIED = 4
    VERIFIED = 5
    REWORKED = 6
    CLOSED = 7
    ENDED = 8


class Tie(IntEnum):
    """What one request has to do with another one."""

    MERGED = 1
    PART = 2
    LINKED = 3


TITLES[Led] = {
    Led.RETURNED: _("Returned"),
    Led.DISPATCHED: _("Dispatched"),
    Led.ACKNOWLEDGED: _("Acknowledged"),
    Led.REPLIED: _("Answered"),
    Led.VERIFIED: _("Verified"),
    Led.REWORKED: _("Sent back"),
    Led.CLOSED: _("Closed"),
    Led.ENDED: _("Ended without an answer"),
}

TITLES[Tie] = {
    Tie.MERGED: _("Handled together with"),
    Tie.PART: _("A part of"),
    Tie.LINKED: _("Has to do with"),
}
