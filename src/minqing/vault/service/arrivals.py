"""
What came in by a channel lies here, sealed, until it has become a request or its time has passed.

Nobody reads it but the program that makes a request of it; what a clerk sees of it is masked. Its key is one of the
vault's, so that it is rotated with the others and destroyed by deleting it.
"""

import hashlib
import hmac
from datetime import datetime
from uuid import UUID

from django.db import transaction

from minqing.kernel.times import day_of
from minqing.vault.models import CaseKey, SealedText
from minqing.vault.opening import Erased, alias, keyring, parts_of
from minqing.vault.service.storing import seal_parts

__all__ = ["drop_arrival", "keep_arrival", "open_arrival", "sender_tag", "standing_tags"]

PART = "arrived"


def keep_arrival(arrival_id: UUID, raw: bytes, *, at: datetime) -> None:
    """Keep what arrived, as it came; in the caller's transaction."""
    seal_parts(arrival_id, {PART: raw}, at)


def open_arrival(arrival_id: UUID) -> bytes:
    """
    Return what arrived, as it came.

    :raises Erased: if it was dropped.
    """
    found = parts_of(arrival_id, PART)
    if not found:
        raise Erased
    return found[0][1]


def drop_arrival(arrival_id: UUID) -> None:
    """Destroy what arrived. Repeating it changes nothing; what a case has of it stays with the case."""
    with transaction.atomic(using=alias()):
        CaseKey.objects.using(alias()).filter(case_id=arrival_id).delete()
        SealedText.objects.using(alias()).filter(case_id=arrival_id).delete()


def sender_tag(sender: str, *, at: datetime) -> str:
    """
    Return what stands for a sender on one day, so that a flood is seen and nobody known.

    The next day it is another, and without the key it leads to nobody.
    """
    ring = keyring()
    return _tag(ring.index_key(ring.newest), f"{day_of(at)}:{_plain(sender)}")


def standing_tags(sender: str) -> list[str]:
    """Return what stands for a sender who wants no messages: one for each master key, the newest first."""
    ring = keyring()
    return [_tag(ring.index_key(version), f"standing:{_plain(sender)}") for version in sorted(ring.masters)[::-1]]


def _plain(sender: str) -> str:
    return "".join(sender.split()).casefold()


def _tag(key: bytes, said: str) -> str:
    return hmac.new(key, f"sender:{said}".encode(), hashlib.sha256).hexdigest()
