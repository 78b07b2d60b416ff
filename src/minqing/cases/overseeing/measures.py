"""How supervision is measured: how often each step was taken, and whether units answer by their day."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from minqing.cases.measuring import count, share, term
from minqing.ledger.declaring import declare_measures
from minqing.ledger.measures import Given, Measure, Tally, Term

from . import facts  # noqa: F401  # measures name declared kinds
from .codes import Card, Step

TAKEN = ("supervision.opened", "supervision.raised")


def _taken(key: str, title: Any, question: Any, misleads: Any, where: Mapping[str, int]) -> Measure:
    return count(
        key,
        title,
        question,
        [Term(kind, where) for kind in TAKEN],
        counts=_("Each step on the day it was taken, at the unit that is supervised, whatever it is about."),
        misleads=misleads,
        given=[Given("supervision.opened", where, 2), Given("supervision.raised", where, 1)],
        gives=3,
    )


OPENED = count(
    "supervisions_opened",
    _("Supervisions begun"),
    _("How often did overseers begin to supervise a request, a unit or a matter?"),
    [term("supervision.opened")],
    counts=_("Each beginning on its day, at the unit that is supervised; later steps of the same are not in it."),
    misleads=_("It says what overseers looked at. A unit nobody looks at has none."),
    given=[Given("supervision.opened", times=3), Given("supervision.raised", times=2)],
    gives=3,
)
LISTED = _taken(
    "supervisions_listed",
    _("Listed supervisions"),
    _("How often was a supervision listed?"),
    _("Listed is the overseer's choice: two overseers list differently."),
    {"step": Step.LISTED},
)
TALKS = _taken(
    "supervision_talks",
    _("Talks after supervision"),
    _("How often did a supervision lead to a talk?"),
    _("A talk may be the end of a long neglect, or the quickest way to settle a new matter."),
    {"step": Step.TALK},
)
RED = _taken(
    "red_cards",
    _("Red cards"),
    _("How often was a red card shown?"),
    _("A card is a word of the overseer, not a sum of points; read what it was for."),
    {"card": Card.RED},
)
ANSWERED_ON_TIME = share(
    "supervisions_answered_on_time",
    _("Supervisions answered on time"),
    _("Of the answers that came or whose day passed without one, how many came by their day?"),
    [term("supervision.answered", late=0)],
    [term("supervision.answered", late=0), term("supervision.became_overdue")],
    counts=_("At the unit, each step by itself: answered in time by the day of the answer, missed by its own day."),
    misleads=_("An answer in time may say little: overseers read them, and end only what is settled."),
    given=[
        Given("supervision.answered", {"late": 0}, 5),
        Given("supervision.became_overdue", times=3),
        Given("supervision.answered", {"late": 1}, 2),
    ],
    gives=Tally(5, 8),
    source="XF-20",
)

declare_measures(OPENED, LISTED, TALKS, RED, ANSWERED_ON_TIME)
