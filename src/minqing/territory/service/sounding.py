"""The sounds by which places are found, for those that were written down before sounds were kept."""

from minqing.territory.models import Place
from minqing.territory.names import sounds
from minqing.territory.paths import SEARCHED

AT_ONCE = 1000


def fill_sounds() -> int:
    """
    Give every place that has no sounds yet its own; no event, for nothing happened. Idempotent.

    :return: how many were filled.
    """
    filled = 0
    while rows := list(Place.objects.filter(sounds=None, kind__in=SEARCHED)[:AT_ONCE]):
        for row in rows:
            row.sounds = sounds(row.kind, row.name)
        filled += Place.objects.bulk_update(rows, ["sounds"])
    return filled
