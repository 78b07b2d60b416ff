"""
The numbers of a pivot, read from the ledger at once: from cells where there are cells, else counted from facts.

One sheet holds all measures, times and codes, and one of the two trees; where a pivot has both, one sheet is read for
each value of the shorter one. How many queries it takes depends on nothing else.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from minqing.ledger.measures import Measure, Tally
from minqing.ledger.narrowed import Where, narrowed
from minqing.ledger.rolls.scopes import ORG, PLACE, Scope, undivided
from minqing.ledger.sheets import Number, Sheet, sheet
from minqing.ledger.spans import Span
from minqing.ledger.splits import adds_up, what_is_left
from minqing.ledger.stocks import flowing, placed

from .asked import Asked
from .axes import ALL, ELSEWHERE, Value, where_of
from .dimensions import CODES, Family
from .hiding import cell_of, cell_of_number
from .periods import moved, shift_of
from .records import Cell
from .standing import Standing

MOST_SHEETS, MANY = 40, 60
At = Mapping[Family, Value]
"""Where in the pivot: the value of each split; what is not named is all of it."""


@dataclass(slots=True)
class Cube:
    """
    What was read.

    :param axes: the values of each split.
    :param outer: the tree whose values have a sheet each, where there are both trees.
    :param sheets: key of the value of that tree → what was read; "" for all.
    :param untold: the keys of the measures that count a stock of which too much would have to be gone through.
    """

    asked: Asked
    axes: Mapping[Family, Sequence[Value]]
    smallest: int
    outer: Family | None
    sheets: Mapping[str, Sheet]
    untold: frozenset[str] = frozenset()
    _asked_of: dict[tuple[str, str, str], Measure] = field(default_factory=dict)

    @property
    def known_at(self) -> int:
        """Return the position up to which every settled fact is in it."""
        return min(one.through for one in self.sheets.values())

    def cell(self, measure: Measure, at: At, *, before: bool = False) -> Cell:
        """Return one number, of the asked period or of the one it is compared with, hidden where it is small."""
        if measure.key in self.untold and (self.asked.codes or any(at.get(one, ALL).key for one in CODES)):
            return Cell()
        if elsewhere := self._elsewhere(at):
            if not adds_up(measure, str(elsewhere)):
                return Cell()
            return cell_of_number(measure, self._number(measure, at, before=before), self.smallest)
        return cell_of(*self._place(measure, at, before=before), self.smallest)

    def tally(self, measure: Measure, at: At, *, before: bool = False) -> Tally:
        """Return its part and whole, for an interval of two numbers that are both shown."""
        number = self._number(measure, at, before=before)
        return Tally(number.part or 0, number.whole or 0)

    def _number(self, measure: Measure, at: At, *, before: bool) -> Number:
        """Return a number as it was read; what lies in none of the values of a tree is what they leave of the whole."""
        family = self._elsewhere(at)
        if family is None:
            read, asked, span, path = self._place(measure, at, before=before)
            return read.number(asked, span, path)
        around = {one: value for one, value in at.items() if one is not family}
        each = ({**around, family: value} for value in self.axes[family])
        whole = self._number(measure, around, before=before)
        return what_is_left(whole, [self._number(measure, one, before=before) for one in each])

    @staticmethod
    def _elsewhere(at: At) -> Family | None:
        return next((family for family, value in at.items() if value.key == ELSEWHERE), None)

    def _place(self, measure: Measure, at: At, *, before: bool) -> tuple[Sheet, Measure, Span, str]:
        read = self.sheets[at.get(self.outer, ALL).key if self.outer else ""]
        inner = next((at[one] for one in (Family.PLACE, Family.ORG) if one in at and one is not self.outer), ALL)
        return (
            read,
            self._narrowed(measure, at),
            span_of(self.asked, at.get(Family.TIME, ALL), before=before),
            inner.path,
        )

    def _narrowed(self, measure: Measure, at: At) -> Measure:
        matter, channel = (at.get(one, ALL) for one in CODES)
        key = measure.key, matter.key, channel.key
        if key not in self._asked_of:
            self._asked_of[key] = _of_codes(measure, where_of(self.asked, matter, channel))
        return self._asked_of[key]


def span_of(asked: Asked, time: Value, *, before: bool = False) -> Span:
    """Return the days of a value of time, or those that they are compared with."""
    span = time.span or asked.span
    if not before or asked.before is None:
        return span
    return moved(span, shift_of(asked.span, asked.versus)) if time.span else asked.before


def read(asked: Asked, axes: Mapping[Family, Sequence[Value]], *, org: str, place: str, smallest: int) -> Cube:
    """
    Read everything that a pivot shows.

    :param axes: the values of each split.
    :param org: below which unit, and ``place`` below which place.
    """
    trees = sorted((one for one in (Family.PLACE, Family.ORG) if one in axes), key=lambda one: len(axes[one]))
    outer = trees[0] if len(trees) > 1 else None
    inner = trees[-1] if trees else None
    codes = [(ALL, *axes.get(one, ())) for one in CODES]
    measures = [
        narrowed(flowing(measure), where) if (where := where_of(asked, matter, channel)) else measure
        for measure in asked.measures
        for matter in codes[0]
        for channel in codes[1]
    ]
    times = (ALL, *axes.get(Family.TIME, ()))
    spans = list(dict.fromkeys(span_of(asked, one, before=late) for one in times for late in (False, True)))
    sheets = {
        one.key: sheet(measures, spans, _scope(outer, one, inner, axes, org, place), known_at=asked.known_at)
        for one in ((ALL, *axes[outer]) if outer else (ALL,))
    }
    untold = Standing(asked, axes, sheets, outer, org, place).put(spans)
    return Cube(asked, axes, smallest, outer, sheets, untold)


def _of_codes(measure: Measure, where: Where) -> Measure:
    return placed(measure, where) if where else measure


def _scope(  # noqa: PLR0917 the two trees, and where each of them begins
    outer: Family | None,
    one: Value,
    inner: Family | None,
    axes: Mapping[Family, Sequence[Value]],
    org: str,
    place: str,
) -> Scope:
    if inner is None:
        return undivided(org, place)
    if one.path and outer is Family.ORG:
        org = one.path
    elif one.path:
        place = one.path
    tree, own = (ORG, org) if inner is Family.ORG else (PLACE, place)
    paths = () if len(axes[inner]) > MANY else (own, *(value.path for value in axes[inner]))
    return Scope(org, place, tree, tuple(dict.fromkeys(paths)))
