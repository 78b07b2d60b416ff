"""
Finding the head of a list: below a title, in one row, or in two where names were merged over several columns.

``工单信息`` over ``编号`` and ``标题`` becomes ``工单信息 编号`` and ``工单信息 标题``; a name merged downwards
stands alone.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

LOOKED_AT = 20
LONGEST_NAME = 40


@dataclass(frozen=True, slots=True)
class Head:
    """Where a head stands (the first line is 0), how many rows it takes, and a name for each column."""

    first: int
    depth: int
    names: tuple[str, ...]

    @property
    def body(self) -> int:
        """Return where the first line below it stands."""
        return self.first + self.depth


def find_head(lines: Sequence[Sequence[str]], *, is_known: Callable[[str], bool]) -> Head:
    """
    Find the head among the first lines.

    :param is_known: tells whether a name is one that such lists use.
    :return: the rows that hold most known names; without any, the first row that looks like one.
    """
    found = [
        Head(first, depth, names)
        for first in range(min(len(lines), LOOKED_AT))
        for depth in (1, 2)
        if first + depth <= len(lines) and (names := _names(lines[first : first + depth]))
    ]
    best = max(found, key=lambda head: (_known(head, is_known), -head.depth, -head.first), default=Head(0, 1, ()))
    if _known(best, is_known):
        return best
    return max(
        (head for head in found if head.depth == 1),
        key=lambda head: (sum(map(bool, head.names)), -head.first),
        default=best,
    )


def _known(head: Head, is_known: Callable[[str], bool]) -> int:
    return sum(is_known(name) for name in head.names)


def _names(rows: Sequence[Sequence[str]]) -> tuple[str, ...]:
    """Name the columns by one row or two; empty where these rows are no head."""
    width = max(map(len, rows))
    lower = [*rows[-1], *[""] * (width - len(rows[-1]))]
    upper = [*rows[0], *[""] * (width - len(rows[0]))] if len(rows) > 1 else [""] * width
    if len(rows) > 1 and not any(lower[at] and not upper[at] for at in range(1, width)):
        return ()
    names, above = [], ""
    for at in range(width):
        above = upper[at] or (above if lower[at] else "")
        names.append(" ".join(dict.fromkeys(part for part in (above, lower[at]) if part)))
    if any(len(name) > LONGEST_NAME for name in names) or not any(names):
        return ()
    return tuple(_apart(names))


def _apart(names: Sequence[str]) -> list[str]:
    """Tell columns of one name apart: 备注, 备注 (2)."""
    seen: dict[str, int] = {}
    told = []
    for name in names:
        clean = " ".join(name.split())
        seen[clean] = seen.get(clean, 0) + 1
        told.append(clean if not clean or seen[clean] == 1 else f"{clean} ({seen[clean]})")
    return told
