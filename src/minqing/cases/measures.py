"""
What requests are measured by, read straight from facts. One declaration, one question, one worked example.

A share keeps its part and its whole apart until the screen. Whether something is solved only the resident says; the
one who says nothing is *unverified*, never satisfied.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from minqing.ledger.measures import Better, Given, Measure, Tally, Term, Worked, declare_measures

from . import facts  # noqa: F401  # measures name declared kinds
from .codes import TITLES, Solved, Stage

_SMALL = _("Small places: below rule MQ-K the number points at single residents and is not shown in public.")
_LEAVING = ("case.closed", "case.declined", "case.diverted", "case.withdrawn")


def _term(fact: str, *, sign: int = 1, stock: bool = False, **where: int) -> Term:
    return Term(fact, where, sign=sign, until_end=stock)


def _in_period(fact: str, where: Mapping[str, int]) -> Term:
    return Term(fact, where)


_OPEN = (
    _term("case.registered", stock=True),
    _term("case.reopened", stock=True),
    *(_term(kind, sign=-1, stock=True) for kind in _LEAVING),
)
_OVERDUE = (
    _term("case.became_overdue", stock=True),
    _term("case.overdue_lifted", sign=-1, stock=True),
    *(_term(kind, sign=-1, stock=True, late=1) for kind in _LEAVING),
)
_UNANSWERED = (_term("rating.asked", stock=True), _term("rating.given", sign=-1, stock=True))


def _count(
    key: str, title: Any, question: Any, part: Sequence[Term], *, counts: Any, given: Sequence[Given], gives: int
) -> Measure:
    return Measure(
        key=f"cases.{key}",
        title=title,
        question=question,
        unit="件",
        part=tuple(part),
        counts=counts,
        misleads=_SMALL,
        worked=Worked(given, Tally(gives, 0)),
    )


def _share(
    key: str,
    title: Any,
    question: Any,
    part: Sequence[Term],
    whole: Sequence[Term],
    *,
    counts: Any,
    misleads: Any = _SMALL,
    given: Sequence[Given],
    gives: Tally,
    better: Better = Better.HIGHER,
    source: str = "",
) -> Measure:
    return Measure(
        key=f"cases.{key}",
        title=title,
        question=question,
        unit="%",
        part=tuple(part),
        whole=tuple(whole),
        counts=counts,
        misleads=misleads,
        worked=Worked(given, gives),
        better=better,
        source=source,
    )


def _in_time(key: str, title: Any, question: Any, fact: str, **where: int) -> Measure:
    return _share(
        key,
        title,
        question,
        [_in_period(fact, {"late": 0, **where})],
        [_in_period(fact, where)],
        counts=_("What was done in the period. What still waits is not in it; see the open stock."),
        given=[Given(fact, {"late": 0, **where}, 7), Given(fact, {"late": 1, **where}, 3)],
        gives=Tally(7, 10),
    )


REGISTERED = _count(
    "registered",
    _("Requests registered"),
    _("How many requests came in?"),
    [_term("case.registered")],
    counts=_("Requests by the day they came in, whatever became of them."),
    given=[Given("case.registered", times=3), Given("case.registered", times=2, when="before")],
    gives=3,
)
OPEN = _count(
    "open",
    _("Open requests"),
    _("How many requests were open at the end?"),
    _OPEN,
    counts=_("Registered or reopened and not yet closed, declined, diverted or withdrawn, at the end of the period."),
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
OVERDUE = _count(
    "overdue",
    _("Overdue and open"),
    _("How many open requests were past their promise at the end?"),
    _OVERDUE,
    counts=_("The promised moment has passed, and the request is still open, answered late or not at all."),
    given=[
        Given("case.became_overdue", times=5, when="before"),
        Given("case.overdue_lifted", times=1),
        Given("case.closed", {"late": 1}, 2),
        Given("case.closed", {"late": 0}, 6),
    ],
    gives=2,
)
ON_TIME = _share(
    "on_time",
    _("On time"),
    _("Of the requests closed in the period and those open past their promise, how many were answered in time?"),
    [_term("case.closed", late=0)],
    [_term("case.closed"), *_OVERDUE],
    counts=_("Closed on time ÷ (closed + overdue and open at the end). What lies unanswered counts against it."),
    misleads=_("A request that is reopened and closed again counts twice."),
    given=[
        Given("case.became_overdue", times=3, when="before"),
        Given("case.closed", {"late": 0}, 8),
        Given("case.closed", {"late": 1}, 1),
    ],
    gives=Tally(8, 11),
    source="fact_kinds: closed on time ÷ (closed + open overdue)",
)
DUE_CLOSED = _share(
    "due_closed",
    _("Answered among those due (DC-05)"),
    _("Of the requests whose promised day fell in the period, how many had their answer by then?"),
    [_term("case.due", late=0)],
    [_term("case.due")],
    counts=_("By the day on which it was due, not by the day it came in or was closed."),
    misleads=_("Near its ceiling it measures nothing; read it beside what residents say."),
    given=[Given("case.due", {"late": 0}, 737), Given("case.due", {"late": 1}, 235)],
    gives=Tally(737, 972),
    source="GB/T 30428.8, DC-05; 天门 2016-12: 737 ÷ 972 = 75.82 %",
)
ANSWERED = _share(
    "answered",
    _("Residents who answered"),
    _("Of the residents asked, how many said whether it is solved?"),
    [_term("rating.given")],
    [_term("rating.asked")],
    counts=_("Answers and askings of the period; an answer may come in a later period than its asking."),
    given=[Given("rating.asked", times=10), Given("rating.given", times=4)],
    gives=Tally(4, 10),
)
UNVERIFIED = _share(
    "unverified",
    _("Unverified"),
    _("Of all residents ever asked, how many have said nothing?"),
    _UNANSWERED,
    [_term("rating.asked", stock=True)],
    counts=_("Askings up to the end of the period without an answer. Silence is not satisfaction."),
    given=[
        Given("rating.asked", times=6, when="before"),
        Given("rating.asked", times=4),
        Given("rating.given", times=7),
    ],
    gives=Tally(3, 10),
    better=Better.LOWER,
)


def _says(answer: Solved, better: Better) -> Measure:
    return _share(
        {Solved.YES: "solved", Solved.PARTLY: "partly_solved", Solved.NO: "not_solved"}[answer],
        TITLES[Solved][answer],
        _("Of the residents who answered, how many said this?"),
        [_term("rating.given", solved=answer)],
        [_term("rating.given")],
        counts=_("Only the resident's own word, through the one-time link; a changed answer counts as it stands."),
        misleads=_("Always read it with the number asked and answered; few answers say little."),
        given=[Given("rating.given", {"solved": answer}, 6), Given("rating.given", {"solved": answer % 3 + 1}, 2)],
        gives=Tally(6, 8),
        better=better,
    )


SATISFIED = _share(
    "satisfied",
    _("Satisfied"),
    _("Of the residents who answered, how many are satisfied?"),
    [_term("rating.given", satisfied=1)],
    [_term("rating.given")],
    counts=_("The resident's own word. Nobody's pay or standing may hang on it."),
    misleads=_("Satisfied and solved are two things; below thirty answers it says nothing about a unit."),
    given=[Given("rating.given", {"satisfied": 1}, 9), Given("rating.given", {"satisfied": 0}, 3)],
    gives=Tally(9, 12),
)
BOUNCED = _share(
    "bounced",
    _("Returned"),
    _("Of the requests handed out, how many came back as not our own?"),
    [_term("case.returned")],
    [_term("case.dispatched")],
    counts=_("Each return and each dispatch counts; the unit is the one that returned, or that was given it."),
    given=[Given("case.dispatched", times=20), Given("case.returned", times=3)],
    gives=Tally(3, 20),
    better=Better.LOWER,
    source="DC-09",
)
REWORKED = _share(
    "reworked",
    _("Sent back"),
    _("Of the answers given, how many did the verifier send back?"),
    [_term("case.reworked")],
    [_term("case.replied")],
    counts=_("Each answer and each sending back counts."),
    given=[Given("case.replied", times=12), Given("case.reworked", times=2)],
    gives=Tally(2, 12),
    better=Better.LOWER,
    source="DC-06",
)
REOPENED = _share(
    "reopened",
    _("Reopened"),
    _("How many were reopened, beside those closed in the period?"),
    [_term("case.reopened")],
    [_term("case.closed")],
    counts=_("Reopenings of the period; the closing may lie earlier."),
    given=[Given("case.closed", times=10), Given("case.reopened", times=1)],
    gives=Tally(1, 10),
    better=Better.LOWER,
)
EXTENDED = _share(
    "extended",
    _("Extended"),
    _("How many extensions were approved, beside the requests that came due?"),
    [_term("case.extended")],
    [_term("case.due")],
    counts=_("Approved extensions of the period."),
    given=[Given("case.due", times=10), Given("case.extended", times=2)],
    gives=Tally(2, 10),
    better=Better.LOWER,
    source="DC-07",
)
RECATEGORISED = _share(
    "recategorised",
    _("Matter corrected"),
    _("How often was the matter changed after intake?"),
    [_term("case.recategorised")],
    [_term("case.accepted")],
    counts=_("Each change by a second person."),
    given=[Given("case.accepted", times=10), Given("case.recategorised", times=1)],
    gives=Tally(1, 10),
    better=Better.NEITHER,
)
PRESSURE = _count(
    "pressure",
    _("Reports of pressure"),
    _("How many residents said that somebody put them under pressure?"),
    [_term("pressure.reported")],
    counts=_("Reports by the day they came in, under the office outside the chain."),
    given=[Given("pressure.reported", times=2)],
    gives=2,
)
_STAGE_KEYS = {stage: f"{stage.name.lower()}_stage_in_time" for stage in Stage}
STAGES = tuple(
    _in_time(
        _STAGE_KEYS[stage],
        TITLES[Stage][stage],
        _("Of what passed this stage in the period, how much was in time?"),
        "case.stage_passed",
        stage=stage,
    )
    for stage in Stage
)
ACCEPTED_IN_TIME = _in_time(
    "accepted_in_time", _("Accepted in time"), _("Of the requests accepted, how many were in time?"), "case.accepted"
)
ACKNOWLEDGED_IN_TIME = _in_time(
    "acknowledged_in_time",
    _("Acknowledged in time"),
    _("Of the requests acknowledged, how many were in time?"),
    "case.acknowledged",
)
VERIFIED_IN_TIME = _in_time(
    "verified_in_time", _("Verified in time"), _("Of the answers verified, how many were in time?"), "case.verified"
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
    EXTENDED,
    RECATEGORISED,
    PRESSURE,
    ACCEPTED_IN_TIME,
    ACKNOWLEDGED_IN_TIME,
    VERIFIED_IN_TIME,
    *STAGES,
)
