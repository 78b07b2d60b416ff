"""What was read of lines over spans, and how rows of facts are added to it."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from itertools import product

from minqing.ledger.lines import Line as Counted
from minqing.ledger.lines import Sorter
from minqing.ledger.spans import Span

from .cells import NOTHING
from .counted import Row
from .scopes import Scope

__all__ = ["Amounts", "Held", "Into", "add", "add_rows"]

Held = dict[str, tuple[int, int]]
"""Node → facts net of reversals, and the sum of their amounts."""
Into = Sequence[tuple[Span, Span, int]]
"""To which span which days are added, and with which sign."""


@dataclass(slots=True)
class Amounts:
    """
    What was read of each line over each span.

    :param through: the position up to which every settled fact is in it.
    """

    through: int
    _held: dict[tuple[str, Span], Held] = field(default_factory=dict)

    def of(self, line: str, span: Span) -> Held:
        """Return what was read of one line over one span; nodes where nothing happened are absent."""
        return self._held.setdefault((line, span), {})


def add(held: Held, path: str, facts: int, amount: int = 0) -> None:
    """Add to what is held at a node."""
    before = held.get(path, NOTHING)
    held[path] = (before[0] + facts, before[1] + amount)


def add_rows(found: Amounts, rows: Iterable[Row], lines: Iterable[Counted], into: Into, scope: Scope) -> None:
    """Add rows of facts to the spans that hold their day, at every node of the scope that holds their path."""
    sorter, paths_of = Sorter({line.key: line for line in lines}), cache(scope.paths_of)
    for day, some in _by_day(rows).items():
        spans = [(span, sign) for span, days, sign in into if days.holds(day)]
        for row in some if spans else ():
            nodes = paths_of(row.path)
            for line, (span, sign) in product(sorter.lines(row.kind, row.marks, row.each), spans):
                held = found.of(line, span)
                for node in nodes:
                    add(held, node, sign * row.facts, sign * row.amount)


def _by_day(rows: Iterable[Row]) -> dict[date, list[Row]]:
    found: dict[date, list[Row]] = defaultdict(list)
    for row in rows:
        found[row.day].append(row)
    return found
