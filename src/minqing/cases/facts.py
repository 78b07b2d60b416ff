"""
What can happen to a request: the catalogue of fact kinds, with the columns that figures read.

Conventions over all kinds: ``d1`` says late where something was due, ``d2`` is the matter's number (0 while nobody
has named one), ``d3`` the code that tells the kinds of this event apart, ``d4`` a second one, ``qty`` an amount.
``org_path`` is the unit that held the request at that moment, ``place_path`` where the matter lies. Codes are those
of :mod:`minqing.cases.codes`.

*Leaving* facts take a request out of the open stock: closed, declined, diverted, withdrawn. Each carries
``late``: the answer that stood when it left came after the promised moment (or there was none, and the moment had
passed). A request that leaves late, or is answered late, has always become overdue first. So, at any moment:

* open             = registered + reopened - leaving
* open at a unit   = registered + stage_entered - stage_passed  (registering enters stage 1)
* in one stage     = the same, filtered by stage
* overdue and open = became_overdue - overdue_lifted - leaving{late}
* on time          = closed{not late} / (closed + overdue and open)
* closed when due  = case.due{not late} / case.due  (DC-05, by the day on which it was due)
* unverified       = rating.asked - rating.given that still stands

A resident who changes a rating: the earlier ``rating.given`` is reversed, a new one recorded, and ``rating.changed``
says that it happened.
"""

from django.utils.translation import gettext_lazy as _

from minqing.ledger.facts import FactType, amount, code, declare, flag

from .codes import (
    TITLES,
    By,
    Channel,
    Check,
    Chosen,
    DangerKind,
    Decline,
    Duty,
    Lifted,
    Means,
    Outcome,
    Pause,
    Promise,
    Reminder,
    ReturnReason,
    Solved,
    Stage,
)

_LATE = flag("d1", "1 when it came after its due moment")
_MATTER = code("d2", "matter's number, 0 while nobody has named one")
_HOURS = amount("whole hours since the request was registered", "hours")
_WAITED = amount("whole hours since this waiting began", "hours")
_STAGE = code("d3", "what the request waits or waited for", TITLES[Stage])
_BY = code("d3", "on whose word", TITLES[By])
_OUTCOME = code("d3", "what the office says of it", TITLES[Outcome])
_SOLVED = code("d1", "what the resident says of the matter", TITLES[Solved])
_RULE = {"rule": "version of the rule that sets the due moment"}


INTAKE = (
    FactType(
        "case.registered",
        _("Request registered"),
        "A request came in and got its number and receipt; it enters stage 1.",
        columns={
            "channel": code("d1", "how it came in", TITLES[Channel]),
            "matter": _MATTER,
            "danger": code("d3", "danger its words name", TITLES[DangerKind]),
            "on_behalf": flag("d4", "1 when somebody filed it for the resident"),
        },
    ),
    FactType(
        "case.words_added",
        _("Words added"),
        "The resident added words to the request.",
        columns={"matter": _MATTER, "danger": code("d3", "danger the new words name", TITLES[DangerKind])},
    ),
    FactType(
        "case.accepted",
        _("Request accepted"),
        "Intake took the request on and listed its demands.",
        columns={
            "late": _LATE,
            "matter": _MATTER,
            "demands": code("d3", "number of demands listed"),
            "hours": _HOURS,
        },
        payload=_RULE,
    ),
    FactType(
        "case.declined",
        _("Request declined"),
        "The request is not dispatched, for one of six lawful reasons, and the resident has the answer.",
        columns={
            "late": _LATE,
            "matter": _MATTER,
            "reason": code("d3", "lawful reason", TITLES[Decline]),
            "hours": _HOURS,
        },
    ),
    FactType(
        "case.diverted",
        _("Request handed to an emergency service"),
        "The matter was given to 110, 119, 120 or 122 at once.",
        columns={"late": _LATE, "matter": _MATTER, "call": code("d3", "number called"), "hours": _HOURS},
    ),
    FactType(
        "case.withdrawn",
        _("Request withdrawn"),
        "The request ended because it is no longer wanted.",
        columns={"late": _LATE, "matter": _MATTER, "by": _BY, "hours": _HOURS},
    ),
    FactType(
        "case.recategorised",
        _("Matter corrected"),
        "A second person changed the matter after intake.",
        columns={"matter": _MATTER, "before": code("d3", "matter's number before")},
    ),
)

