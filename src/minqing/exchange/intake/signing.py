"""
Signed calls, in and out: HMAC-SHA256 over moment, chance value and body, each as it is sent.

A call is good within five minutes of its moment and once: its chance value is remembered longer than that.
"""

import hashlib
import hmac
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from minqing.exchange.models import SeenOnce
from minqing.kernel.errors import Conflict, Refused
from minqing.ledger.jobs import periodic

__all__ = ["Forged", "Replayed", "check_fresh", "check_signed", "sign", "signature"]

WINDOW = timedelta(minutes=5)
REMEMBERED = timedelta(minutes=30)
LONGEST_NONCE = 128


class Forged(Refused):
    """The signature is not ours, or the call is not of now."""

    status = 401
    code = "signature"
    default: Any = _("The signature or the moment of this call is wrong.")


class Replayed(Conflict):
    """The same call came before."""

    code = "replayed"
    default: Any = _("This call was made before; make a new one, with a new chance value.")


def sign(secret: str, body: bytes, *, nonce: str, at: datetime) -> dict[str, str]:
    """Return the headers that sign a body."""
    moment = str(int(at.timestamp()))
    return {"X-Timestamp": moment, "X-Nonce": nonce, "X-Signature": signature(secret, moment, nonce, body)}


def signature(secret: str, moment: str, nonce: str, body: bytes) -> str:
    """Return the signature as 64 hex digits."""
    return hmac.new(secret.encode(), f"{moment}.{nonce}.".encode() + body, hashlib.sha256).hexdigest()


def check_signed(headers: Mapping[str, str], body: bytes, *, secret: str, who: str, at: datetime) -> None:
    """
    Let a signed call through once.

    :param who: the other side, so that two of them may use the same chance value.
    :raises Forged: if the signature does not fit, or its moment is more than five minutes away.
    :raises Replayed: if it came before.
    """
    moment, nonce = headers.get("X-Timestamp", ""), headers.get("X-Nonce", "")
    given = headers.get("X-Signature", "").removeprefix("sha256=").lower()
    expected = signature(secret, moment, nonce, body)
    if not secret or not given.isascii() or not hmac.compare_digest(expected, given):
        raise Forged
    check_fresh(moment, nonce, who=who, at=at)


def check_fresh(moment: str, nonce: str, *, who: str, at: datetime) -> None:
    """
    Let a call through that is of now and was not made before; its signature fits.

    :param moment: whole seconds since 1970.
    :raises Forged: if it is not of now, or has no chance value.
    :raises Replayed: if it came before.
    """
    seconds = int(moment) if moment.isascii() and moment.isdigit() and len(moment) < 12 else 0
    if abs(at.timestamp() - seconds) > WINDOW.total_seconds() or not 0 < len(nonce) <= LONGEST_NONCE:
        raise Forged
    key = hashlib.sha256(f"{who}\n{moment}\n{nonce}".encode()).hexdigest()
    try:
        with transaction.atomic():
            SeenOnce.objects.create(key=key, seen_at=at)
    except IntegrityError as again:
        raise Replayed from again


@periodic(name="exchange.forget_seen", every=timedelta(minutes=30))
def forget_seen(at: datetime) -> None:
    """Forget chance values whose moment would be refused anyway."""
    SeenOnce.objects.filter(seen_at__lt=at - REMEMBERED).delete()
