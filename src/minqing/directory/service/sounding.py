"""The sounds by which units are found, for those that were opened before sounds were kept."""

from minqing.directory.models import Organisation
from minqing.kernel.pinyin import sounds_of


def fill_sounds() -> int:
    """
    Give every unit that has no sounds yet its own; no event, for nothing happened. Idempotent.

    :return: how many were filled.
    """
    rows = list(Organisation.objects.filter(sounds=None))
    for row in rows:
        row.sounds = sounds_of(row.name)
    return Organisation.objects.bulk_update(rows, ["sounds"], batch_size=500) if rows else 0