HANDLING = (
    FactType(
        "case.dispatched",
        _("Request dispatched"),
        "A lead unit was named; the path is that unit's.",
        columns={
            "late": _LATE,
            "matter": _MATTER,
            "chosen": code("d3", "where the lead unit came from", TITLES[Chosen]),
            "round": code("d4", "how often this request has been dispatched, from 1"),
        },
        payload={"row": "routing row that fired", **_RULE},
    ),
    FactType(
        "case.acknowledged",
        _("Request acknowledged"),
        "The lead unit took it into its hands.",
        columns={"late": _LATE, "matter": _MATTER, "hours": _WAITED},
        payload=_RULE,
    ),
    FactType(
        "case.read",
        _("Request opened"),
        "Somebody in a post opened the request; once for a request, a post and an hour.",
        columns={"matter": _MATTER},
    ),
    FactType(
        "case.returned",
        _("Request returned"),
        "The unit says, with a reason, that it is not its own. The path is the unit that returned it.",
        columns={
            "late": _LATE,
            "matter": _MATTER,
            "reason": code("d3", "why it is not its own", TITLES[ReturnReason]),
            "bounce": code("d4", "how often this request has been returned, from 1"),
        },
    ),
    FactType("case.noted", _("Note written"), "An internal note.", columns={"matter": _MATTER}),
    FactType(
        "case.contacted",
        _("Resident contacted"),
        "The unit spoke with the resident, or tried to.",
        columns={
            "matter": _MATTER,
            "means": code("d3", "how", TITLES[Means]),
            "reached": flag("d4", "1 when the resident was reached"),
        },
    ),
    FactType(
        "case.asked",
        _("Resident asked"),
        "A question went to the resident; the clock stands still until the answer or the end of its time.",
        columns={"matter": _MATTER},
    ),
    FactType(
        "case.answered",
        _("Resident answered"),
        "The waiting for the resident ended; the clock goes on.",
        columns={
            "matter": _MATTER,
            "answered": flag("d3", "1 with an answer, 0 when the office went on without one"),
            "hours": _WAITED,
        },
    ),
    FactType(
        "case.extension_asked",
        _("Extension asked for"),
        "The unit asks for more time.",
        columns={"matter": _MATTER, "days": amount("days asked for", "working days")},
    ),
    FactType(
        "case.extended",
        _("Extension approved"),
        "Somebody else approved more time; the resident was told why.",
        columns={"late": _LATE, "matter": _MATTER, "days": amount("days granted", "working days")},
        payload={"approver": "post that approved", **_RULE},
    ),
    FactType(
        "case.extension_refused",
        _("Extension refused"),
        "The promised moment stands.",
        columns={"matter": _MATTER},
    ),
    FactType(
        "case.suspended",
        _("Clock suspended"),
        "The unit cannot go on, for a stated reason.",
        columns={"matter": _MATTER, "reason": code("d3", "why the clock stands still", TITLES[Pause])},
    ),
    FactType(
        "case.resumed",
        _("Clock resumed"),
        "The hindrance is gone.",
        columns={"matter": _MATTER, "hours": _WAITED},
    ),
    FactType(
        "case.replied",
        _("Request answered by the unit"),
        "Every listed demand has an answer. What the unit says of it, never that it is solved.",
        columns={
            "late": _LATE,
            "matter": _MATTER,
            "outcome": _OUTCOME,
            "demands": code("d4", "number of demands answered"),
            "hours": _HOURS,
        },
        payload=_RULE,
    ),
)

ENDING = (
    FactType(
        "case.verified",
        _("Answer verified"),
        "Somebody who did not handle it looked whether the answer is true.",
        columns={
            "late": _LATE,
            "matter": _MATTER,
            "result": code("d3", "what the verifier found", TITLES[Check]),
            "hours": _WAITED,
        },
        payload=_RULE,
    ),
    FactType(
        "case.reworked",
        _("Answer sent back"),
        "The verifier found it not done; the unit must do it again.",
        columns={"late": _LATE, "matter": _MATTER, "round": code("d4", "how often sent back, from 1")},
    ),
    FactType(
        "case.closed",
        _("Request closed"),
        "The office ended the request. Whether it is solved only the resident says.",
        columns={
            "late": _LATE,
            "matter": _MATTER,
            "outcome": _OUTCOME,
            "contacted": flag("d4", "1 when the log shows that the resident was reached"),
            "hours": _HOURS,
        },
        payload={"due_on": "day by which it was promised, yyyymmdd", **_RULE},
    ),
    FactType(
        "case.due",
        _("Promised day came"),
        "The promised moment of an accepted request came; late says that no answer stood by then.",
        columns={"late": _LATE, "matter": _MATTER},
    ),
    FactType(
        "case.reopened",
        _("Request reopened"),
        "A request that had left is open again.",
        columns={
            "late": flag("d1", "1 when it had left late"),
            "matter": _MATTER,
            "by": _BY,
            "round": code("d4", "how often reopened, from 1"),
        },
        payload=_RULE,
    ),
    FactType(
        "case.supervised",
        _("Supervision ordered"),
        "An overseer asks the unit for an answer by a day.",
        columns={"matter": _MATTER, "round": code("d4", "how often supervised, from 1")},
        payload=_RULE,
    ),
    FactType(
        "case.supervision_answered",
        _("Supervision answered"),
        "The unit answered the overseer.",
        columns={"late": _LATE, "matter": _MATTER, "hours": _WAITED},
    ),
)

