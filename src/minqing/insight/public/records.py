"""What the public figures hand out: frozen, without tables behind them."""

from dataclasses import dataclass
from datetime import date, datetime

Number = int | None
"""A number, or None where it is not shown."""


@dataclass(frozen=True, slots=True)
class Numbers:
    """Asked, closed by the office, not answered by the promised day, and nobody said whether it is solved."""

    asked: Number = None
    done: Number = None
    late: Number = None
    unverified: Number = None


@dataclass(frozen=True, slots=True)
class PublicMonth:
    """One month. ``own`` is false where the place had no row of its own: it is told in that of its township."""

    month: date
    numbers: Numbers
    own: bool = True


@dataclass(frozen=True, slots=True)
class PublicPart:
    """
    A place below, or the rest of them, and its sums over the months told.

    :param path: empty for the rest.
    :param own: whether it had a row of its own in every month told; else there is no sum.
    """

    path: str
    numbers: Numbers
    own: bool = True


@dataclass(frozen=True, slots=True)
class PublicTable:
    """
    One year of one place as it was frozen; without a day, a year and months before the first was told.

    :param day: of the edition; ``through``: the position up to which it knew every fact.
    :param smallest: below so many a number is not shown; ``fewest``: below so many in a year a village is shown as its
        township.
    :param place_path: whose numbers these are: of a village without a row in this year, its township's.
    :param years: with at least one month told, the newest first.
    :param total: sums over the months; a number only where each of its months shows one.
    """

    asked_for: str
    place_path: str
    day: date | None = None
    frozen_at: datetime | None = None
    through: int = 0
    smallest: int = 0
    fewest: int = 0
    year: int | None = None
    years: tuple[int, ...] = ()
    months: tuple[PublicMonth, ...] = ()
    total: Numbers = Numbers()
    parts: tuple[PublicPart, ...] = ()

    @property
    def instead(self) -> bool:
        """Tell whether the township is shown instead of the village that was asked for."""
        return self.place_path != self.asked_for
