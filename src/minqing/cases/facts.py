"""
What can happen to a request: the catalogue of fact kinds, with the columns that figures read.

Conventions over all kinds: ``d1`` says late where something was due, ``d2`` is the matter's number (0 while nobody
has named one), ``d3`` the code that tells the kinds of this event apart, ``d4`` a second one, ``qty`` an amount.
``org_path`` is the unit that held the request at that moment, ``place_path`` where the matter lies. Codes are those
of :mod:`minqing.cases.codes`.

*Leaving* facts take a request out of the open stock: closed, declined, diverted, withdrawn, merged. Each carries
``late``: the answer that stood when it left came after the promised moment (or there was none, and the moment had
passed). A request that leaves late, or is answered late, has always become overdue first. So, at any moment:

* open             = registered + reopened - leaving
* open at a unit   = registered + stage_entered - stage_passed  (registering enters stage 1)
* in one stage     = the same, filtered by stage
* overdue and open = became_overdue - overdue_lifted - leaving{late}
* on time          = leaving by closing{not late} / (closed + overdue and open)
* unverified       = rating.asked - rating.given that still stands

A resident who changes a rating: the earlier ``rating.given`` is reversed, a new one recorded, and ``rating.changed``
says that it happened.
"""

from django.utils.translation import gettext_lazy as _

from minqing.ledger.facts import Column, FactType, declare

_LATE = Column("d1", kind="flag", meaning=_("1 when it came after its due moment"))
_MATTER = Column("d2", kind="code", meaning=_("matter's number, 0 while nobody has named one"))
_HOURS = Column("qty", kind="amount", unit="hours", meaning=_("whole hours since the request was registered"))
_WAITED = Column("qty", kind="amount", unit="hours", meaning=_("whole hours since this waiting began"))
_STAGE = Column("d3", kind="code", meaning=_("stage: 1 accept 2 dispatch 3 acknowledge 4 handle 5 verify 6 close"))
_BY = Column("d3", kind="code", meaning=_("on whose word: 1 resident, 2 office"))
_RULE = {"rule": _("version of the rule that sets the due moment")}


def _code(column: str, meaning: object) -> Column:
    return Column(column, kind="code", meaning=meaning)


def _flag(column: str, meaning: object) -> Column:
    return Column(column, kind="flag", meaning=meaning)


def _amount(unit: str, meaning: object) -> Column:
    return Column("qty", kind="amount", unit=unit, meaning=meaning)


INTAKE = (
    FactType(
        "case.registered",
        _("Request registered"),
        _("A request came in and got its number and receipt; it enters stage 1."),
        columns={
            "channel": _code("d1", _("1 door code, 2 counter, 3 hotline, 4 grid worker, 5 other system, 6 county page")),
            "matter": _MATTER,
            "danger": _code("d3", _("kind of danger its words name, 0 for none")),
            "on_behalf": _flag("d4", _("1 when somebody filed it for the resident")),
        },
    ),
    FactType(
        "case.words_added",
        _("Words added"),
        _("The resident added words to the request."),
        columns={"matter": _MATTER, "danger": _code("d3", _("kind of danger the new words name, 0 for none"))},
    ),
    FactType(
        "case.accepted",
        _("Request accepted"),
        _("Intake took the request on and listed its demands."),
        columns={
            "late": _LATE,
            "matter": _MATTER,
            "demands": _code("d3", _("number of demands listed")),
            "hours": _HOURS,
        },
        payload=_RULE,
    ),
    FactType(
        "case.declined",
        _("Request declined"),
        _("The request is not dispatched, for one of six lawful reasons, and the resident has the answer."),
        columns={
            "late": _LATE,
            "matter": _MATTER,
            "reason": _code("d3", _("1 emergency 2 legal channel 3 same matter 4 secret or private 5 no duty 6 illegal")),
            "hours": _HOURS,
        },
    ),
    FactType(
        "case.diverted",
        _("Request handed to an emergency service"),
        _("The matter was given to 110, 119, 120 or 122 at once."),
        columns={"late": _LATE, "matter": _MATTER, "call": _code("d3", _("number called")), "hours": _HOURS},
    ),
    FactType(
        "case.withdrawn",
        _("Request withdrawn"),
        _("The request ended because it is no longer wanted."),
        columns={"late": _LATE, "matter": _MATTER, "by": _BY, "hours": _HOURS},
    ),
    FactType(
        "case.merged",
        _("Request merged"),
        _("The request goes on under an earlier one about the same matter; its resident follows that one."),
        columns={"late": _LATE, "matter": _MATTER, "hours": _HOURS},
        payload={"into": _("reference of the request it goes on under")},
    ),
    FactType(
        "case.recategorised",
        _("Matter corrected"),
        _("A second person changed the matter after intake."),
        columns={"matter": _MATTER, "before": _code("d3", _("matter's number before"))},
    ),
)

