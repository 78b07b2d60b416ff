"""What the board hands out: frozen, made of measures alone."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class Count:
    """
    One number: a part, and the whole of a share; or a value.

    :param part: None of a value, and where it would point at single requests, which is hidden.
    :param whole: None of a plain count.
    :param value: of a mean, a percentile, or what is worked out from others; None where there is nothing to read off.
    :param n: how many facts stand behind a value; None where there is none, or it is hidden.
    """

    part: int | None
    whole: int | None = None
    value: float | None = None
    n: int | None = None

    @property
    def is_hidden(self) -> bool:
        """Tell whether it is not told."""
        return self.part is None and self.n is None


@dataclass(frozen=True, slots=True)
class MonthCount(Count):
    """
    One number of one month.

    :param first: the month's first day. The last month of a trend is not over.
    """

    first: date = date.min


@dataclass(frozen=True, slots=True)
class Likes:
    """
    Between what the middle half of the like places lies: of a share in per cent, else in the measure's unit.

    :param of: how many places are compared, the reader's own not among them.
    """

    low: float
    high: float
    of: int


@dataclass(frozen=True, slots=True)
class Compared:
    """
    A number beside that of the same days a year ago, with 95 % intervals.

    :param low: from where the difference lies, of a share in percentage points; of a percentile the number's own, and
        then ``low_then`` and ``high_then`` are those of a year ago.
    """

    low: float
    high: float
    low_then: float | None = None
    high_then: float | None = None

    @property
    def may_be_chance(self) -> bool:
        """Tell whether nothing but chance may lie behind the difference."""
        if self.low_then is None or self.high_then is None:
            return self.low <= 0 <= self.high
        return self.low <= self.high_then and self.low_then <= self.high


@dataclass(frozen=True, slots=True)
class Tile:
    """
    One measure on the board.

    :param before: the same days of the year before; None where nothing was written down then.
    :param last_month: the same days of the month before, likewise; None of a period longer than a month.
    :param definition: the hash of what the number depends on.
    :param months: the last twelve, oldest first, without those before anything was written down.
    :param likes: None of a plain count, which depends on how many people live there, and of too few places.
    :param kind: what kind of number it is: ``share``, ``percentile`` and so on.
    :param compared: with ``before``; None without one, and where no interval can be given.
    """

    key: str
    title: Any
    question: Any
    counts: Any
    misleads: Any
    unit: str
    better: str
    definition: str
    now: Count
    before: Count | None
    last_month: Count | None
    months: tuple[MonthCount, ...]
    likes: Likes | None
    kind: str = "count"
    compared: Compared | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """
    One thing that happened yesterday, or stood so at its end.

    :param words: one sentence that says both numbers.
    :param before: the day before yesterday.
    """

    key: str
    words: str
    yesterday: int
    before: int


@dataclass(frozen=True, slots=True)
class Cell:
    """One measure of one place, as of :class:`Count`: hidden where it would point at single requests (rule MQ-K)."""

    key: str
    part: int | None
    whole: int | None = None
    value: float | None = None
    n: int | None = None

    @property
    def is_hidden(self) -> bool:
        """Tell whether it is not told."""
        return self.part is None and self.n is None


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """One place, or one unit, below the reader's own, in the order of the tree."""

    path: str
    name: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class DayCount:
    """How many on one day."""

    on: date
    part: int


@dataclass(frozen=True, slots=True)
class Stream:
    """One way by which requests came in, or one end to which they went; ``part`` as of :class:`Count`."""

    key: str
    title: Any
    part: int | None


@dataclass(frozen=True, slots=True)
class MapClass:
    """One class of the map: from its least to its greatest value, and how many places it has."""

    low: float
    high: float
    places: int


@dataclass(frozen=True, slots=True)
class MapArea:
    """One place on the map; ``level`` is the number of its class, 0 where it is hidden or has nothing to divide by."""

    path: str
    name: str
    cell: Cell
    level: int


@dataclass(frozen=True, slots=True)
class MapShown:
    """
    One measure place by place.

    :param classes: at most five, from low to high; values of a share are in per cent.
    """

    key: str
    title: Any
    unit: str
    better: str
    classes: tuple[MapClass, ...]
    areas: tuple[MapArea, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """One place or unit on the way from the reader's own reach down to what is shown."""

    path: str
    name: str


@dataclass(frozen=True, slots=True)
class Board:
    """
    The one screen over half-open days ``[start, end)``, for one reach.

    :param through: the position of the last fact that is known in it.
    :param org_path: below which unit, and ``place_path`` below which place, everything is counted.
    :param heads: the measures of ``rows``, in their order: key and title.
    :param smallest: rule MQ-K.
    :param days: of the last thirteen weeks, the first a Monday; ``days_key`` the measure. None below her own reach.
    :param kind: whom it is for: ``leader``, ``township`` or ``unit``.
    :param way: from the reader's own reach down to this one, itself the last; of one step where nothing was opened.
    :param map: one measure of each place below, of a unit within it; None where no place stands below.
    """

    start: date
    end: date
    as_of: datetime
    through: int
    name: str
    org_path: str
    place_path: str
    tiles: tuple[Tile, ...]
    changes: tuple[Change, ...]
    heads: tuple[tuple[str, Any], ...]
    rows: tuple[PlaceRow, ...]
    smallest: int
    days_key: str
    days_title: Any
    days: tuple[DayCount, ...]
    came: tuple[Stream, ...]
    went: tuple[Stream, ...]
    kind: str
    way: tuple[Step, ...]
    map: MapShown | None
