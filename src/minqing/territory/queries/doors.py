"""Doors with what hangs on them: places and cards only, nobody who lives behind them."""

from typing import Any

from minqing.kernel.access import path_range
from minqing.territory.models import Card, Place
from minqing.territory.records import DoorLine
from minqing.territory.states import REVOKED

from .places import below

MOST: int = 1_000
"""Doors read at once; a grid cell has 300 to 500."""


def doors_of(path: str, *, limit: int = MOST) -> tuple[DoorLine, ...]:
    """
    Return the doors at or below a place, each with the state of its card: three queries, whatever their number.

    :param path: a village, grid cell, lane or door.
    :return: by path, at most ``limit``; ``card`` is empty where none is in force.
    """
    rows = list(below(path, "household").order_by("path")[:limit])
    lanes = dict(
        Place.objects.filter(path_range("path", path), kind="building", valid_to=None).values_list("path", "name")
    )
    cards = Card.objects.filter(path_range("place_path", path)).exclude(state=REVOKED)
    states = dict(cards.values_list("place_path", "state"))
    return tuple(_line(row, lanes, states) for row in rows)


def _line(row: Any, lanes: dict[str, str], states: dict[str, str]) -> DoorLine:
    return DoorLine(row.path, row.parent_path, lanes.get(row.parent_path, ""), row.name, states.get(row.path, ""))
