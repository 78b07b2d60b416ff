"""What is told of a place: its village, or its township where so few ask that one might be known by it."""

from datetime import datetime, timedelta
from typing import Final

from minqing.cases.few import number_of
from minqing.cases.models import Case
from minqing.cases.paths import and_above
from minqing.kernel.access import path_range

FEWEST_RULE: Final = "MQ-PUBLIC-N"
CAREFUL: Final = 30
YEAR = timedelta(days=365)
VILLAGE: Final = 3
"""So many steps the path of a village has."""


def public_place(place_path: str, *, at: datetime) -> str:
    """
    Cut a place to what everybody may read.

    :return: the path of the village, of its township where fewer requests than rule MQ-PUBLIC-N came from it in the
        twelve months before, or the place itself above villages.
    :source: guardrail G9.
    """
    chain = and_above(place_path)
    if len(chain) < VILLAGE:
        return place_path
    village, township = chain[VILLAGE - 1], chain[VILLAGE - 2]
    return village if stands_alone(village, at=at) else township


def stands_alone(village: str, *, at: datetime) -> bool:
    """Tell whether so many requests came from a village in the year before that one of them tells nobody apart."""
    fewest = number_of(FEWEST_RULE, CAREFUL, village, at)
    came = Case.objects.filter(path_range("place_path", village), registered_at__gt=at - YEAR).order_by()
    return len(came.values_list("serial")[:fewest]) >= fewest
