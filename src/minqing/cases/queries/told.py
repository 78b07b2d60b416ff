"""
What residents said in rating, in sums, for whoever is not oversight: whole months, later, and never of a few.

:source: ADR 0023, ADR 0064.
"""

from dataclasses import dataclass
from datetime import date, datetime

from minqing.cases.few import number_of, smallest_shown
from minqing.kernel.access import Actor
from minqing.kernel.times import day_of
from minqing.ledger.confided import Sums, Told, told_until, whole_months
from minqing.ledger.measures import Measure

FEW_RULE, MANY = "MQ-RATE-N", 30
WAIT_RULE, CHANGE_RULE, LONG = "MQ-RATE-WAIT", "MQ-RATE-CHANGE", 31


def fewest_for_share(place_path: str, *, at: datetime) -> int:
    """Return how many answers a share of them needs; below, it is told as two counts."""
    return number_of(FEW_RULE, MANY, place_path, at)


def wait_days(place_path: str, *, at: datetime) -> int:
    """
    Return how many days after a month's end what residents said in it is told; without a rule a month.

    Never fewer than an answer may be changed (rule MQ-RATE-CHANGE): a sum that moved later would show who moved it.
    """
    return max(number_of(WAIT_RULE, LONG, place_path, at), number_of(CHANGE_RULE, LONG, place_path, at))


def sees_who_rated(actor: Actor, *, org_path: str, place_path: str) -> bool:
    """Tell whether the actor is oversight there: residents' ratings open to nobody else one by one, or day by day."""
    return actor.may("cases.supervise", org_path=org_path, place_path=place_path)


@dataclass(frozen=True, slots=True)
class Scope:
    """At or below which paths, and over which half-open days."""

    org_path: str
    place_path: str
    start: date
    end: date

    @property
    def county(self) -> str:
        """The county's own path: whoever asks, the same k and the same wait hold."""
        return self.org_path.split("/")[0] + "/"


def told(measure: Measure, scope: Scope, *, at: datetime) -> Told:
    """Return what is told of a confided measure below oversight, for exactly the months that are asked for."""
    if whole_months(scope.start, scope.end) != (scope.start, scope.end):
        return Told(None, "months")
    return sums(scope, at=at).told(measure)


def sums_inside(scope: Scope, *, at: datetime) -> Sums:
    """Return the sums of those whole months inside a period that are told by now."""
    start, end = whole_months(scope.start, scope.end)
    until = _until(scope, at)
    return sums(Scope(scope.org_path, scope.place_path, start, max(start, min(end, until))), at=at)


def sums(scope: Scope, *, at: datetime) -> Sums:
    """Return the sums over a scope of whole months."""
    k = smallest_shown(scope.county, at=at)
    return Sums(scope.org_path, scope.place_path, scope.start, scope.end, _until(scope, at), k)


def _until(scope: Scope, at: datetime) -> date:
    return told_until(day_of(at), wait_days=wait_days(scope.county, at=at))
