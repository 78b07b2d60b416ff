"""
Codes and paths of places. Pure.

A path begins with the 6-digit county and uses immutable ids, never names: ``139901/101/203/g003/h7k2m9/``.
"""

import os
from typing import Final

from minqing.kernel.ids import crockford

LEVELS: Final = ("province", "city", "county", "township", "village")
DIVISIONS: Final = ("county", "township", "village")
SEARCHED: Final = (*DIVISIONS, "grid_cell", "building")
KINDS: Final = (*LEVELS, "grid_cell", "building", "household")
VILLAGE_PARTS: Final = 3
COUNTY_DIGITS: Final = 6


def is_code(text: str) -> bool:
    """Tell whether a text is a 12-digit division code whose empty lower levels are zeros."""
    return len(text) == 12 and text.isascii() and text.isdigit() and text[:2] != "00" and level_of(text) != ""


def level_of(code: str) -> str:
    """Name the level of a 12-digit code; empty where a filled level follows an empty one."""
    parts = (code[:2], code[2:4], code[4:6], code[6:9], code[9:12])
    filled = [part.strip("0") != "" for part in parts]
    depth = sum(filled)
    return LEVELS[depth - 1] if filled == [True] * depth + [False] * (5 - depth) else ""


def parent_code(code: str) -> str:
    """Return the code of the division above; empty for a province."""
    width = {"city": 2, "county": 4, "township": 6, "village": 9}.get(level_of(code), 0)
    return code[:width].ljust(12, "0") if width else ""


def path_of(code: str) -> str:
    """Turn a division code into a path; upper levels get a short path of their own: ``13/``, ``1399/``, ``139901/``."""
    level = level_of(code)
    if level in {"province", "city", "county"}:
        return code[: {"province": 2, "city": 4, "county": 6}[level]] + "/"
    parts = (code[:6], code[6:9]) if level == "township" else (code[:6], code[6:9], code[9:12])
    return "/".join(parts) + "/"


def ancestors(path: str) -> tuple[str, ...]:
    """
    Return a place's path and those above it, from the county down.

    >>> ancestors("139901/101/203/")
    ('139901/', '139901/101/', '139901/101/203/')
    """
    parts = path.strip("/").split("/")
    return tuple("/".join(parts[: n + 1]) + "/" for n in range(len(parts)))


def village_of(path: str) -> str:
    """Return the village a place lies in; empty above villages."""
    chain = ancestors(path)
    return chain[VILLAGE_PARTS - 1] if len(chain) >= VILLAGE_PARTS else ""


def parent_path(path: str) -> str:
    """Return the path above; empty for a county and above."""
    chain = ancestors(path)
    return chain[-2] if len(chain) > 1 else ""


def random_id(letter: str) -> str:
    """Make an immutable id of a place that has no code: a letter for its kind and five by chance."""
    return letter + crockford(os.urandom(4), 5).lower()
