"""
Where it is, from the words: the number of a card, or the one village that they name.

A guess is a guess: only one village, named in full and by nothing but itself, lets a request lie there by itself.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from minqing.kernel.errors import NotFound, Refused
from minqing.kernel.ids import normalise_code
from minqing.territory import queries as territory

__all__ = ["Guess", "county_path", "guess_place"]

CARD = re.compile(r"(?<![0-9A-Za-z])[0-9A-Za-z]{4}[- ]?[0-9A-Za-z]{4}[- ]?[0-9A-Za-z](?![0-9A-Za-z])")
VILLAGE_DEPTH = 3


@dataclass(frozen=True, slots=True)
class Guess:
    """Where it may be; ``is_sure`` where nobody has to look."""

    path: str = ""
    is_sure: bool = False


def county_path() -> str:
    """Return the county's own place; empty before there is one."""
    county = territory.county()
    return county.path if county else ""


def guess_place(words: str) -> Guess:
    """Say where it is, as far as the words tell."""
    carded = _by_card(words)
    if carded:
        return Guess(carded, is_sure=True)
    named = _longest({(name, one.path) for one in territory.divisions() for name in _names(one) if name in words})
    villages = {path for path in named if path.count("/") >= VILLAGE_DEPTH}
    towns = {path for path in named if path.count("/") == VILLAGE_DEPTH - 1}
    within = {path for path in villages if any(path.startswith(town) for town in towns)}
    fitting = within or villages
    if len(fitting) == 1:
        return Guess(fitting.pop(), is_sure=True)
    unsure = sorted(fitting) or sorted(towns)
    return Guess(unsure[0] if unsure else "")


def _names(place: object) -> Iterable[str]:
    names = (getattr(place, "name", ""), getattr(place, "official_name", ""))
    return {name for name in names if len(name) > 1}


def _longest(found: set[tuple[str, str]]) -> set[str]:
    """Leave out a name that stands inside a longer one that was found: 柳河村 in 新柳河村."""
    names = {name for name, _path in found}
    inside = {name for name in names for other in names if name != other and name in other}
    kept = {path for name, path in found if name not in inside}
    return kept | {path for name, path in found if path in kept}


def _by_card(words: str) -> str:
    for match in CARD.finditer(words):
        try:
            return territory.card(normalise_code(match[0])).place_path
        except (NotFound, Refused):
            continue
    return ""
