"""What several units do for one request: parts of co-handlers, disputes over who handles it."""

from django.utils.translation import gettext_lazy as _

from minqing.cases.codes import TITLES, ReturnReason
from minqing.ledger.facts import FactType, amount, code

from .columns import LATE, MATTER, RULE, WAITED

PARTS = (
    FactType(
        "case.part_asked",
        _("Part asked for"),
        "A co-handler was asked for its part of the answer, by a day of its own. The path is the co-handler's.",
        columns={"matter": MATTER, "round": code("d4", "how often this unit was asked for this request, from 1")},
    ),
    FactType(
        "case.part_acknowledged",
        _("Part acknowledged"),
        "The co-handler has its part in hand. The path is the co-handler's.",
        columns={"late": LATE, "matter": MATTER, "hours": WAITED},
        payload=RULE,
    ),
    FactType(
        "case.part_answered",
        _("Part given"),
        "The co-handler gave its part to the lead. The path is the co-handler's.",
        columns={"late": LATE, "matter": MATTER, "hours": WAITED},
    ),
    FactType(
        "case.part_returned",
        _("Part returned"),
        "The co-handler says, with a reason, that the part is not its own. The path is the co-handler's.",
        columns={"late": LATE, "matter": MATTER, "reason": code("d3", "why it is not its own", TITLES[ReturnReason])},
    ),
    FactType(
        "case.part_left_out",
        _("Answered without a part"),
        "The lead answered without a part that had not come, and said so. The path is the co-handler's.",
        columns={"late": LATE, "matter": MATTER},
    ),
    FactType(
        "case.part_ended",
        _("Part no longer needed"),
        "Nobody waits for the part any more: the lead took it back, or the request went elsewhere or left. The path is "
        "the co-handler's.",
        columns={"late": LATE, "matter": MATTER},
    ),
    FactType(
        "case.part_became_overdue",
        _("Part became overdue"),
        "The day of a part passed without it. It counts for the co-handler, whose path it carries, not for the lead.",
        columns={"matter": MATTER},
    ),
)

DISPUTES = (
    FactType(
        "case.dispute_opened",
        _("Dispute laid before the arbiter"),
        "Units returned the request more than once, or it was taken from one; the arbiter decides. The path is the "
        "arbiter's office.",
        columns={"matter": MATTER, "bounce": code("d4", "how often this request had been returned")},
        payload=RULE,
    ),
    FactType(
        "case.ruled",
        _("Dispute ruled on"),
        "The arbiter decided who handles the request; nobody returns it again. The path is the arbiter's office.",
        columns={"late": LATE, "matter": MATTER, "hours": WAITED},
        payload={"lead": "path of the unit that handles it now"},
    ),
    FactType(
        "case.dispute_ended",
        _("Dispute ended without a ruling"),
        "The request left before the arbiter ruled. The path is the arbiter's office.",
        columns={"late": LATE, "matter": MATTER},
    ),
    FactType(
        "case.ruling_became_overdue",
        _("Ruling became overdue"),
        "The arbiter's time passed without a ruling. The path is the arbiter's office.",
        columns={"matter": MATTER},
    ),
)

TABLED = (
    FactType(
        "case.tabled",
        _("Put on the meeting list"),
        "The request came back unresolved so often that the government's meeting decides.",
        columns={"matter": MATTER, "round": code("d4", "how often it had come back unresolved")},
    ),
    FactType(
        "case.meeting_decided",
        _("Decided by the meeting"),
        "The government's meeting decided what is done, by whom and until when.",
        columns={"matter": MATTER, "days": amount("days since it was put on the list", unit="calendar days")},
        payload={"lead": "path of the unit that carries it out", "due_on": "by which day, yyyymmdd"},
    ),
)
