"""
Idempotency keys: what a system asks for under one key is done once.

The key is claimed in a transaction of its own before the verb, and marked done after it. A claim whose verb was
refused is given back, since nothing was written. A claim that was left open (the server died in between) may be
taken over after a minute; the lifecycle then says honestly whether the step was already made.
"""

import hashlib
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from minqing.kernel.access import Actor
from minqing.kernel.errors import Conflict, Refused
from minqing.ledger.jobs import periodic

from .models import AskedOnce

TAKE_OVER = timedelta(minutes=1)
KEPT = timedelta(days=7)


class KeyUsedOtherwise(Refused):
    """The same idempotency key came with another request."""

    code = "idempotency-key-used"
    default = _("This idempotency key was used for a different request.")


def claim(actor: Actor, key: str, body: bytes, *, at: datetime) -> bool:
    """
    Claim a key for a request.

    :param body: what identifies the request: method, address and body.
    :return: True when the request is to be carried out, False when it was done before.
    :raises KeyUsedOtherwise: if the key belongs to another request.
    :raises Conflict: while the first request under this key is still running.
    """
    fields = {"client_id": actor.ref.id, "key": _hash(key.encode())}
    digest = _hash(body)
    try:
        with transaction.atomic():
            AskedOnce.objects.create(**fields, digest=digest, began_at=at)
    except IntegrityError:
        return _again(fields, digest, at)
    return True


def _again(fields: dict[str, str], digest: str, at: datetime) -> bool:
    held = AskedOnce.objects.filter(**fields).first()
    if held is None:
        raise Conflict
    if held.digest != digest:
        raise KeyUsedOtherwise
    if held.done_at is not None:
        return False
    open_since = AskedOnce.objects.filter(pk=held.pk, done_at__isnull=True, began_at=held.began_at)
    if at - held.began_at < TAKE_OVER or not open_since.update(began_at=at):
        raise Conflict(_("The first request under this key is still being carried out."))
    return True


def done(actor: Actor, key: str, *, at: datetime) -> None:
    """Mark the request under a key as carried out."""
    AskedOnce.objects.filter(client_id=actor.ref.id, key=_hash(key.encode())).update(done_at=at)


def give_back(actor: Actor, key: str) -> None:
    """Forget a claim whose request was refused, so that a corrected one may come under the same key."""
    AskedOnce.objects.filter(client_id=actor.ref.id, key=_hash(key.encode()), done_at__isnull=True).delete()


def _hash(text: bytes) -> str:
    return hashlib.sha256(text).hexdigest()


@periodic(name="exchange.forget_keys", every=timedelta(hours=6))
def forget_old(at: datetime) -> None:
    """Drop idempotency keys after a week."""
    AskedOnce.objects.filter(began_at__lt=at - KEPT).delete()
