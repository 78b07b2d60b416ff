"""
Idempotency keys: what a system asks for under one key is done once.

The key is claimed in a transaction of its own before the verb; that it is done is written in the verb's own
transaction. So a server that dies leaves either both or neither, and never a step that was made and is not known to
be made. A claim whose verb was refused is given back. One that was left open (the server died in between) may be taken
over after a minute; if the first one was only slow, its verb finds the claim gone at its end and is undone.
"""

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from minqing.kernel.access import Actor
from minqing.kernel.errors import Conflict, Refused
from minqing.ledger.jobs import periodic

from .models import AskedOnce

TAKE_OVER = timedelta(minutes=1)
KEPT = timedelta(days=7)
UNDER_WAY = _("The first request under this key is still being carried out.")


class KeyUsedOtherwise(Refused):
    """The same idempotency key came with another request."""

    code = "idempotency-key-used"
    default = _("This idempotency key was used for a different request.")


@dataclass(frozen=True, slots=True)
class Claim:
    """One claimed key: which row, and since when it is ours."""

    row: int
    began_at: datetime

    def done(self, *, at: datetime) -> None:
        """
        Mark the request as carried out; called in the transaction of its verb.

        :raises Conflict: if the claim was taken over meanwhile; the verb is undone by it.
        """
        ours = AskedOnce.objects.filter(pk=self.row, began_at=self.began_at)
        if not ours.update(done_at=at):
            raise Conflict(UNDER_WAY)

    def give_back(self) -> None:
        """Forget the claim of a request that was refused, so that a corrected one may come under the same key."""
        AskedOnce.objects.filter(pk=self.row, began_at=self.began_at, done_at__isnull=True).delete()


def claim(actor: Actor, key: str, body: bytes, *, at: datetime) -> Claim | None:
    """
    Claim a key for a request.

    :param body: what identifies the request: method, address and body.
    :return: the claim when the request is to be carried out, None when it was done before.
    :raises KeyUsedOtherwise: if the key belongs to another request.
    :raises Conflict: while the first request under this key is still running.
    """
    fields = {"client_id": actor.ref.id, "key": _hash(key.encode())}
    digest = _hash(body)
    try:
        with transaction.atomic():
            row = AskedOnce.objects.create(**fields, digest=digest, began_at=at)
    except IntegrityError:
        return _again(fields, digest, at)
    return Claim(row.pk, at)


def _again(fields: dict[str, str], digest: str, at: datetime) -> Claim | None:
    held = AskedOnce.objects.filter(**fields).first()
    if held is None:
        raise Conflict
    if held.digest != digest:
        raise KeyUsedOtherwise
    if held.done_at is not None:
        return None
    open_since = AskedOnce.objects.filter(pk=held.pk, done_at__isnull=True, began_at=held.began_at)
    if at - held.began_at < TAKE_OVER or not open_since.update(began_at=at):
        raise Conflict(UNDER_WAY)
    return Claim(held.pk, at)


def _hash(text: bytes) -> str:
    return hashlib.sha256(text).hexdigest()


@periodic(name="exchange.forget_keys", every=timedelta(hours=6))
def forget_old(at: datetime) -> None:
    """Drop idempotency keys after a week."""
    AskedOnce.objects.filter(began_at__lt=at - KEPT).delete()
