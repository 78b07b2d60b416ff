"""How a request ends, and who looks after it."""

from django.utils.translation import gettext_lazy as _

from minqing.cases.codes import TITLES, Check, There
from minqing.ledger.facts import FactType, code, flag

from .columns import BY, HOURS, LATE, LEVEL, MATTER, OUTCOME, RULE, WAITED

ENDING = (
    FactType(
        "case.verified",
        _("Answer verified"),
        "Somebody who did not handle it looked whether the answer is true.",
        columns={
            "late": LATE,
            "matter": MATTER,
            "result": code("d3", "what the verifier found", TITLES[Check]),
            "hours": WAITED,
        },
        payload=RULE,
    ),
    FactType(
        "case.reworked",
        _("Answer sent back"),
        "The verifier found it not done; the unit must do it again.",
        columns={"late": LATE, "matter": MATTER, "round": code("d4", "how often sent back, from 1")},
    ),
    FactType(
        "case.closed",
        _("Request closed"),
        "The office ended the request. Whether it is solved only the resident says.",
        columns={
            "late": LATE,
            "matter": MATTER,
            "outcome": OUTCOME,
            "contacted": flag("d4", "1 when the log shows that the resident was reached"),
            "hours": HOURS,
        },
        payload={"due_on": "day by which it was promised, yyyymmdd", **RULE},
    ),
    FactType(
        "case.due",
        _("Promised day came"),
        "The promised moment of an accepted request came; late says that no answer stood by then.",
        columns={"late": LATE, "matter": MATTER},
    ),
    FactType(
        "case.released",
        _("Released to the public"),
        "Everybody may read of the request: in words of the office, cut to its village or township.",
        columns={"matter": MATTER, "again": flag("d3", "1 when other words were public before")},
    ),
    FactType(
        "case.release_withdrawn",
        _("Release taken back"),
        "Nobody outside reads of the request any more.",
        columns={"matter": MATTER, "by": BY},
    ),
    FactType(
        "case.sent_to_partner",
        _("Sent to another system"),
        "What everybody may read of the request was sent to another system, which is the actor.",
        columns={"matter": MATTER},
    ),
    FactType(
        "case.partner_told",
        _("Another system tells how it stands there"),
        "Another system that has the request too, the actor, says that it is open or closed there.",
        columns={"matter": MATTER, "there": code("d3", "how it stands there", TITLES[There])},
    ),
    FactType(
        "case.reopened",
        _("Request reopened"),
        "A request that had left is open again.",
        columns={
            "late": flag("d1", "1 when it had left late"),
            "matter": MATTER,
            "by": BY,
            "round": code("d4", "how often reopened, from 1"),
        },
        payload=RULE,
    ),
    FactType(
        "case.supervised",
        _("Supervision ordered"),
        "An overseer asks the unit for an answer by a day.",
        columns={"matter": MATTER, "round": code("d4", "how often supervised, from 1")},
        payload=RULE,
    ),
    FactType(
        "case.supervision_answered",
        _("Supervision answered"),
        "The unit answered the overseer.",
        columns={"late": LATE, "matter": MATTER, "hours": WAITED},
    ),
    FactType(
        "case.supervision_reminded",
        _("Order asked after"),
        "The day of an overseer's order passed without an answer, and the clock spoke, in working hours.",
        columns={"matter": MATTER, "level": LEVEL},
    ),
)
