"""
Exact tails of the binomial and the Poisson distribution: how rare so many, or so few, would be by chance. Pure.

Limits at three standard deviations are right for large numbers only. Of few requests with a share near 0 or 1 they are
crossed by chance far too often, so whatever lies outside them is asked once more, exactly.
"""

from collections.abc import Callable
from math import ceil, exp, lgamma, log

RARE = 0.00135
"""What lies beyond three standard deviations on one side, of a normal distribution."""
NEGLIGIBLE, EXACTLY = 1e-12, 1e-9
LARGE = 30
"""From so many expected on, either side of the mean is as likely."""


def is_rare(part: int, whole: int, centre: float, *, nested: bool = True) -> bool:
    """
    Tell whether a count this far from what was to be expected is rarer than three standard deviations.

    :param centre: the share that was to be expected.
    :param nested: whether the part lies within the whole; else it may be larger, and counts like rare events.
    """
    if whole <= 0 or (nested and not 0 < centre < 1) or centre <= 0:
        return False
    expected = whole * centre
    if part == expected:
        return False
    chance: Callable[[int], float] = _binomial(whole, centre) if nested else _poisson(expected)
    return _tail(chance, part, 1 if part > expected else -1, whole if nested else None) <= RARE


def chance_of_side(whole: int, centre: float, side: int, *, nested: bool = True) -> float:
    """
    Return how likely a single count is to lie on one side of what is to be expected.

    One half where numbers are large; of rare events most periods lie below the mean, and a row of them is no wonder.

    :param side: 1 for above, -1 for below.
    """
    expected = whole * centre
    rest = whole - expected if nested else expected
    if min(expected, rest) >= LARGE or expected <= 0 or rest <= 0:
        return 0.5
    if nested and rest < expected:
        return chance_of_side(whole, 1 - centre, -side)
    chance = _binomial(whole, centre) if nested else _poisson(expected)
    below = sum(chance(count) for count in range(ceil(expected - EXACTLY)))
    at = chance(round(expected)) if abs(expected - round(expected)) < EXACTLY else 0.0
    return below if side < 0 else 1 - below - at


def _tail(chance: Callable[[int], float], start: int, step: int, last: int | None) -> float:
    """Add up from a count away from the middle; there the chances only get smaller."""
    total, count = 0.0, start
    while count >= 0 and (last is None or count <= last):
        one = chance(count)
        total += one
        if one < NEGLIGIBLE:
            break
        count += step
    return total


def _binomial(whole: int, share: float) -> Callable[[int], float]:
    held = lgamma(whole + 1)
    yes, no = log(share), log(1 - share)

    def chance(count: int) -> float:
        ways = held - lgamma(count + 1) - lgamma(whole - count + 1)
        return exp(ways + count * yes + (whole - count) * no)

    return chance


def _poisson(expected: float) -> Callable[[int], float]:
    return lambda count: exp(count * log(expected) - expected - lgamma(count + 1))
