"""
Which place has taken whose place: facts keep the path of their day, and whoever reads may look through successions.

The places belong to the territory, which stands above; here it only says where they are to be asked. They are those of
today, also for a number as it was known earlier.

:source: ADR 0024, ADR 0077.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property

from django.db.models import Q

from minqing.kernel.access import path_range

from .rolls.amounts import Held, add

Source = Callable[[], Mapping[str, str]]
_source: list[Source] = []


def declare_successions(source: Source) -> None:
    """Say where successions are to be asked: closed place → the one that took its place."""
    _source[:] = [source]


def successions() -> "Successions":
    """Return them as they are now; none where nobody declared any."""
    return Successions(_source[0]() if _source else {})


def _above(path: str) -> set[str]:
    """Return a path and all above it."""
    return {path[: end + 1] for end, letter in enumerate(path) if letter == "/"}


@dataclass(frozen=True)
class Successions:
    """
    Closed places and where their past lies now.

    :param named: closed place → the place that was named for it, which may be closed by now.
    """

    named: Mapping[str, str]

    @cached_property
    def now(self) -> Mapping[str, str]:
        """
        Return where each lies now, through as many steps as there are.

        >>> dict(Successions({"c/1/2/": "c/3/4/", "c/3/": "c/5/"}).now)
        {'c/1/2/': 'c/5/', 'c/3/': 'c/5/'}
        """
        return {old: self._followed(new) for old, new in self.named.items()}

    def _followed(self, path: str) -> str:
        for _step in self.named:
            old = self._nearest(path)
            if old is None:
                break
            path = self.named[old]
        return path

    def _nearest(self, path: str) -> str | None:
        """Return the innermost closed place that a path lies in."""
        return max(_above(path) & self.named.keys(), key=len, default=None)

    def apply(self, held: Held) -> None:
        """
        Put what was read at closed places where it lies now.

        :param held: node → numbers, with everything below it, of all closed places too. Nodes in closed places go.
        """
        for old, facts, amount in [(old, *self._own(held, old)) for old in self.now]:
            before, after = _above(old), _above(self.now[old])
            for node in before - after:
                add(held, node, -facts, -amount)
            for node in after - before:
                add(held, node, facts, amount)
        for node in [node for node in held if self._nearest(node)]:
            del held[node]

    def _own(self, held: Held, old: str) -> tuple[int, int]:
        """Return what lies in a closed place, without the closed places in it."""
        inner = [one for one in self.named if one != old and self._nearest(one[: one.rindex("/", 0, -1) + 1]) == old]
        facts, amount = held.get(old, (0, 0))
        for one in inner:
            less = held.get(one, (0, 0))
            facts, amount = facts - less[0], amount - less[1]
        return facts, amount

    def within(self, path: str) -> Q:
        """Say "what lies at or below this place now" as a filter on facts."""
        condition = path_range("place_path", path)
        for old in sorted(self.now, key=len):
            if self.now[old].startswith(path):
                condition |= path_range("place_path", old)
            else:
                condition &= ~path_range("place_path", old)
        return condition
