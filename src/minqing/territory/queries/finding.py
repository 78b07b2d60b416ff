"""Finding places by pieces of their names, the beginning of their codes, or their sounds; within an actor's reach."""

from collections.abc import Sequence

from django.db.models import Q, QuerySet

from minqing.kernel.access import Actor, path_range
from minqing.kernel.chinese import runs
from minqing.kernel.paging import Counted, counted
from minqing.kernel.pinyin import sounds_like
from minqing.territory.models import Place
from minqing.territory.paths import DIVISIONS
from minqing.territory.records import PlaceView

from .places import place_views

ABOVE = 20
"""Divisions that one word may name: 清源 in 清源 柳河."""


def places_found(
    text: str, *, actor: Actor, permission: str, below: str = "", cursor: str | None = None, size: int = 20
) -> Counted[PlaceView]:
    """
    Find divisions, grid cells and lanes in force within the places of a permission; doors are never found.

    Of several words each must be in the place's own name or in that of a division above it: 清源 柳河.

    :param below: only at or below this path; empty for the whole reach.
    :return: in the order of their paths, with how many there are; empty for an empty text.
    :raises Refused: if the cursor is broken.
    """
    words = runs(text)
    rows: QuerySet[Place] = Place.objects.within(actor, permission).filter(sounds__isnull=False, valid_to=None)
    if below:
        rows = rows.filter(path_range("path", below))
    rows = rows.filter(_named(words)) if words else rows.none()
    found = counted(rows, lambda row: row, order=("path",), cursor=cursor, size=size)
    return found.map_all(place_views)


def places_sounding(word: str, limit: int) -> list[str]:
    """Return names of divisions, grid cells and lanes in force by their initials or their pinyin."""
    rows = Place.objects.filter(sounds_like(word), sounds__isnull=False, valid_to=None).order_by("path")
    return list(rows.values_list("name", flat=True)[:limit])


def own(word: str) -> Q:
    """Say that a place itself is called so."""
    match = Q(name__contains=word) | Q(official_name__contains=word) | sounds_like(word)
    return match | Q(code__startswith=word) if word.isdigit() else match


def _named(words: Sequence[str]) -> Q:
    if len(words) == 1:
        return own(words[0])
    every, some = Q(), Q()
    for word in words:
        every &= own(word) | _under(word)
        some |= own(word)
    return every & some


def _under(word: str) -> Q:
    """Say that a place lies in a division that is called so."""
    above = Place.objects.filter(own(word), kind__in=DIVISIONS, sounds__isnull=False, valid_to=None).order_by("path")
    condition = Q(pk__in=[])
    for path in above.values_list("path", flat=True)[:ABOVE]:
        condition |= path_range("path", path)
    return condition
