"""What can happen to something under supervision. Its subject is ``supervision:…``, the path the unit's."""

from django.utils.translation import gettext_lazy as _

from minqing.cases.facts.columns import LATE, MATTER, RULE, WAITED
from minqing.ledger.facts import FactType, code, declare

from .codes import ABOUT, CARDS, STEPS

STEP = code("d3", "which step of the ladder", STEPS)
CARD = code("d4", "card that goes with the step", CARDS)
CASE = "request that it is about, if any"

declare(
    FactType(
        "supervision.opened",
        _("Supervision opened"),
        "An overseer began to supervise a request, a unit, or a matter at a unit.",
        columns={"about": code("d1", "what is supervised", ABOUT), "matter": MATTER, "step": STEP, "card": CARD},
        payload={"case": CASE, **RULE},
    ),
    FactType(
        "supervision.raised",
        _("Supervision taken a step further"),
        "An overseer took the next step of the ladder; it never comes by itself.",
        columns={"about": code("d1", "what is supervised", ABOUT), "matter": MATTER, "step": STEP, "card": CARD},
        payload={"case": CASE, **RULE},
    ),
    FactType(
        "supervision.answered",
        _("Supervision answered in writing"),
        "The unit answered a step in writing.",
        columns={"late": LATE, "matter": MATTER, "step": STEP, "hours": WAITED},
    ),
    FactType(
        "supervision.became_overdue",
        _("Answer to a supervision became overdue"),
        "The day of a step passed without the unit's answer.",
        columns={"matter": MATTER, "step": STEP},
    ),
    FactType(
        "supervision.ended",
        _("Supervision ended"),
        "The overseer ended the supervision.",
        columns={"late": LATE, "matter": MATTER, "step": STEP, "hours": WAITED},
        payload={"case": CASE},
    ),
)
