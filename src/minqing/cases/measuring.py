"""How measures of requests are put together: terms, stocks, counts and shares."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from minqing.ledger.measures import Better, Given, Measure, Tally, Term, Worked

from . import facts  # noqa: F401  # measures name declared kinds
from .codes import By

LEAVING = ("case.closed", "case.declined", "case.diverted", "case.withdrawn")


def term(fact: str, *, sign: int = 1, stock: bool = False, **where: int) -> Term:
    return Term(fact, where, sign=sign, until_end=stock)


def in_period(fact: str, where: Mapping[str, int]) -> Term:
    return Term(fact, where)


OPEN_STOCK = (
    term("case.registered", stock=True),
    term("case.reopened", stock=True),
    *(term(kind, sign=-1, stock=True) for kind in LEAVING),
)
OVERDUE_STOCK = (
    term("case.became_overdue", stock=True),
    term("case.overdue_lifted", sign=-1, stock=True),
    *(term(kind, sign=-1, stock=True, late=1) for kind in LEAVING),
)
LATE_WITHDRAWALS = term("case.withdrawn", late=1, by=By.OFFICE)
UNANSWERED_STOCK = (term("rating.asked", stock=True), term("rating.given", sign=-1, stock=True))


def count(
    key: str,
    title: Any,
    question: Any,
    part: Sequence[Term],
    *,
    counts: Any,
    misleads: Any,
    given: Sequence[Given],
    gives: int,
    short: Any = "",
) -> Measure:
    return Measure(
        key=f"cases.{key}",
        title=title,
        question=question,
        unit="件",
        part=tuple(part),
        counts=counts,
        misleads=misleads,
        worked=Worked(given, Tally(gives, 0)),
        short=short,
    )


def share(
    key: str,
    title: Any,
    question: Any,
    part: Sequence[Term],
    whole: Sequence[Term],
    *,
    counts: Any,
    misleads: Any,
    given: Sequence[Given],
    gives: Tally,
    better: Better = Better.HIGHER,
    source: str = "",
    told_with: str = "",
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
        told_with=told_with,
    )


def in_time(key: str, title: Any, question: Any, fact: str, **where: int) -> Measure:
    return share(
        key,
        title,
        question,
        [in_period(fact, {"late": 0, **where})],
        [in_period(fact, where)],
        counts=_("What was done in the period. What still waits is not in it; see the open stock."),
        misleads=_(
            "Only what was done is counted: whoever lets the late ones lie looks better. Read it beside what is open."
        ),
        given=[Given(fact, {"late": 0, **where}, 7), Given(fact, {"late": 1, **where}, 3)],
        gives=Tally(7, 10),
    )
