"""Which column is which: from its name first, from what stands in it where the name says nothing."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from .fields import FIELDS, field_called
from .moments import moment

__all__ = ["Guess", "guess"]

_PHONE = re.compile(r"^\+?[\d\-\s转]{7,20}$")
_MOBILE = re.compile(r"1[3-9]\d{9}")
ENOUGH = 0.6
LONG = 25


@dataclass(frozen=True, slots=True)
class Guess:
    """A column for a field, and why: ``name`` or ``content``."""

    column: str
    why: str


def guess(names: Sequence[str], lines: Sequence[Sequence[str]], *, places: Collection[str] = ()) -> Mapping[str, Guess]:
    """
    Guess a column for each of our fields; a column serves one field.

    :param names: the columns.
    :param lines: the first lines below the head.
    :param places: names of townships and villages here.
    :return: by field; fields for which nothing speaks are left out.
    """
    offers = sorted(_by_name(names) + _by_content(names, lines, frozenset(places)), reverse=True)
    found: dict[str, Guess] = {}
    used: set[str] = set()
    for _surely, _order, key, column, why in offers:
        if key not in found and column not in used:
            found[key] = Guess(column, why)
            used.add(column)
    return found


Offer = tuple[int, int, str, str, str]
_ORDER = {field.key: -place for place, field in enumerate(FIELDS)}


def _by_name(names: Sequence[str]) -> list[Offer]:
    told = ((name, *field_called(name)) for name in names if name)
    return [(surely, _ORDER[key], key, name, "name") for name, key, surely in told if key]


def _by_content(names: Sequence[str], lines: Sequence[Sequence[str]], places: frozenset[str]) -> list[Offer]:
    offers = []
    for at, name in enumerate(names):
        cells = [line[at] for line in lines if at < len(line) and line[at]]
        if name and cells:
            offers += [(surely, _ORDER[key], key, name, "content") for key, surely in _looks_like(cells, places)]
    return offers


def _looks_like(cells: Sequence[str], places: frozenset[str]) -> list[tuple[str, int]]:
    """Say what a column's cells look like; always less sure than a name that is known."""
    found = []
    if _share(cells, lambda cell: bool(_MOBILE.search(cell)) and bool(_PHONE.match(cell))):
        found.append(("phone", 25))
    if _share(cells, lambda cell: moment(cell) is not None and len(cell) >= 8):
        found.append(("came_at", 24))
    if places and _share(cells, lambda cell: cell in places):
        found.append(("village" if _share(cells, lambda cell: cell.endswith(("村", "社区", "会"))) else "town", 22))
    if sum(map(len, cells)) / len(cells) >= LONG:
        found.append(("words", 20))
    apart = len(set(cells)) == len(cells) > 2
    if apart and _share(cells, lambda cell: len(cell) >= 6 and sum(map(str.isdigit, cell)) * 2 > len(cell)):
        found.append(("number", 18))
    return found


def _share(cells: Sequence[str], fits: object) -> bool:
    return sum(bool(fits(cell)) for cell in cells) / len(cells) >= ENOUGH  # type: ignore[operator]  # a test of a cell
