"""One analysis: numbers put side by side, kept as views, and taken out as files that say what they are."""

from minqing.cases import queries as cases
from minqing.insight.pivots.dimensions import name_codes


def _matters() -> dict[int, str]:
    return {one.number: one.name for one in cases.matters()}


name_codes("matter", _matters)
