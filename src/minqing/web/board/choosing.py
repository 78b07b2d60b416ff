"""The order of tiles, as the buttons change it. Pure."""

from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Any

from minqing.insight.queries.contents import GROUPS, group_of
from minqing.ledger.measures import Measure


def moved(keys: Sequence[str], verb: str, key: str) -> list[str] | None:
    """
    Return the keys after one button.

    :param verb: ``up``, ``down``, ``out`` or ``in``.
    :return: None where there is no such button.

    >>> moved(["a", "b", "c"], "up", "c"), moved(["a", "b"], "down", "b"), moved(["a"], "in", "b")
    (['a', 'c', 'b'], ['a', 'b'], ['a', 'b'])
    """
    found = list(keys)
    if verb == "in" and key and key not in found:
        return [*found, key]
    if key not in found or verb not in {"up", "down", "out"}:
        return None
    place = found.index(key)
    found.remove(key)
    if verb != "out":
        found.insert(max(place + (1 if verb == "down" else -1), 0), key)
    return found


def groups_of(measures: Mapping[str, Measure]) -> list[tuple[Any, list[Measure]]]:
    """Sort measures under their titles; groups without any are left out."""
    ordered = sorted(measures.values(), key=lambda one: group_of(one.key))
    return [(GROUPS[number][0], list(some)) for number, some in groupby(ordered, key=lambda one: group_of(one.key))]
