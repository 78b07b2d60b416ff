"""Names of places as people say them. The code is the key; a name is for reading."""

from typing import Final

from minqing.kernel.pinyin import sounds_of

from .paths import SEARCHED

_COMMITTEES: Final = ("村民委员会", "村民委会", "居民委员会", "村委会", "居委会")
_PLACES: Final = ("村", "社区", "嘎查")


def short_name(official: str) -> str:
    """
    Shorten the name of a villagers' or residents' committee to the name of the place.

    >>> short_name("东关村民委员会"), short_name("金源社区居民委员会"), short_name("高邑镇")
    ('东关村', '金源社区', '高邑镇')
    """
    for committee in _COMMITTEES:
        if not official.endswith(committee) or official == committee:
            continue
        place = official.removesuffix(committee)
        if place.endswith(_PLACES):
            return place
        return place + ("村" if committee.startswith("村") else "社区")
    return official


def sounds(kind: str, name: str) -> str | None:
    """Return by which sounds a place is found; None for a door, which nobody finds by searching."""
    return sounds_of(name) if kind in SEARCHED else None
