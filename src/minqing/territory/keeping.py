"""
Divisions in memory: every page names its place from the county down, and divisions change a few times a year.

Grid cells, lanes and doors are many and are always read. See :class:`minqing.kernel.keeping.Kept`, and
:mod:`minqing.territory.guards` for who draws the mark.
"""

from typing import Any

from minqing.kernel.keeping import Kept

__all__ = ["kept_divisions"]


def kept_divisions() -> dict[str, Any]:
    """Return the rows of divisions read so far since the last change, by path; whoever reads one puts it here."""
    return _KEPT.get()


def _new() -> dict[str, Any]:
    return {}


_KEPT = Kept(_new, mark="SELECT mark FROM territory_revision")
