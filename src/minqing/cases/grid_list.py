"""What may not be asked of the grid: one list, with what to do instead and where it is written."""

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from minqing.cases.models import MatterTerms

__all__ = ["NotAsked", "matters_not_of_the_grid", "not_asked_of_the_grid"]

LIST = Path(__file__).parent / "data" / "not_of_the_grid.csv"


@dataclass(frozen=True, slots=True)
class NotAsked:
    """
    One kind of work that nobody may hand to a grid worker.

    :param instead: who does it, or what is done in its place.
    :param source: law, rule or guardrail that says so.
    """

    what: str
    instead: str
    source: str


@cache
def not_asked_of_the_grid() -> tuple[NotAsked, ...]:
    """Return the list in the order of its file."""
    with LIST.open(encoding="utf-8", newline="") as file:
        return tuple(NotAsked(**row) for row in csv.DictReader(file))


def matters_not_of_the_grid() -> tuple[str, ...]:
    """Return the names of the matters in use that the catalogue marks as not to be asked of the grid; one query."""
    rows = MatterTerms.objects.filter(not_of_grid=True, matter__retired=False).order_by("matter__order", "matter_id")
    return tuple(rows.values_list("matter__name", flat=True))
