"""Finding units by pieces of their names, or by their sounds; within an actor's reach. Never a person."""

from django.db.models import Q, QuerySet

from minqing.directory.models import Organisation
from minqing.directory.records import OrganisationView
from minqing.kernel.access import Actor
from minqing.kernel.chinese import runs
from minqing.kernel.paging import Counted, counted
from minqing.kernel.pinyin import sounds_like

from .organisations import organisation_view


def units_found(
    text: str, *, actor: Actor, permission: str, cursor: str | None = None, size: int = 20
) -> Counted[OrganisationView]:
    """
    Find open units on which a permission is held, by pieces of their names or by pinyin initials (``swj``).

    :return: in the order of their paths, with how many there are; empty for an empty text.
    :raises Refused: if the cursor is broken.
    """
    words = runs(text)
    rows: QuerySet[Organisation] = Organisation.objects.within(actor, permission).filter(closed_at=None)
    for word in words:
        rows = rows.filter(Q(name__contains=word) | sounds_like(word))
    return counted(rows if words else rows.none(), organisation_view, order=("path",), cursor=cursor, size=size)


def units_sounding(word: str, limit: int) -> list[str]:
    """Return names of open units by their initials or their pinyin, in the order of their paths."""
    rows = Organisation.objects.filter(sounds_like(word), closed_at=None).order_by("path")
    return list(rows.values_list("name", flat=True)[:limit])
