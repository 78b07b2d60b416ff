"""What may be doubted in an answer. A number never changes its meaning and is never used again."""

from enum import IntEnum

from django.utils.translation import gettext_lazy as _

from minqing.cases.codes import TITLES


class Doubt(IntEnum):
    """What a second reader would ask about an answer."""

    EMPTY_PHRASE = 1
    NOT_MENTIONED = 2
    DANGER_IGNORED = 3
    NO_VOUCHER = 4
    SAME_ANSWER = 5
    WRONG_OUTCOME = 6


TITLES[Doubt] = {
    Doubt.EMPTY_PHRASE: _("This says nothing that she could hold you to: say who does what by when"),
    Doubt.NOT_MENTIONED: _("The answer does not speak of what was asked"),
    Doubt.DANGER_IGNORED: _("The request names a danger; the answer does not say that nobody is in danger now"),
    Doubt.NO_VOUCHER: _("This matter asks for a voucher, and there is none"),
    Doubt.SAME_ANSWER: _("Word for word the answer to another request"),
    Doubt.WRONG_OUTCOME: _("The words say something else than what you chose under “how the matter stands”"),
}
