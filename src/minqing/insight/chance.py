"""Whether two shares differ by more than chance. Pure."""

from math import sqrt

from minqing.ledger.measures import Tally

Z = 1.96


def wilson(part: int, whole: int) -> tuple[float, float]:
    """
    Return the 95 % interval of a share, itself where it lies outside 0 to 1: facts that contradict each other are
    shown as they are.

    :source: E. B. Wilson, 1927.
    """
    share = part / whole
    if not 0 <= share <= 1:
        return share, share
    middle = (share + Z * Z / (2 * whole)) / (1 + Z * Z / whole)
    half = Z * sqrt(share * (1 - share) / whole + Z * Z / (4 * whole * whole)) / (1 + Z * Z / whole)
    return max(middle - half, 0.0), min(middle + half, 1.0)


def interval(now: Tally, before: Tally) -> tuple[float, float] | None:
    """
    Return the 95 % interval of the difference of two shares, now less before; None where one of them is none.

    >>> low, high = interval(Tally(56, 70), Tally(48, 80))
    >>> round(low, 4), round(high, 4)
    (0.0524, 0.3339)

    :source: R. G. Newcombe, 1998, method 10: the intervals of both shares put together.
    """
    if not all(one.whole > 0 and 0 <= one.part <= one.whole for one in (now, before)):
        return None
    (low, high), (low_before, high_before) = wilson(now.part, now.whole), wilson(before.part, before.whole)
    first, second = now.part / now.whole, before.part / before.whole
    below = sqrt((first - low) ** 2 + (high_before - second) ** 2)
    above = sqrt((high - first) ** 2 + (second - low_before) ** 2)
    return first - second - below, first - second + above
