"""
Stocks in a pivot by matter and channel: counted one by one, and put onto the sheets that the other numbers stand on.

:source: ADR 0085.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import product

from minqing.ledger.measures import Measure
from minqing.ledger.rolls.amounts import Held, add
from minqing.ledger.rolls.scopes import PLACE
from minqing.ledger.sheets import Sheet
from minqing.ledger.spans import Span
from minqing.ledger.stocks import Stock, place, stocks_in
from minqing.ledger.stocktaking import Spot, Stocktaking

from .asked import Asked
from .axes import ALL, Value, where_of
from .dimensions import CODES, Family

Axes = Mapping[Family, Sequence[Value]]


@dataclass(frozen=True, slots=True)
class Standing:
    """
    What is put onto the sheets of a pivot.

    :param org: below which unit, and ``place`` below which place.
    :param outer: the tree whose values have a sheet each, where there are both trees.
    """

    asked: Asked
    axes: Axes
    sheets: Mapping[str, Sheet]
    outer: Family | None
    org: str
    place: str

    def put(self, spans: Iterable[Span]) -> frozenset[str]:
        """
        Count the stocks that are asked for by matter or channel; each is gone through once, whatever measures count it.

        :return: keys of the measures of which more would have to be gone through than is.
        """
        ends, told = tuple(sorted({span.end for span in spans})), dict[str, bool]()
        untold = set()
        for measure, stock in self._stocks():
            if (key := place(stock, {}).line.key) not in told:
                told[key] = self._put(stock, ends)
            untold |= set() if told[key] else {measure.key}
        return frozenset(untold)

    def _stocks(self) -> list[tuple[Measure, Stock]]:
        asked = self.asked.measures if self._families else ()
        return [(measure, stock) for measure in asked for stock in stocks_in(measure)]

    @property
    def _families(self) -> list[Family]:
        """Return what is told apart of the codes, be it for a filter alone."""
        return [one for one in CODES if one in self.axes or str(one) in self.asked.codes]

    def _put(self, stock: Stock, ends: tuple[date, ...]) -> bool:
        taken = Stocktaking(
            stock,
            tuple(str(one) for one in self._families),
            ends,
            org_path=self.org,
            place_path=self.place,
            place_of=self._node_of(Family.PLACE),
            org_of=self._node_of(Family.ORG),
            known_at=self.asked.known_at,
        ).take()
        for end, counts in taken or ():
            self._put_counts(stock, Span(None, end), counts)
        return taken is not None

    def _node_of(self, family: Family) -> Callable[[str], str] | None:
        """Say to which value of a tree a path belongs; "" where to none."""
        if family not in self.axes:
            return None
        values = {value.path for value in self.axes[family]}

        @cache
        def node_of(path: str) -> str:
            steps = [number + 1 for number, letter in enumerate(path) if letter == "/"]
            return next((path[:step] for step in steps if path[:step] in values), "")

        return node_of

    def _put_counts(self, stock: Stock, span: Span, counts: Mapping[Spot, int]) -> None:
        """Put what stands at one moment wherever it is asked for: at its node and above, of its codes and of all."""
        lines = {codes: place(stock, where).line.key for codes, where in self._wheres()}
        held: dict[tuple[str, str], Held] = {}
        for spot, n in counts.items():
            for outer, codes in product(self._outers(spot), product(*self._codes(spot))):
                if (line := lines.get(codes)) is None:
                    continue
                sheet = self.sheets[outer]
                at = held.setdefault((outer, line), sheet.amounts.of(line, span))
                for path in {sheet.scope.path, self._inner(sheet, spot) or sheet.scope.path}:
                    add(at, path, n)

    def _wheres(self) -> Iterator[tuple[tuple[str, ...], Mapping[str, Sequence[int]]]]:
        """Yield whatever codes are asked for, by the keys of their values; all of them are read from cells."""
        for matter, channel in product(*((ALL, *self.axes.get(one, ())) for one in CODES)):
            if where := where_of(self.asked, matter, channel):
                yield (matter.key, channel.key), where

    def _outers(self, spot: Spot) -> list[str]:
        if self.outer is None:
            return [""]
        own = spot.place if self.outer is Family.PLACE else spot.org
        return ["", own] if own in self.sheets and own else [""]

    @staticmethod
    def _inner(sheet: Sheet, spot: Spot) -> str:
        return spot.place if sheet.scope.tree == PLACE else spot.org

    def _codes(self, spot: Spot) -> list[list[str]]:
        marks = dict(zip(self._families, spot.marks, strict=True))
        return [self._keys(family, marks[family]) if family in marks else [""] for family in CODES]

    def _keys(self, family: Family, mark: int | None) -> list[str]:
        """Return of a code the key of its value, if it is one, and of all of them, if the filter lets it through."""
        wanted = self.asked.codes.get(str(family), ())
        if wanted and mark not in wanted:
            return []
        own = [value.key for value in self.axes.get(family, ()) if value.number == mark]
        return ["", *own]
