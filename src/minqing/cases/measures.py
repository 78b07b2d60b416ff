"""
What requests are measured by, read straight from facts. One declaration, one question, one worked example.

A share keeps its part and its whole apart until the screen. Whether something is solved only the resident says; the
one who says nothing is *unverified*, never satisfied.
"""

from collections.abc import Mapping
from typing import Any

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from minqing.ledger.declaring import declare_measures
from minqing.ledger.measures import Better, Given, Measure, Tally

from .codes import TITLES, By, Solved, Stage
from .measuring import (
    LATE_WITHDRAWALS,
    OPEN_STOCK,
    OVERDUE_STOCK,
    UNANSWERED_STOCK,
    count,
    in_time,
    share,
    term,
)

REGISTERED = count(
    "registered",
    _("Requests registered"),
    _("How many requests came in?"),
    [term("case.registered")],
    counts=_("Requests by the day they came in, whatever became of them."),
    misleads=_("Many requests may be much trouble, or much trust. It ranks no place."),
    given=[Given("case.registered", times=3), Given("case.registered", times=2, when="before")],
    gives=3,
)
OPEN = count(
    "open",
    _("Open requests"),
    _("How many requests were open at the end?"),
    OPEN_STOCK,
    counts=_("Registered or reopened and not yet closed, declined, diverted or withdrawn, at the end of the period."),
    misleads=_("It does not say for how long they have been open: ten of yesterday and ten of last year count alike."),
    given=[
        Given("case.registered", times=4, when="before"),
        Given("case.registered", times=3),
        Given("case.closed", times=2),
        Given("case.declined", times=1),
        Given("case.reopened", times=1),
        Given("case.registered", times=5, when="after"),
    ],
    gives=5,
)
OVERDUE = count(
    "overdue",
    _("Overdue and open"),
    _("How many open requests were past their promise at the end?"),
    OVERDUE_STOCK,
    counts=_("The promised moment has passed, and the request is still open, answered late or not at all."),
    misleads=_("It falls when late requests leave without an answer as well. Read it beside those withdrawn late."),
    given=[
        Given("case.became_overdue", times=5, when="before"),
        Given("case.overdue_lifted", times=1),
        Given("case.closed", {"late": 1}, 2),
        Given("case.closed", {"late": 0}, 6),
    ],
    gives=2,
)
ON_TIME = share(
    "on_time",
    _("Answered on time (open ones past their day count)"),
    _("Of the requests closed in the period and those open past their promise, how many were answered in time?"),
    [term("case.closed", late=0)],
    [term("case.closed"), *OVERDUE_STOCK, LATE_WITHDRAWALS],
    counts=_(
        "Closed on time ÷ (closed + overdue and open at the end + late and withdrawn on the office's word). "
        "What lies unanswered counts against it."
    ),
    misleads=_("A request that is reopened and closed again counts twice."),
    given=[
        Given("case.became_overdue", times=4, when="before"),
        Given("case.closed", {"late": 0}, 8),
        Given("case.closed", {"late": 1}, 1),
        Given("case.withdrawn", {"late": 1, "by": By.OFFICE}, 1),
    ],
    gives=Tally(8, 12),
    source="ADR 0022, ADR 0058",
)
DUE_CLOSED = share(
    "due_closed",
    _("Answered among those due (DC-05)"),
    _("Of the requests whose promised day fell in the period, how many had their answer by then?"),
    [term("case.due", late=0)],
    [term("case.due")],
    counts=_("By the day on which it was due, not by the day it came in or was closed."),
    misleads=_("Near its ceiling it measures nothing; read it beside what residents say."),
    given=[Given("case.due", {"late": 0}, 737), Given("case.due", {"late": 1}, 235)],
    gives=Tally(737, 972),
    source="GB/T 30428.8, DC-05; 天门 2016-12: 737 ÷ 972 = 75.82 %",
)
ANSWERED = share(
    "answered",
    _("Asked residents who answered"),
    _("Of the residents asked, how many said whether it is solved?"),
    [term("rating.given")],
    [term("rating.asked")],
    counts=_("Answers and askings of the period; an answer may come in a later period than its asking."),
    misleads=_("Those who answer may think otherwise than those who keep silent; few answers do not speak for all."),
    given=[Given("rating.asked", times=10), Given("rating.given", times=4)],
    gives=Tally(4, 10),
)
UNVERIFIED = share(
    "unverified",
    _("Closed and never verified by the resident"),
    _("Of all residents ever asked, how many have said nothing?"),
    UNANSWERED_STOCK,
    [term("rating.asked", stock=True)],
    counts=_("Askings up to the end of the period without an answer. Silence is not satisfaction."),
    misleads=_("It counts from the first day on: what was done better lately hardly shows in it."),
    given=[
        Given("rating.asked", times=6, when="before"),
        Given("rating.asked", times=4),
        Given("rating.given", times=7),
    ],
    gives=Tally(3, 10),
    better=Better.LOWER,
)


