"""
Percentiles from fixed bins: how many facts had an amount from one edge up to the next.

Bins add up over places and months, and a fact taken back leaves its bin, which no sketch of a distribution can do. The
answer lies inside its bin, so it is as exact as the bins are narrow; the edges are printed with it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

HOURS = (0, 1, 2, 4, 8, 12, 24, 36, 48, 72, 96, 120, 168, 240, 336, 480, 720, 1440, 2880)
"""Edges for durations in hours: an hour, a day, five working days, a month, a quarter."""


@dataclass(frozen=True, slots=True)
class Percentile:
    """
    Which percentile, over which bins.

    :param percent: 50 for the median, 90 for the one that nine of ten do not exceed.
    :param edges: the lower edge of each bin, rising; what lies below the first is in the first, and the last is open.
    """

    percent: int
    edges: tuple[int, ...] = HOURS

    def __post_init__(self) -> None:
        if not 0 < self.percent < 100 or len(self.edges) < 2 or list(self.edges) != sorted(set(self.edges)):
            raise ValueError(f"percentile {self.percent} over {self.edges}: between 0 and 100, edges rising")

    @property
    def bins(self) -> list[tuple[int | None, int | None]]:
        """Return each bin as half-open amounts; None for no limit."""
        inner = list(self.edges[1:])
        return list(zip([None, *inner], [*inner, None], strict=True))

    def value(self, counts: Sequence[int]) -> Decimal | None:
        """
        Read the percentile off the bins, in between by proportion.

        :param counts: how many facts lie in each bin.
        :return: None where there are none. In the last bin its lower edge: how far beyond, nobody knows.
        """
        total = sum(counts)
        if total <= 0:
            return None
        return self._at(Decimal(total * self.percent) / 100, counts)

    def between(self, counts: Sequence[int], z: float) -> tuple[Decimal, Decimal] | None:
        """
        Say between what the percentile lies: by how far its rank goes up and down by chance.

        :param z: 1.96 for 95 of 100.
        :return: None where there are too few to say.
        """
        total, share = sum(counts), self.percent / 100
        if total <= 0:
            return None
        half = z * (total * share * (1 - share)) ** 0.5
        low, high = total * share - half, total * share + half
        if low <= 0 or high >= total:
            return None
        return self._at(Decimal(low), counts), self._at(Decimal(high), counts)

    def _at(self, wanted: Decimal, counts: Sequence[int]) -> Decimal:
        """Read off the amount that so many do not exceed."""
        below = 0
        for number, count in enumerate(counts):
            if below + count >= wanted and count > 0:
                return self._inside(number, (wanted - below) / count)
            below += count
        return Decimal(self.edges[-1])

    def _inside(self, number: int, share: Decimal) -> Decimal:
        low = Decimal(self.edges[number])
        if number == len(self.edges) - 1:
            return low
        return low + share * (self.edges[number + 1] - low)
