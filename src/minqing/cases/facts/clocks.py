"""What the clocks say."""

from django.utils.translation import gettext_lazy as _

from minqing.cases.codes import TITLES, Lifted, Promise
from minqing.ledger.facts import FactType, amount, code

from .columns import LATE, LEVEL, MATTER, RULE, STAGE, WAITED

CLOCK = (
    FactType(
        "case.stage_entered",
        _("Stage entered"),
        "The request waits for something new; the path is who must act.",
        columns={"matter": MATTER, "stage": STAGE},
        payload=RULE,
    ),
    FactType(
        "case.stage_passed",
        _("Stage passed"),
        "What the request waited for came, or the request left. The path is who had to act.",
        columns={"late": LATE, "matter": MATTER, "stage": STAGE, "hours": WAITED},
    ),
    FactType(
        "case.became_overdue",
        _("Request became overdue"),
        "The promised moment passed without an answer.",
        columns={"matter": MATTER, "stage": STAGE},
    ),
    FactType(
        "case.overdue_lifted",
        _("No longer overdue here"),
        "An overdue request got more time, or another unit has it now.",
        columns={"matter": MATTER, "reason": code("d3", "why", TITLES[Lifted])},
    ),
    FactType(
        "case.promise_changed",
        _("Promised moment changed"),
        "A promise to the resident moved, for a stated reason, and the resident was told.",
        columns={
            "matter": MATTER,
            "reason": code("d3", "why the moment moved", TITLES[Promise]),
            "days": amount("days later; negative when earlier", "calendar days"),
        },
    ),
    FactType(
        "case.new_day_asked",
        _("New day proposed"),
        "The unit names a day by which a late request shall be answered; somebody else decides.",
        columns={"matter": MATTER, "days": amount("days after the promised one", "calendar days")},
    ),
    FactType(
        "case.new_day_given",
        _("New day given"),
        "A late request has a new day, and the resident was told why. It stays late by its promise.",
        columns={"matter": MATTER, "days": amount("days after the promised one", "calendar days")},
        payload={"approver": "post that approved", "due_on": "the new day, yyyymmdd", **RULE},
    ),
    FactType(
        "case.reminded",
        _("Reminder sent"),
        "The clock spoke, in working hours.",
        columns={"stage": STAGE, "matter": MATTER, "level": LEVEL},
    ),
)
