"""
What of a table of sums may be printed, so that nobody works out a cell of a few. Pure.

The table of one month is a tree: the county is the sum of its townships, a township that of its villages. A cell with
0 < n < k is *small* and is not printed; 0 is. That alone hides nothing: a small village is its township less the other
villages. So further cells are hidden until this holds, the **criterion**:

    Of every small cell, whoever knows all that is printed still has to reckon with 0, and with k.

Then sums say no more of it than that it is not printed. What is possible is worked out exactly: each cell stands in at
most two sums (as a part of one and as the sum of another), so the sums themselves form a tree, and bounds handed up and
down it once are tight. With a second total across (a year under each village) they would not be; therefore a sum over
months is printed only where every one of its months is, and says nothing new.

:source: ADR 0025, ADR 0068; guardrail G9.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from math import inf

__all__ = ["Bounds", "Tree", "bounds", "suppressed"]

Bounds = tuple[float, float]
"""The least and the most a cell may be; the most is infinite where nothing bounds it."""


@dataclass(frozen=True)
class Tree:
    """
    Which cells add up to which.

    :param parents: cell → the cell whose part it is; the root is in no other and has no entry.
    """

    root: str
    parents: Mapping[str, str]

    @cached_property
    def parts(self) -> dict[str, list[str]]:
        """Return of each cell what adds up to it; empty for a cell that is no sum."""
        found: dict[str, list[str]] = {key: [] for key in (self.root, *self.parents)}
        for part, whole in self.parents.items():
            found[whole].append(part)
        return found

    @cached_property
    def downwards(self) -> list[str]:
        """Return all cells, each after the one whose part it is."""
        found = [self.root]
        for key in found:  # grows while it is walked
            found += self.parts[key]
        return found


def bounds(tree: Tree, printed: Mapping[str, int | None]) -> dict[str, Bounds]:
    """
    Return what each cell may be for somebody who knows the printed ones, that none is negative, and the sums.

    :param printed: cell → number, or None where it is not printed.
    """
    found: dict[str, Bounds] = {}
    for key in reversed(tree.downwards):
        found[key] = _meet(_told(printed[key]), _total(found, tree.parts[key]))
    for key in tree.downwards:
        whole, parts = found[key], {part: found[part] for part in tree.parts[key]}
        for part, own in parts.items():
            others = [one for key, one in parts.items() if key != part]
            least, most = sum(one[0] for one in others), sum(one[1] for one in others)
            found[part] = _meet(own, (whole[0] - most, whole[1] - least))
    return found


def suppressed(tree: Tree, values: Mapping[str, int], k: int) -> dict[str, int | None]:
    """
    Return what may be printed of each cell: its number, or None.

    :param values: all numbers; each sum must be that of its parts.
    :param k: the smallest number above 0 that may be printed.
    :raises ValueError: if a number is negative or a sum is not that of its parts: nothing can be said of such a table.
    """
    _refuse_faulty(tree, values)
    hidden = {key for key, value in values.items() if 0 < value < k}
    while exposed := _exposed(tree, values, hidden, k):
        more = set().union(*(_beside(tree, values, hidden, key) for key in exposed))
        hidden |= more or set(values)
    return {key: None if key in hidden else value for key, value in values.items()}


def _refuse_faulty(tree: Tree, values: Mapping[str, int]) -> None:
    for key, parts in tree.parts.items():
        if values[key] < 0 or (parts and values[key] != sum(values[part] for part in parts)):
            raise ValueError(f"{key!r} is negative, or not the sum of its parts")


def _exposed(tree: Tree, values: Mapping[str, int], hidden: set[str], k: int) -> list[str]:
    """Name the small cells of which somebody could tell more than that they are not printed; one for each sum."""
    possible = bounds(tree, {key: None if key in hidden else value for key, value in values.items()})
    found = [key for key in hidden if 0 < values[key] < k and (possible[key][0] > 0 or possible[key][1] < k)]
    return list({tree.parents.get(key): key for key in sorted(found)}.values())


def _beside(tree: Tree, values: Mapping[str, int], hidden: set[str], key: str) -> set[str]:
    """Choose what to hide for a cell's sake: the smallest printed beside it, else the sum, else beside the sum."""
    while (whole := tree.parents.get(key)) is not None:
        if smallest := _smallest(tree.parts[whole], values, hidden):
            return _with_parts(tree, values, hidden, smallest)
        if whole not in hidden:
            return {whole}
        key = whole
    return set()


def _with_parts(tree: Tree, values: Mapping[str, int], hidden: set[str], key: str) -> set[str]:
    """Hide a cell in earnest: where all its parts are printed, one of them goes too, else it is their sum."""
    chosen = {key}
    while tree.parts[key] and hidden.isdisjoint(tree.parts[key]):
        key = _smallest(tree.parts[key], values, hidden)
        chosen.add(key)
    return chosen


def _smallest(keys: list[str], values: Mapping[str, int], hidden: set[str]) -> str:
    """Return the smallest printed one above 0, or nothing."""
    return min(
        (key for key in keys if key not in hidden and values[key]), key=lambda key: (values[key], key), default=""
    )


def _told(number: int | None) -> Bounds:
    return (0, inf) if number is None else (number, number)


def _total(found: Mapping[str, Bounds], parts: list[str]) -> Bounds:
    if not parts:
        return 0, inf
    return sum(found[part][0] for part in parts), sum(found[part][1] for part in parts)


def _meet(one: Bounds, other: Bounds) -> Bounds:
    return max(one[0], other[0]), min(one[1], other[1])
