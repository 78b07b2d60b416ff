"""The small numbers behind suggestions; see the codes of the door."""

from enum import IntEnum

from django.utils.translation import gettext_lazy as _

from minqing.cases.codes import TITLES


class Origin(IntEnum):
    """Where a suggestion of a matter comes from."""

    WORDS = 1
    SEED = 2
    OWN = 3


class Rank(IntEnum):
    """Where the matter that a person settled on stood among the suggested."""

    FIRST = 1
    SECOND = 2
    THIRD = 3
    NOT_AMONG = 4


TITLES[Origin] = {
    Origin.WORDS: _("Key words of the list of matters"),
    Origin.SEED: _("Example texts that came with the software"),
    Origin.OWN: _("The county's own requests"),
}

TITLES[Rank] = {
    Rank.FIRST: _("Suggested first"),
    Rank.SECOND: _("Suggested second"),
    Rank.THIRD: _("Suggested third"),
    Rank.NOT_AMONG: _("Not suggested"),
}
