"""Reads of the ledger."""

from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID

from minqing.kernel.errors import NotFound
from minqing.kernel.ref import Ref

from .figures import Asked, Figure, figure
from .measures import Measure, Tally
from .measures import measure as declared
from .models import Fact, Position
from .opening import Confided, facts_of
from .reckoning import Reckoning
from .records import FactView
from .splits import Split, split

__all__ = [
    "Asked",
    "Confided",
    "Figure",
    "Reckoning",
    "Split",
    "backfilled_since",
    "fact",
    "fact_count",
    "facts_about",
    "facts_about_each",
    "facts_of",
    "figure",
    "measure_called",
    "position_of",
    "split",
    "tallies",
    "tally",
]

NEWEST = 50


def facts_about(subject: Ref) -> list[FactView]:
    """Return everything recorded about one thing, oldest first, reversals included."""
    return [FactView.of(row) for row in Fact.objects.filter(subject=str(subject)).order_by("happened_at", "id")]


def facts_about_each(subjects: Iterable[Ref], *, confided: bool = False) -> dict[Ref, list[FactView]]:
    """
    Return everything recorded about several things, oldest first, in one query; a thing without facts is absent.

    :param confided: whether what is told in sums only is named too: for a check that shows it to nobody.
    """
    found: dict[Ref, list[FactView]] = {}
    rows = Fact.objects.filter(subject__in=[str(subject) for subject in subjects]).order_by("happened_at", "id")
    for row in rows:
        view = FactView.of(row, confided=confided)
        found.setdefault(view.subject, []).append(view)
    return found


def fact(fact_id: UUID) -> FactView:
    """
    Return one fact.

    :raises NotFound: if there is none with this id.
    """
    row = Fact.objects.filter(pk=fact_id).first()
    if row is None:
        raise NotFound
    return FactView.of(row)


def measure_called(key: str) -> Measure:
    """
    Return a declared measure, of the house or the county's own.

    :raises NotFound: if there is none.
    """
    try:
        return declared(key)
    except KeyError as absent:
        raise NotFound from absent


def fact_count() -> int:
    """Return how many facts there are."""
    return Fact.objects.count()


def backfilled_since(moment: datetime) -> bool:
    """Tell whether an import is under way: one of the newest facts was recorded since then for an earlier day."""
    newest = Position.objects.order_by("-position").values_list("fact_id", flat=True)[:NEWEST]
    return Fact.objects.filter(pk__in=list(newest), backfilled=True, recorded_at__gte=moment).exists()


def position_of(fact_id: UUID) -> int | None:
    """Return a fact's position in the one order, or None while it is not settled."""
    return Position.objects.filter(fact_id=fact_id).values_list("position", flat=True).first()


def tally(measure: Measure, *, org_path: str, place_path: str, start: date, end: date) -> Tally:
    """Read one measure; see :meth:`Reckoning.tally`."""
    return Reckoning(org_path, place_path, start, end).tally(measure)


def tallies(measure: Measure, *, by: str, org_path: str, place_path: str, start: date, end: date) -> dict[str, Tally]:
    """Read one measure split by paths; see :meth:`Reckoning.tallies`."""
    return Reckoning(org_path, place_path, start, end).tallies(measure, by=by)