CLOCK = (
    FactType(
        "case.stage_entered",
        _("Stage entered"),
        "The request waits for something new; the path is who must act.",
        columns={"matter": _MATTER, "stage": _STAGE},
        payload=_RULE,
    ),
    FactType(
        "case.stage_passed",
        _("Stage passed"),
        "What the request waited for came, or the request left. The path is who had to act.",
        columns={"late": _LATE, "matter": _MATTER, "stage": _STAGE, "hours": _WAITED},
    ),
    FactType(
        "case.became_overdue",
        _("Request became overdue"),
        "The promised moment passed without an answer.",
        columns={"matter": _MATTER, "stage": _STAGE},
    ),
    FactType(
        "case.overdue_lifted",
        _("No longer overdue here"),
        "An overdue request got more time, or another unit has it now.",
        columns={"matter": _MATTER, "reason": code("d3", "why", TITLES[Lifted])},
    ),
    FactType(
        "case.promise_changed",
        _("Promised moment changed"),
        "A promise to the resident moved, for a stated reason, and the resident was told.",
        columns={
            "matter": _MATTER,
            "reason": code("d3", "why the moment moved", TITLES[Promise]),
            "days": amount("days later; negative when earlier", "calendar days"),
        },
    ),
    FactType(
        "case.reminded",
        _("Reminder sent"),
        "The clock spoke, in working hours.",
        columns={"stage": _STAGE, "matter": _MATTER, "level": code("d4", "how loudly", TITLES[Reminder])},
    ),
)

RESIDENT = (
    FactType(
        "rating.asked",
        _("Resident asked to rate"),
        "The one-time link stands ready for the resident of a closed request.",
        columns={"matter": _MATTER, "outcome": _OUTCOME},
    ),
    FactType(
        "rating.given",
        _("Rating given"),
        "The resident's own answer, through the one-time link only.",
        columns={
            "solved": _SOLVED,
            "matter": _MATTER,
            "contacted": flag("d3", "1 when the resident says that somebody contacted her"),
            "satisfied": flag("d4", "1 when she is satisfied"),
        },
    ),
    FactType(
        "rating.changed",
        _("Rating changed"),
        "The resident changed her answer; the earlier one was reversed.",
        columns={
            "solved": _SOLVED,
            "matter": _MATTER,
            "before": code("d3", "what she said before", TITLES[Solved]),
        },
    ),
    FactType(
        "rating.lapsed",
        _("Rating link expired"),
        "The resident said nothing; the request stays unverified and is never counted as satisfied.",
        columns={"matter": _MATTER},
    ),
    FactType(
        "pressure.reported",
        _("Pressure reported"),
        "A resident says that somebody put her under pressure; goes to an office outside the chain.",
        columns={"matter": _MATTER},
        payload=_RULE,
    ),
    FactType(
        "pressure.acknowledged",
        _("Pressure report taken up"),
        "The office outside the chain took the report up.",
        columns={"late": _LATE, "matter": _MATTER, "hours": _WAITED},
    ),
    FactType(
        "case.access_frozen",
        _("Access frozen"),
        "A unit and all below it can no longer open the request. The path is that unit's.",
        columns={"matter": _MATTER},
    ),
    FactType(
        "case.recused",
        _("Stepped back"),
        "Somebody in a post stepped back from the request because of an interest of their own.",
        columns={"matter": _MATTER},
    ),
)

TABLES = (
    FactType(
        "routing.set",
        _("Routing changed"),
        "A row of the routing table was added or changed.",
        columns={"matter": _MATTER},
        payload={"row": "routing row", "lead": "lead unit's path"},
    ),
    FactType(
        "routing.office_set",
        _("Office put in charge"),
        "An office was put in charge of a duty (e.g. intake) for a place; the path is its own.",
        columns={"duty": code("d3", "what for", TITLES[Duty])},
    ),
    FactType(
        "routing.ended",
        _("Routing row ended"),
        "A row of the routing table no longer fires.",
        columns={"matter": _MATTER},
        payload={"row": "routing row"},
    ),
    FactType(
        "standard_reply.set",
        _("Standard reply changed"),
        "A standard reply was written or changed.",
        columns={"matter": _MATTER},
    ),
)

declare(*INTAKE, *HANDLING, *ENDING, *CLOCK, *RESIDENT, *TABLES)
