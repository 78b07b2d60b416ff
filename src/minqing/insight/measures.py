"""
What the public is told of requests, month by month: asked, done, late, unverified.

Each counts facts by the day on which they happened, so a year is the sum of its months and a county that of its
townships. None is a share: a share of few says little and hides how few they are.
"""

from django.utils.translation import gettext_lazy as _

from minqing.ledger.declaring import declare_measures
from minqing.ledger.measures import MEASURES, Better, Given, Measure, Tally, Worked
from minqing.ledger.rolls.remaining import keep_stock
from minqing.ledger.terms import Term

DONE = Measure(
    key="public.done",
    title=_("Requests closed by the office"),
    question=_("How many requests did the offices close?"),
    unit="件",
    part=(Term("case.closed"),),
    counts=_("Closings by the day of closing, whenever the request came in; late ones too."),
    misleads=_("Closed is the office's word. Whether it is solved only the resident says."),
    worked=Worked(
        (Given("case.closed", {"late": 0}, 6), Given("case.closed", {"late": 1}, 2), Given("case.registered", times=9)),
        Tally(8, 0),
    ),
)
LATE = Measure(
    key="public.late",
    title=_("Requests not answered by the promised day"),
    question=_("Of how many requests did the promised day come without an answer?"),
    unit="件",
    part=(Term("case.due", {"late": 1}),),
    counts=_("By the month in which the promised day lay. It stays late, even if it was answered afterwards."),
    misleads=_("It is no part of those closed in the same month: many of them are still open."),
    worked=Worked((Given("case.due", {"late": 1}, 3), Given("case.due", {"late": 0}, 20)), Tally(3, 0)),
    better=Better.LOWER,
)
UNVERIFIED = Measure(
    key="public.unverified",
    title=_("Requests of which nobody said whether they are solved"),
    question=_("How many residents were asked whether it is solved, and said nothing?"),
    unit="件",
    part=(Term("rating.lapsed"),),
    counts=_("By the month in which the time for answering ran out."),
    misleads=_(
        "Silence is neither yes nor no: it is never counted as solved, and it does not say that nothing was done."
    ),
    worked=Worked((Given("rating.asked", times=10), Given("rating.lapsed", times=4)), Tally(4, 0)),
    better=Better.LOWER,
)

declare_measures(DONE, LATE, UNVERIFIED)

keep_stock(MEASURES["cases.open"].part, by_unit=False)
keep_stock(MEASURES["cases.lying"].part, by_unit=True)
"""Of these it is told how old they are."""

COLUMNS: dict[str, Measure] = {
    "asked": MEASURES["cases.registered"],
    "done": DONE,
    "late": LATE,
    "unverified": UNVERIFIED,
}
"""The columns of the public table, in their order, and what each counts."""