HANDLING = (
    FactType(
        "case.dispatched",
        _("Request dispatched"),
        _("A lead unit was named; the path is that unit's."),
        columns={
            "late": _LATE,
            "matter": _MATTER,
            "chosen": _code("d3", _("1 as the routing table suggests, 2 by hand, 3 decided by the overseer")),
            "round": _code("d4", _("how often this request has been dispatched, from 1")),
        },
        payload={"row": _("routing row that fired"), **_RULE},
    ),
    FactType(
        "case.acknowledged",
        _("Request acknowledged"),
        _("The lead unit took it into its hands."),
        columns={"late": _LATE, "matter": _MATTER, "hours": _WAITED},
        payload=_RULE,
    ),
    FactType(
        "case.read",
        _("Request opened"),
        _("Somebody in a post opened the request; once for a request, a post and an hour."),
        columns={"matter": _MATTER},
    ),
    FactType(
        "case.returned",
        _("Request returned"),
        _("The unit says, with a reason, that it is not its own. The path is the unit that returned it."),
        columns={
            "late": _LATE,
            "matter": _MATTER,
            "reason": _code("d3", _("1 another unit, 2 another place, 3 off the list of duties, 4 unclear")),
            "bounce": _code("d4", _("how often this request has been returned, from 1")),
        },
    ),
    FactType("case.noted", _("Note written"), _("An internal note."), columns={"matter": _MATTER}),
    FactType(
        "case.contacted",
        _("Resident contacted"),
        _("The unit spoke with the resident, or tried to."),
        columns={
            "matter": _MATTER,
            "means": _code("d3", _("1 phone 2 visit 3 message 4 counter")),
            "reached": _flag("d4", _("1 when the resident was reached")),
        },
    ),
    FactType(
        "case.asked",
        _("Resident asked"),
        _("A question went to the resident; the clock stands still until the answer or the end of its time."),
        columns={"matter": _MATTER},
    ),
    FactType(
        "case.answered",
        _("Resident answered"),
        _("The waiting for the resident ended; the clock goes on."),
        columns={
            "matter": _MATTER,
            "answered": _flag("d3", _("1 with an answer, 0 when the office went on without one")),
            "hours": _WAITED,
        },
    ),
    FactType(
        "case.extension_asked",
        _("Extension asked for"),
        _("The unit asks for more time."),
        columns={"matter": _MATTER, "days": _amount("working days", _("days asked for"))},
    ),
    FactType(
        "case.extended",
        _("Extension approved"),
        _("Somebody else approved more time; the resident was told why."),
        columns={"late": _LATE, "matter": _MATTER, "days": _amount("working days", _("days granted"))},
        payload={"approver": _("post that approved"), **_RULE},
    ),
    FactType(
        "case.extension_refused",
        _("Extension refused"),
        _("The promised moment stands."),
        columns={"matter": _MATTER},
    ),
    FactType(
        "case.suspended",
        _("Clock suspended"),
        _("The unit cannot go on, for a stated reason."),
        columns={"matter": _MATTER, "reason": _code("d3", _("2 weather 3 parts 4 lawful procedure 5 resident away"))},
    ),
    FactType(
        "case.resumed",
        _("Clock resumed"),
        _("The hindrance is gone."),
        columns={"matter": _MATTER, "hours": _WAITED},
    ),
    FactType(
        "case.replied",
        _("Request answered by the unit"),
        _("Every listed demand has an answer. What the unit says of it, never that it is solved."),
        columns={
            "late": _LATE,
            "matter": _MATTER,
            "outcome": _code("d3", _("1 handled 2 explained 3 not now 4 not within duty")),
            "demands": _code("d4", _("number of demands answered")),
            "hours": _HOURS,
        },
        payload=_RULE,
    ),
)

ENDING = (
    FactType(
        "case.verified",
        _("Answer verified"),
        _("Somebody who did not handle it looked whether the answer is true."),
        columns={
            "late": _LATE,
            "matter": _MATTER,
            "result": _code("d3", _("1 done as answered, 2 partly, 3 resident not reached")),
            "hours": _WAITED,
        },
        payload=_RULE,
    ),
    FactType(
        "case.reworked",
        _("Answer sent back"),
        _("The verifier found it not done; the unit must do it again."),
        columns={"late": _LATE, "matter": _MATTER, "round": _code("d4", _("how often sent back, from 1"))},
    ),
    FactType(
        "case.closed",
        _("Request closed"),
        _("The office ended the request. Whether it is solved only the resident says."),
        columns={
            "late": _LATE,
            "matter": _MATTER,
            "outcome": _code("d3", _("1 handled 2 explained 3 not now 4 not within duty")),
            "contacted": _flag("d4", _("1 when the log shows that the resident was reached")),
            "hours": _HOURS,
        },
        payload={"due_on": _("day by which it was promised, yyyymmdd"), **_RULE},
    ),
    FactType(
        "case.due",
        _("Promised day came"),
        _("The promised day of a request came; counted once for each promise that stood on its day."),
        columns={"matter": _MATTER},
    ),
    FactType(
        "case.reopened",
        _("Request reopened"),
        _("A request that had left is open again."),
        columns={
            "late": _flag("d1", _("1 when it had left late")),
            "matter": _MATTER,
            "by": _BY,
            "round": _code("d4", _("how often reopened, from 1")),
        },
        payload=_RULE,
    ),
    FactType(
        "case.supervised",
        _("Supervision ordered"),
        _("An overseer asks the unit for an answer by a day."),
        columns={"matter": _MATTER, "round": _code("d4", _("how often supervised, from 1"))},
        payload=_RULE,
    ),
    FactType(
        "case.supervision_answered",
        _("Supervision answered"),
        _("The unit answered the overseer."),
        columns={"late": _LATE, "matter": _MATTER, "hours": _WAITED},
    ),
)

