"""
How long it takes, and what comes back: what followed within working days, what is counted once, and durations.

A mean alone hides the few that lie for months; the median and the ninetieth percentile stand beside it.
"""

from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _

from minqing.ledger.declaring import declare_measures
from minqing.ledger.measures import Better, Given, Measure, Tally, Worked
from minqing.ledger.percentiles import Percentile
from minqing.ledger.terms import Term, Then

from .measuring import share

ONE_DAY, A_MONTH = 1, 20
"""In working days: rule MQ-ACK as it ships, and about a month."""

ACKNOWLEDGED_NEXT_DAY = share(
    "acknowledged_next_day",
    _("Requests acknowledged within one working day"),
    _("Of the requests handed out, how many did the unit acknowledge by the next working day?"),
    [Term("case.dispatched", then=Then("case.acknowledged", ONE_DAY))],
    [Term("case.dispatched")],
    counts=_("Each handing out, at the unit that got it and on its day. What nobody acknowledged counts against it."),
    misleads=_("What was handed out on the last day may still be acknowledged. Returned at once is not acknowledged."),
    given=[
        *(Given("case.dispatched", about=one) for one in ("a", "b", "c")),
        Given("case.dispatched", times=2),
        *(Given("case.acknowledged", about=one) for one in ("a", "b")),
        Given("case.acknowledged", about="c", when="after"),
    ],
    gives=Tally(2, 5),
    source="MQ-ACK",
)
CAME_BACK = share(
    "came_back",
    _("Requests reopened within twenty working days"),
    _("Of the requests closed, how many were open again within twenty working days?"),
    [Term("case.closed", then=Then("case.reopened", A_MONTH))],
    [Term("case.closed")],
    counts=_("Each closing, at the unit that had answered and on the day of closing, whenever it was reopened."),
    misleads=_("It goes on growing for twenty working days: compare months that are over for as long."),
    given=[
        *(Given("case.closed", about=one) for one in ("a", "b")),
        Given("case.closed", times=6),
        Given("case.reopened", about="a"),
        Given("case.reopened", about="b", when="after"),
        Given("case.reopened", times=2),
    ],
    gives=Tally(2, 8),
    better=Better.LOWER,
)
REQUESTS_REOPENED = Measure(
    key="cases.requests_reopened",
    title=_("Different requests reopened"),
    question=_("How many different requests were reopened, however often each?"),
    unit="件",
    part=(Term("case.reopened", distinct="subject"),),
    counts=_("Each request once, also one that was reopened three times."),
    misleads=_("It does not add up: one that was reopened in two months is counted in each, and once in the quarter."),
    better=Better.LOWER,
    worked=Worked([Given("case.reopened", times=3, about="a"), Given("case.reopened", times=2)], Tally(3)),
)


def _hours(percent: int, key: str, title: Any, question: Any, gives: str) -> Measure:
    """Read a percentile off the hours from registering to closing."""
    return Measure(
        key=f"cases.{key}",
        title=title,
        question=question,
        unit="hours",
        part=(Term("case.closed"),),
        counts=_("Whole hours by the clock from registering to closing, nights and days off included; 24 are one day."),
        misleads=_(
            "Only what was closed has a duration: what lies open for long is in none of it. See the open stock."
        ),
        better=Better.LOWER,
        worked=Worked(
            [Given("case.closed", {"hours": 30}, 8), Given("case.closed", {"hours": 500}, 2)], Decimal(gives)
        ),
        percentile=Percentile(percent),
    )


def _mean(key: str, title: Any, question: Any, fact: str, counts: Any) -> Measure:
    return Measure(
        key=f"cases.{key}",
        title=title,
        question=question,
        unit="hours",
        part=(Term(fact, sums=True),),
        whole=(Term(fact),),
        counts=counts,
        misleads=_("A few that took months move it far; read it beside the median."),
        better=Better.LOWER,
        worked=Worked([Given(fact, {"hours": 10}, 3), Given(fact, {"hours": 90})], Tally(120, 4)),
    )


MEDIAN = _hours(
    50, "median_hours", _("Hours to close: the median"), _("In how many hours was one half of them closed?"), "31.5"
)
NINETIETH = _hours(
    90, "ninety_hours", _("Hours to close: nine of ten"), _("In how many hours were nine of ten closed?"), "600"
)
MEAN = _mean(
    "mean_hours",
    _("Hours to close: the mean"),
    _("How many hours did it take on average from registering to closing?"),
    "case.closed",
    _("Whole hours by the clock from registering to closing, nights and days off included; 24 are one day."),
)
MEAN_TO_ACKNOWLEDGE = _mean(
    "mean_hours_to_acknowledge",
    _("Hours to acknowledge: the mean"),
    _("How many hours did it take on average until the unit took it into its hands?"),
    "case.acknowledged",
    _("Whole hours from handing out to acknowledging, at the unit that acknowledged."),
)

declare_measures(ACKNOWLEDGED_NEXT_DAY, CAME_BACK, REQUESTS_REOPENED, MEDIAN, NINETIETH, MEAN, MEAN_TO_ACKNOWLEDGE)
