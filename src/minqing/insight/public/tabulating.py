"""The public tables of some months, made from what the facts say; nothing is kept here."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from minqing.insight.measures import COLUMNS
from minqing.ledger.rolls.scopes import all_places
from minqing.ledger.sheets import Sheet, sheet
from minqing.ledger.spans import Span

from .grouping import standing_alone
from .months import twelve_up_to
from .suppression import Tree, suppressed

REST = "*"
"""Marks the cell of all that lies below a place and in no row of its own; no path holds it."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Below how many a number, and a village, is not shown: rules MQ-K and MQ-PUBLIC-N."""

    smallest: int
    fewest: int


@dataclass(frozen=True, slots=True)
class Row:
    """One month of one place, or of the rest below it; ``numbers`` as :data:`COLUMNS`, None where not shown."""

    month: date
    place_path: str
    parent_path: str
    rest: bool
    numbers: Mapping[str, int | None]


def tabulate(
    months: Sequence[Span], divisions: Iterable[str], limits: Limits, *, known_at: int | None = None
) -> tuple[int, list[Row]]:
    """
    Make the rows of some months.

    :param divisions: paths of the county, its townships and villages; the county's is the shortest.
    :param known_at: from what was known when this position was the last; None for now.
    :return: the position up to which every fact is in it, and the rows, by month and path.
    """
    places = sorted(divisions)
    county = places[0]
    spans = list({span: None for month in months for span in twelve_up_to(month)})
    found = sheet(COLUMNS.values(), spans, all_places(county), known_at=known_at)
    rows = [row for month in months for row in _of_month(found, month, places, limits)]
    return found.through, rows


def _of_month(found: Sheet, month: Span, places: Sequence[str], limits: Limits) -> Iterable[Row]:
    tree = _tree([_counts(found, "asked", span) for span in twelve_up_to(month)], places, limits)
    shown = {}
    for name in COLUMNS:
        values = _values(_counts(found, name, month), tree)
        shown[name] = suppressed(tree, values, limits.smallest)
    for key in tree.downwards:
        rest = key.endswith(REST)
        path = key.removesuffix(REST)
        parent = path if rest else tree.parents.get(key, "")
        assert month.start is not None  # noqa: S101  # a month begins
        yield Row(month.start, path, parent, rest, {name: shown[name][key] for name in COLUMNS})


def _counts(found: Sheet, name: str, span: Span) -> dict[str, int]:
    return {path: tally.part for path, tally in found.tallies(COLUMNS[name], span).items()}


def _tree(asked: Sequence[Mapping[str, int]], places: Sequence[str], limits: Limits) -> Tree:
    """Lay out the cells of a month: the county, its townships, the villages that stand alone, and the rests."""
    county = places[0]
    parents: dict[str, str] = {}
    for township in _below(county, places):
        parents[township] = county
        villages = {path: [one.get(path, 0) for one in asked] for path in _below(township, places)}
        whole = [one.get(township, 0) for one in asked]
        alone = standing_alone(villages, whole, fewest=limits.fewest, k=limits.smallest)
        parents |= dict.fromkeys([*alone, township + REST] if alone else [], township)
    if parents:
        parents[county + REST] = county
    return Tree(county, parents)


def _below(path: str, places: Sequence[str]) -> list[str]:
    return [one for one in places if one.startswith(path) and one.count("/") == path.count("/") + 1]


def _values(counts: Mapping[str, int], tree: Tree) -> dict[str, int]:
    """Return the number of each cell; a rest is what the sum has and no part of it."""
    values = {key: counts.get(key, 0) for key in tree.downwards}
    for key, parts in tree.parts.items():
        if parts:
            values[key + REST] = values[key] - sum(values[part] for part in parts if part != key + REST)
    return values
