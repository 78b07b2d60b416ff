"""The map as numbers: one measure of each place below, in classes. Where boundaries run is the territory's to say."""

from collections.abc import Mapping

from minqing.insight.records import Cell, MapArea, MapShown
from minqing.ledger.measures import Measure

from .classes import classes, levels, value_of


def map_of(measure: Measure, cells: Mapping[str, Cell], names: Mapping[str, str]) -> MapShown:
    """
    Colour places by one measure.

    :param cells: path → its number, hidden where it is small.
    """
    values = {path: value_of(cell, measure.unit) for path, cell in cells.items()}
    cut = classes(value for value in values.values() if value is not None)
    level = levels(values, cut)
    return MapShown(
        key=measure.key,
        title=measure.title,
        unit=measure.unit,
        better=measure.better.value,
        classes=cut,
        areas=tuple(MapArea(path, names[path], cell, level[path]) for path, cell in cells.items()),
    )