SAID: Mapping[Solved, Any] = {
    Solved.YES: _("Residents who say it is solved"),
    Solved.PARTLY: _("Residents who say it is partly solved"),
    Solved.NO: _("Residents who say it is not solved"),
}


def _says(answer: Solved, better: Better) -> Measure:
    return share(
        {Solved.YES: "solved", Solved.PARTLY: "partly_solved", Solved.NO: "not_solved"}[answer],
        SAID[answer],
        _("Of the residents who answered, how many said this?"),
        [term("rating.given", solved=answer)],
        [term("rating.given")],
        counts=_("Only the resident's own word, through the one-time link; a changed answer counts as it stands."),
        misleads=_("Always read it with the number asked and answered; few answers say little."),
        given=[Given("rating.given", {"solved": answer}, 6), Given("rating.given", {"solved": answer % 3 + 1}, 2)],
        gives=Tally(6, 8),
        better=better,
        told_with="" if answer is Solved.YES else "cases.solved",
    )


SATISFIED = share(
    "satisfied",
    _("Residents who say they are satisfied"),
    _("Of the residents who answered, how many are satisfied?"),
    [term("rating.given", satisfied=1)],
    [term("rating.given")],
    counts=_("The resident's own word. Nobody's pay or standing may hang on it."),
    misleads=_("Satisfied and solved are two things; below thirty answers it says nothing about a unit."),
    given=[Given("rating.given", {"satisfied": 1}, 9), Given("rating.given", {"satisfied": 0}, 3)],
    gives=Tally(9, 12),
)
BOUNCED = share(
    "bounced",
    _("Requests that units returned as not theirs"),
    _("Of the requests handed out, how many came back as not our own?"),
    [term("case.returned")],
    [term("case.dispatched")],
    counts=_("Each return and each dispatch counts; the unit is the one that returned, or that was given it."),
    misleads=_("A return may be right, the handing out wrong; and what comes back may be of an earlier period."),
    given=[Given("case.dispatched", times=20), Given("case.returned", times=3)],
    gives=Tally(3, 20),
    better=Better.LOWER,
    source="DC-09",
)
REWORKED = share(
    "reworked",
    _("Answers sent back to be done again"),
    _("Of the answers given, how many did the verifier send back?"),
    [term("case.reworked")],
    [term("case.replied")],
    counts=_("Each answer and each sending back counts."),
    misleads=_("Whoever looks more closely sends back more. A low number may be a verifier who waves through."),
    given=[Given("case.replied", times=12), Given("case.reworked", times=2)],
    gives=Tally(2, 12),
    better=Better.LOWER,
    source="DC-06",
)
REOPENED = share(
    "reopened",
    _("Requests reopened after closing"),
    _("How many were reopened, beside those closed in the period?"),
    [term("case.reopened")],
    [term("case.closed")],
    counts=_("Reopenings of the period; the closing may lie earlier."),
    misleads=_(
        "With few closings and many old ones reopened it goes beyond 100 %. Low may mean that people have given up."
    ),
    given=[Given("case.closed", times=10), Given("case.reopened", times=1)],
    gives=Tally(1, 10),
    better=Better.LOWER,
)
WITHDRAWN_BY_OFFICE = share(
    "withdrawn_by_office",
    _("Withdrawals on the office's word"),
    _("Of the requests withdrawn, how many did the office withdraw because the resident was said to want it?"),
    [term("case.withdrawn", by=By.OFFICE)],
    [term("case.withdrawn")],
    counts=_("Withdrawals of the period. Nobody was asked whether the matter is solved."),
    misleads=_("Many of them at one unit, or late ones, are a reason to ring the residents; one alone is none."),
    given=[Given("case.withdrawn", {"by": By.OFFICE}, 2), Given("case.withdrawn", {"by": By.RESIDENT}, 3)],
    gives=Tally(2, 5),
    better=Better.LOWER,
)
WITHDRAWN_LATE = count(
    "withdrawn_late",
    _("Requests late and withdrawn on the office's word"),
    _("How many requests were withdrawn by the office after their promised moment, without an answer in time?"),
    [LATE_WITHDRAWALS],
    counts=_("They stay in the whole of “on time”: a late request does not become punctual by being withdrawn."),
    misleads=_("None of them does not mean that all were answered in time: late ones may lie open."),
    given=[
        Given("case.withdrawn", {"late": 1, "by": By.OFFICE}, 2),
        Given("case.withdrawn", {"late": 1, "by": By.RESIDENT}, 1),
        Given("case.withdrawn", {"late": 0, "by": By.OFFICE}, 4),
    ],
    gives=2,
)
EXTENDED = share(
    "extended",
    _("Promised days that were extended"),
    _("How many extensions were approved, beside the requests that came due?"),
    [term("case.extended")],
    [term("case.due")],
    counts=_("Approved extensions of the period."),
    misleads=_(
        "An extension moves the promised day: where there are many, “on time” looks better than residents find it."
    ),
    given=[Given("case.due", times=10), Given("case.extended", times=2)],
    gives=Tally(2, 10),
    better=Better.LOWER,
    source="DC-07",
)
RECATEGORISED = share(
    "recategorised",
    _("Requests whose matter was corrected"),
    _("How often was the matter changed after intake?"),
    [term("case.recategorised")],
    [term("case.accepted")],
    counts=_("Each change by a second person."),
    misleads=_("It may mean careless intake, or careful looking afterwards."),
    given=[Given("case.accepted", times=10), Given("case.recategorised", times=1)],
    gives=Tally(1, 10),
    better=Better.NEITHER,
)
PRESSURE = count(
    "pressure",
    _("How many reports of pressure"),
    _("How many residents said that somebody put them under pressure?"),
    [term("pressure.reported")],
    counts=_("Reports by the day they came in, under the office outside the chain."),
    misleads=_("No report does not mean no pressure: whoever is afraid says nothing."),
    given=[Given("pressure.reported", times=2)],
    gives=2,
)
_STAGE_KEYS = {stage: f"{stage.name.lower()}_stage_in_time" for stage in Stage}
STAGES = tuple(
    in_time(
        _STAGE_KEYS[stage],
        format_lazy(_("The stage “{stage}” passed in time"), stage=TITLES[Stage][stage]),
        _("Of what passed this stage in the period, how much was in time?"),
        "case.stage_passed",
        stage=stage,
    )
    for stage in Stage
)
ACCEPTED_IN_TIME = in_time(
    "accepted_in_time",
    _("Requests accepted in time"),
    _("Of the requests accepted, how many were in time?"),
    "case.accepted",
)
ACKNOWLEDGED_IN_TIME = in_time(
    "acknowledged_in_time",
    _("Requests acknowledged in time"),
    _("Of the requests acknowledged, how many were in time?"),
    "case.acknowledged",
)
VERIFIED_IN_TIME = in_time(
    "verified_in_time",
    _("Answers verified in time"),
    _("Of the answers verified, how many were in time?"),
    "case.verified",
)
SOLVED, PARTLY, NOT_SOLVED = (
    _says(Solved.YES, Better.HIGHER),
    _says(Solved.PARTLY, Better.NEITHER),
    _says(Solved.NO, Better.LOWER),
)

declare_measures(
    REGISTERED,
    OPEN,
    OVERDUE,
    ON_TIME,
    DUE_CLOSED,
    ANSWERED,
    UNVERIFIED,
    SOLVED,
    PARTLY,
    NOT_SOLVED,
    SATISFIED,
    BOUNCED,
    REWORKED,
    REOPENED,
    WITHDRAWN_BY_OFFICE,
    WITHDRAWN_LATE,
    EXTENDED,
    RECATEGORISED,
    PRESSURE,
    ACCEPTED_IN_TIME,
    ACKNOWLEDGED_IN_TIME,
    VERIFIED_IN_TIME,
    *STAGES,
)
