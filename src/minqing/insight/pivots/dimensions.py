"""By what a number can be split: places, units, time, and the codes that facts carry. Pure."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext_lazy as _

from minqing.ledger.facts import FACT_TYPES
from minqing.ledger.marked import without_mark
from minqing.ledger.measures import Measure


class Family(StrEnum):
    """Which of the five ways a split goes; a pivot goes each of them once at most."""

    PLACE = "place"
    ORG = "org"
    TIME = "time"
    MATTER = "matter"
    CHANNEL = "channel"


@dataclass(frozen=True, slots=True)
class Dimension:
    """
    One split.

    :param depth: of a path: how many steps those that it is split by have; 0 of everything else.
    """

    key: str
    family: Family
    title: Any
    depth: int = 0


DIMENSIONS: dict[str, Dimension] = {
    one.key: one
    for one in (
        Dimension("township", Family.PLACE, _("Township"), 2),
        Dimension("village", Family.PLACE, _("Village"), 3),
        Dimension("grid", Family.PLACE, _("Grid cell"), 4),
        Dimension("unit", Family.ORG, _("Unit"), 2),
        Dimension("section", Family.ORG, _("Section of a unit"), 3),
        Dimension("day", Family.TIME, _("Day")),
        Dimension("month", Family.TIME, _("Month")),
        Dimension("quarter", Family.TIME, _("Quarter")),
        Dimension("year", Family.TIME, _("Year")),
        Dimension("matter", Family.MATTER, _("Matter")),
        Dimension("channel", Family.CHANNEL, _("Channel")),
    )
}
CODES = (Family.MATTER, Family.CHANNEL)
"""The families that are columns of facts, by the name under which kinds of fact declare them."""

_named: dict[str, Callable[[], Mapping[int, str]]] = {}


def name_codes(column: str, names: Callable[[], Mapping[int, str]]) -> None:
    """Register where the names of a code's numbers stand, where its declaration does not list them."""
    _named[column] = names


def codes_of(column: str) -> dict[int, str]:
    """Return the numbers of a code with their names, in order; empty where nobody lists them."""
    if column in _named:
        return dict(_named[column]())
    listed = (kind.columns[column].codes for kind in FACT_TYPES.values() if column in kind.columns)
    return {number: str(title) for number, title in next((codes for codes in listed if codes), {}).items()}


def carries(measure: Measure, column: str) -> bool:
    """
    Tell whether every fact that a measure counts says this code: else it cannot be split by it.

    Of a stock it is enough that something says it that comes in.
    """
    return not without_mark(measure, column)
