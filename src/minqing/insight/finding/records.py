"""What is found by names: frozen."""

from dataclasses import dataclass, field
from typing import Any

from minqing.directory.records import OrganisationView
from minqing.kernel.paging import Counted
from minqing.territory.records import PlaceView


@dataclass(frozen=True, slots=True)
class FoundMeasure:
    """One measure: its name, the question that it answers, and in what it counts."""

    key: str
    title: str
    question: str
    unit: str


def none() -> Counted[Any]:
    """Return what was not looked for, or not found."""
    return Counted((), "0")


@dataclass(frozen=True, slots=True)
class FoundNames:
    """
    What was found by name.

    :param measures: in the order of their titles; ``units`` and ``places`` in that of their paths.
    """

    measures: Counted[FoundMeasure] = field(default_factory=none)
    units: Counted[OrganisationView] = field(default_factory=none)
    places: Counted[PlaceView] = field(default_factory=none)