CLOCK = (
    FactType(
        "case.stage_entered",
        _("Stage entered"),
        _("The request waits for something new; the path is who must act."),
        columns={"matter": _MATTER, "stage": _STAGE},
        payload=_RULE,
    ),
    FactType(
        "case.stage_passed",
        _("Stage passed"),
        _("What the request waited for came, or the request left. The path is who had to act."),
        columns={"late": _LATE, "matter": _MATTER, "stage": _STAGE, "hours": _WAITED},
    ),
    FactType(
        "case.became_overdue",
        _("Request became overdue"),
        _("The promised moment passed without an answer."),
        columns={"matter": _MATTER, "stage": _STAGE},
    ),
    FactType(
        "case.overdue_lifted",
        _("No longer overdue here"),
        _("An overdue request got more time, or another unit has it now."),
        columns={"matter": _MATTER, "reason": _code("d3", _("1 extended, 2 moved to another unit"))},
    ),
    FactType(
        "case.promise_changed",
        _("Promised moment changed"),
        _("A promise to the resident moved, for a stated reason, and the resident was told."),
        columns={
            "matter": _MATTER,
            "reason": _code("d3", _("1 calendar settled 2 extended 3 clock stood still 4 reopened 5 longer limit by law")),
            "days": _amount("calendar days", _("days later; negative when earlier")),
        },
    ),
    FactType(
        "case.reminded",
        _("Reminder sent"),
        _("The clock spoke, in working hours."),
        columns={"stage": _STAGE, "matter": _MATTER, "level": _code("d4", _("1 due soon 2 overdue 3 head informed"))},
    ),
)

RESIDENT = (
    FactType(
        "rating.asked",
        _("Resident asked to rate"),
        _("The one-time link stands ready for the resident of a closed request."),
        columns={"matter": _MATTER, "outcome": _code("d3", _("outcome it was closed with"))},
    ),
    FactType(
        "rating.given",
        _("Rating given"),
        _("The resident's own answer, through the one-time link only."),
        columns={
            "solved": _code("d1", _("1 solved 2 partly 3 not")),
            "matter": _MATTER,
            "contacted": _flag("d3", _("1 when the resident says that somebody contacted her")),
            "satisfied": _flag("d4", _("1 when she is satisfied")),
        },
    ),
    FactType(
        "rating.changed",
        _("Rating changed"),
        _("The resident changed her answer; the earlier one was reversed."),
        columns={
            "solved": _code("d1", _("1 solved 2 partly 3 not, now")),
            "matter": _MATTER,
            "before": _code("d3", _("1 solved 2 partly 3 not, before")),
        },
    ),
    FactType(
        "rating.lapsed",
        _("Rating link expired"),
        _("The resident said nothing; the request stays unverified and is never counted as satisfied."),
        columns={"matter": _MATTER},
    ),
    FactType(
        "pressure.reported",
        _("Pressure reported"),
        _("A resident says that somebody put her under pressure; goes to an office outside the chain."),
        columns={"matter": _MATTER},
        payload=_RULE,
    ),
    FactType(
        "pressure.acknowledged",
        _("Pressure report taken up"),
        _("The office outside the chain took the report up."),
        columns={"late": _LATE, "matter": _MATTER, "hours": _WAITED},
    ),
    FactType(
        "case.access_frozen",
        _("Access frozen"),
        _("A unit and all below it can no longer open the request. The path is that unit's."),
        columns={"matter": _MATTER},
    ),
    FactType(
        "case.recused",
        _("Stepped back"),
        _("Somebody in a post stepped back from the request because of an interest of their own."),
        columns={"matter": _MATTER},
    ),
)

TABLES = (
    FactType(
        "routing.set",
        _("Routing changed"),
        _("A row of the routing table was added or changed."),
        columns={"matter": _MATTER},
        payload={"row": _("routing row"), "lead": _("lead unit's path")},
    ),
    FactType(
        "routing.ended",
        _("Routing row ended"),
        _("A row of the routing table no longer fires."),
        columns={"matter": _MATTER},
        payload={"row": _("routing row")},
    ),
    FactType(
        "standard_reply.set",
        _("Standard reply changed"),
        _("A standard reply was written or changed."),
        columns={"matter": _MATTER},
    ),
)

declare(*INTAKE, *HANDLING, *ENDING, *CLOCK, *RESIDENT, *TABLES)
