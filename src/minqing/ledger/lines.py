"""
Lines: what a term of a measure counts, whatever its sign and its period. Two terms that count the same share one.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Generic, Literal, TypeVar

MARKS = ("d1", "d2", "d3", "d4")
LONGEST_KEY = 200
"""Letters of a line's name in the database; a longer one is refused when it is declared."""
Name = TypeVar("Name")
Marks = tuple[int | None, int | None, int | None, int | None]
Once = Literal["", "subject", "actor"]
"""What is counted once however many facts there are of it: what they are about, or who acted; empty for each fact."""


@dataclass(frozen=True)
class Follow:
    """
    What must follow a fact for it to count: a fact of a kind about the same subject.

    :param within_days: the last day on which it counts, in working days after the first fact's; 0 for the same day.
    :param where: its marks, as of a line.
    """

    fact: str
    within_days: int
    where: tuple[tuple[str, tuple[int, ...]], ...] = ()

    @cached_property
    def key(self) -> str:
        """Return its part of a line's name in the database."""
        return " ".join([f"then={self.fact}", *_said(self.where), f"within={self.within_days}"])

    def holds(self, kind: str, marks: Marks) -> bool:
        """Tell whether a fact is one of those that must follow."""
        return kind == self.fact and _have(self.where, marks)


def _said(where: tuple[tuple[str, tuple[int, ...]], ...]) -> list[str]:
    return [f"{mark}={','.join(map(str, values))}" for mark, values in where]


def _have(where: tuple[tuple[str, tuple[int, ...]], ...], marks: Marks) -> bool:
    return all(marks[MARKS.index(mark)] in values for mark, values in where)


@dataclass(frozen=True)
class Line:
    """
    Facts of one kind whose marks have certain values.

    :param where: column → the numbers it may have, both in order; a fact without the mark is none of them.
    :param between: half-open, from which amount up to which; None for no limit. Without it any fact counts, also one
        that has no amount.
    :param distinct: count of these facts each subject, or each actor, once.
    :param then: count only those that such a fact followed.
    """

    fact: str
    where: tuple[tuple[str, tuple[int, ...]], ...] = ()
    between: tuple[int | None, int | None] | None = None
    distinct: Once = ""
    then: Follow | None = None

    @cached_property
    def key(self) -> str:
        """
        Return its name in the database.

        >>> Line("case.closed", (("d1", (0,)), ("d2", (3, 4)))).key
        'case.closed d1=0 d2=3,4'
        >>> Line("case.closed", distinct="actor").key
        'case.closed distinct=actor'
        >>> Line("case.opened", then=Follow("case.closed", 5)).key
        'case.opened then=case.closed within=5'
        """
        bounds = ["" if bound is None else str(bound) for bound in self.between or ()]
        said = [*_said(self.where), *(["qty=" + "..".join(bounds)] if bounds else [])]
        said += [f"distinct={self.distinct}"] if self.distinct else []
        return " ".join([self.fact, *said, *([self.then.key] if self.then else [])])

    @property
    def is_nothing(self) -> bool:
        """Tell whether no fact can ever belong to it, as where a measure of one channel is narrowed to another."""
        return any(not values for _mark, values in self.where)

    def holds(self, marks: Marks, amount: int | None) -> bool:
        """Tell whether a fact of its kind with these marks and this amount is counted."""
        return _have(self.where, marks) and self._reaches(amount)

    def _reaches(self, amount: int | None) -> bool:
        if self.between is None:
            return True
        low, high = self.between
        return amount is not None and (low is None or low <= amount) and (high is None or amount < high)


def plain(lines: Mapping[Name, Line]) -> dict[Name, Line]:
    """Return the lines that count every fact."""
    return {name: line for name, line in lines.items() if not line.distinct and not line.then}


def conversions(lines: Mapping[Name, Line]) -> dict[Name, Line]:
    """Return the lines that count facts which another followed."""
    return {name: line for name, line in lines.items() if line.then}


def by_entity(lines: Mapping[Name, Line]) -> list[tuple[Once, dict[Name, Line]]]:
    """Return the lines that count something once, by what it is."""
    kept: tuple[Once, ...] = ("subject", "actor")
    found = ((one, {name: line for name, line in lines.items() if line.distinct == one}) for one in kept)
    return [(one, some) for one, some in found if some]


class Sorter(Generic[Name]):
    """
    Tells which lines a fact belongs to; the answer for each kind and marks is found once.

    :param lines: whatever a line is called by → the line.
    """

    def __init__(self, lines: Mapping[Name, Line]) -> None:
        self._of_kind: dict[str, list[tuple[Name, Line]]] = {}
        self._known: dict[tuple[str, Marks, int | None], tuple[Name, ...]] = {}
        for number, line in lines.items():
            self._of_kind.setdefault(line.fact, []).append((number, line))
        self._bounded = {line.fact for line in lines.values() if line.between}

    def lines(self, kind: str, marks: Marks, amount: int | None) -> tuple[Name, ...]:
        """Return what the lines are called that a fact of this kind with these marks and this amount belongs to."""
        key = kind, marks, amount if kind in self._bounded else None
        known = self._known.get(key)
        if known is None:
            known = tuple(number for number, line in self._of_kind.get(kind, ()) if line.holds(marks, amount))
            self._known[key] = known
        return known
