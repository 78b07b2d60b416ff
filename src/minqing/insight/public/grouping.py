"""
Which villages have a row of their own in the public table of a month, and which are told in their township's *rest*.

A village with fewer than N requests in the twelve months up to then (rule MQ-PUBLIC-N, 30) is shown as its township.
The rest must not be one village in disguise: it is of two villages at least, and of N requests, or of none. Where it
would be less, the smallest of the other villages joins it.

A month with fewer than k requests counts as none. Else a row would tell on its hidden cells: thirty in the year and
twenty-eight of them shown leaves two for the month that is not. Pure.
"""

from collections.abc import Mapping, Sequence

__all__ = ["standing_alone", "weight"]

Months = Sequence[int]
"""The requests of each of twelve months."""


def standing_alone(villages: Mapping[str, Months], whole: Months, *, fewest: int, k: int) -> list[str]:
    """
    Return the villages with a row of their own, in the order of their paths.

    >>> standing_alone({"a": [40], "b": [35], "c": [50], "d": [3]}, [130], fewest=30, k=5)
    ['a', 'c']
    >>> standing_alone({"a": [40], "b": [35], "d": [0]}, [75], fewest=30, k=5)
    ['a', 'b']

    :param whole: the township's requests in the same months, those that name no village among them.
    :param fewest: so many a village must have; ``k``: fewer than so many of a month are not counted.
    """
    weights = {path: weight(months, k) for path, months in villages.items()}
    alone = sorted((path for path, count in weights.items() if count >= fewest), key=lambda path: weights[path])
    while alone:
        rest = _less(whole, [villages[path] for path in alone])
        others = len(villages) - len(alone)
        if not any(rest) or others == 0 or (others >= 2 and weight(rest, k) >= fewest):
            break
        alone.pop(0)
    return sorted(alone)


def weight(months: Months, k: int) -> int:
    """
    Add up the months that have at least k.

    >>> weight([20, 4, 0, 10], k=5)
    30
    """
    return sum(count for count in months if count >= k)


def _less(whole: Months, parts: Sequence[Months]) -> list[int]:
    return [total - sum(counts) for total, *counts in zip(whole, *parts, strict=True)]
