"""What is doubted in answers, and a no that a second office must agree to."""

from django.utils.translation import gettext_lazy as _

from minqing.cases.codes import TITLES
from minqing.cases.doubts import Doubt
from minqing.ledger.facts import FactType, amount, code

from .columns import LATE, LEVEL, MATTER, OUTCOME, RULE, WAITED

ANSWERING = (
    FactType(
        "case.sent_as_is",
        _("Sent though doubted"),
        "The look at an answer raised doubts, and the unit sent it as it is, with a reason.",
        columns={
            "matter": MATTER,
            "doubt": code("d3", "the first thing doubted", TITLES[Doubt]),
            "doubts": amount("how many things were doubted", unit="doubts"),
        },
    ),
    FactType(
        "case.refusal_asked",
        _("No laid before a second office"),
        "The unit says no: outside its duty, or not reasonable. It is no answer before another office agrees.",
        columns={"matter": MATTER, "outcome": OUTCOME},
        payload=RULE,
    ),
    FactType(
        "case.refusal_approved",
        _("No agreed to"),
        "An office of another unit agreed to a unit's no, and it became the answer. The path is the unit's.",
        columns={"late": LATE, "matter": MATTER, "outcome": OUTCOME, "hours": WAITED},
    ),
    FactType(
        "case.refusal_turned_down",
        _("No not agreed to"),
        "An office of another unit did not agree; the unit goes on. The path is the unit's.",
        columns={"late": LATE, "matter": MATTER, "outcome": OUTCOME, "hours": WAITED},
    ),
    FactType(
        "case.refusal_ended",
        _("No taken back"),
        "The unit answered otherwise, or the request left it, before anybody decided on its no.",
        columns={"matter": MATTER},
    ),
    FactType(
        "case.refusal_reminded",
        _("Decision on a no asked after"),
        "Nobody decided on a unit's no in time, and the clock spoke, in working hours. The path is the second office.",
        columns={"matter": MATTER, "level": LEVEL},
    ),
)
