"""What a pivot hands out: frozen. A number that is not shown is in none of them."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _

from minqing.ledger.stocktaking import MOST

UNTOLD = _(
    "“%(title)s” is told by matter or channel by going through what stood, one by one, and here that would be more "
    "than %(most)s. Choose a later period, fewer months or a smaller place, or do not split it by unit. The number's "
    "own page tells it by matter as well."
)


@dataclass(frozen=True, slots=True)
class Cell:
    """
    One number.

    :param value: a share as part ÷ whole; None where there is nothing to divide by, and where it is hidden.
    :param hidden: whether it would point at fewer than ``smallest`` (rule MQ-K); then nothing else is told of it.
    """

    value: Decimal | None = None
    part: int | None = None
    whole: int | None = None
    n: int | None = None
    hidden: bool = False

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing stands behind it."""
        return not self.hidden and not self.value and not self.part and not self.whole


@dataclass(frozen=True, slots=True)
class Change:
    """
    How a number differs from that of the other period.

    :param before: that number.
    :param more: this one less that one, of shares in points from 0 to 1; None where either is hidden or a dash.
    :param low: of shares, with ``high`` the 95 % interval of the difference.
    :param is_real: whether the interval leaves out nought; None of what is no share.
    """

    before: Cell
    more: Decimal | None = None
    low: float | None = None
    high: float | None = None
    is_real: bool | None = None


@dataclass(frozen=True, slots=True)
class Shown:
    """One number, and how it differs from the other period's; ``change`` None where nothing is compared."""

    cell: Cell
    change: Change | None = None


@dataclass(frozen=True, slots=True)
class Column:
    """
    One column: a measure, of one value of the columns' split; ``at`` "" for all of them.

    :param id: what it is sorted by.
    """

    id: str
    at: str
    label: str
    measure: str
    title: Any
    unit: str


@dataclass(frozen=True, slots=True)
class Row:
    """One row: the value of each split of the rows, as key and in words, and its numbers in the columns' order."""

    keys: tuple[str, ...]
    labels: tuple[str, ...]
    cells: tuple[Shown, ...]


@dataclass(frozen=True, slots=True)
class Defined:
    """What one measure of the pivot is: printed beside every copy of it."""

    key: str
    title: Any
    question: Any
    unit: str
    kind: str
    formula: str
    counts: Any
    misleads: Any
    adds_up: bool
    definition: str


@dataclass(frozen=True, slots=True)
class Pivot:
    """
    One pivot over half-open days ``[start, end)``, for one reach.

    :param before_start: the days that it is compared with, ``before_end`` the day after; None without comparison.
    :param known_at: the position of the last fact that is known in it.
    :param org_path: below which unit, and ``place_path`` below which place, everything is counted.
    :param rows_by: keys of the rows' splits, ``heads`` their titles; ``cols_by`` key of the columns' split, ``split``
        its title, both "" without one.
    :param rows: in the order asked for. Empty ones are left out but for times.
    :param total: read, not summed: what counts something once, a share and a percentile have no sum.
    :param smallest: rule MQ-K; ``hidden`` how many cells it hides.
    :param filters: what is asked of the facts besides, in words.
    :param untold: keys of the measures that are dashes by matter and channel here: too much would have to be gone
        through to count what stands.
    """

    start: date
    end: date
    before_start: date | None
    before_end: date | None
    as_of: datetime
    known_at: int
    org_path: str
    place_path: str
    reach: str
    rows_by: tuple[str, ...]
    cols_by: str
    heads: tuple[Any, ...]
    split: Any
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    total: Row
    smallest: int
    hidden: int
    filters: tuple[str, ...]
    measures: tuple[Defined, ...]
    untold: tuple[str, ...] = ()

    @property
    def notes(self) -> tuple[str, ...]:
        """Say why some measures are dashes."""
        untold = [one for one in self.measures if one.key in self.untold]
        return tuple(str(UNTOLD) % {"title": one.title, "most": f"{MOST:,}"} for one in untold)
