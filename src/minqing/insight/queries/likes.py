"""How a number compares with like places: as the range in which the middle half of them lies, never as a rank."""

from collections.abc import Iterable
from statistics import quantiles

from minqing.insight.records import Likes
from minqing.ledger.measures import Measure, Tally

FEWEST = 5
"""Of fewer places a range would say what each of them has."""


def likes(measure: Measure, tallies: Iterable[Tally], k: int) -> Likes | None:
    """
    Return the middle half of the shares; None of a plain count, and where fewer than five places have enough.

    :param k: rule MQ-K; a place with a smaller whole is left out.
    """
    if not measure.is_share:
        return None
    shares = [100 * tally.part / tally.whole for tally in tallies if tally.whole >= k]
    if len(shares) < FEWEST:
        return None
    low, _, high = quantiles(shares, n=4, method="inclusive")
    return Likes(round(low, 1), round(high, 1), len(shares))
