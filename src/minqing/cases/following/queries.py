"""What may be followed, and what a follower reads. Nothing here tells more than the notice board of the village."""

from collections.abc import Callable, Collection
from datetime import datetime
from typing import Final

from minqing.cases.access import ReceiptNotFound
from minqing.cases.merging.likeness import shared_words
from minqing.cases.models import Follow
from minqing.cases.paths import and_above
from minqing.cases.receipts import receipt_hash
from minqing.cases.releasing.placing import VILLAGE
from minqing.cases.releasing.queries import released_by_number, released_page
from minqing.cases.releasing.records import ReleasedCase, ReleaseFilters

from .records import FollowedCase

__all__ = ["followed", "same_in_village"]

SHOWN: Final = 3
LOOKED_AT: Final = 60
"""So many of a village's open released requests are compared, the newest: the page comes while somebody waits."""
ALIKE: Final = 5
"""So many letters in common, in runs of two or more, make public words alike to hers."""


def same_in_village(
    text: str, *, place_path: str, matters: Callable[[], Collection[int]], at: datetime
) -> tuple[ReleasedCase, ...]:
    """
    Return the open released requests of a village that may be the one being filed, the newest first: one query where
    there is none, three otherwise.

    Those whose place is told as the township only are left out, lest she learn from the page which village it was.

    :param text: masked words. ``matters`` gives the numbers that they suggest, or that she chose; asked only
        where something is public.
    """
    chain = and_above(place_path)
    if len(chain) < VILLAGE:
        return ()
    rows = released_page(ReleaseFilters(place_path=chain[VILLAGE - 1], is_open=True), at=at, size=LOOKED_AT)
    wanted = matters() if rows else ()
    found = (one for one in rows if one.matter_number in wanted or _alike(text, one.words))
    return tuple(found)[:SHOWN]


def _alike(text: str, words: str) -> bool:
    return sum(len(run) for run in shared_words(text, words)) >= ALIKE


def followed(receipt: str, *, at: datetime) -> FollowedCase:
    """
    Return what the holder of a follower's receipt may read.

    :raises ReceiptNotFound: if nobody follows anything with this code.
    """
    stored = receipt_hash(receipt)
    row = Follow.objects.select_related("case").filter(receipt_hash=stored).first() if stored else None
    if row is None:
        raise ReceiptNotFound
    return FollowedCase(row.at, next(iter(released_by_number([row.case.number], at=at)), None))
