"""A map's classes: at most five, with about as many places in each, and none empty. Pure."""

from collections.abc import Iterable, Mapping

from minqing.insight.records import Cell, MapClass
from minqing.ledger.units import SHARE

MOST = 5


def value_of(cell: Cell, unit: str = "") -> float | None:
    """Return what a place is coloured by: a count, a share in per cent, a value; None where nothing is shown."""
    if cell.n is not None:
        return None if cell.value is None else round(100 * cell.value if unit == SHARE else cell.value, 1)
    if cell.part is None or cell.whole == 0:
        return None
    return float(cell.part) if cell.whole is None else round(100 * cell.part / cell.whole, 1)


def classes(values: Iterable[float]) -> tuple[MapClass, ...]:
    """
    Cut values into classes: equal values stay together.

    >>> [(one.low, one.high, one.places) for one in classes([1, 2, 2, 3, 8, 9])]
    [(1, 1, 1), (2, 2, 2), (3, 3, 1), (8, 8, 1), (9, 9, 1)]
    >>> [(one.low, one.high) for one in classes(range(100))][0]
    (0, 19)
    """
    held = sorted(values)
    different = sorted(set(held))
    count = min(MOST, len(different))
    if not count:
        return ()
    cuts = [different[round(number * len(different) / count)] for number in range(count)] if count else []
    found = []
    for number, low in enumerate(cuts):
        up_to = cuts[number + 1] if number + 1 < count else None
        inside = [one for one in held if one >= low and (up_to is None or one < up_to)]
        found.append(MapClass(inside[0], inside[-1], len(inside)))
    return tuple(found)


def levels(values: Mapping[str, float | None], cut: Iterable[MapClass]) -> dict[str, int]:
    """Return of each place the number of its class, the first is 1; 0 where it has none."""
    held = tuple(cut)
    return {
        path: next((n for n, one in enumerate(held, start=1) if value is not None and value <= one.high), 0)
        for path, value in values.items()
    }
