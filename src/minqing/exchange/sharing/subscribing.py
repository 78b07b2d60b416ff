"""Public API for sending facts to a system: begin, renew the secret, resume after failures, end."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from django.utils.translation import gettext_lazy as _

from minqing.exchange.models import DataGrant, DataSubscription
from minqing.kernel.access import Actor
from minqing.kernel.errors import NotFound, Refused
from minqing.ledger.feeds import last_position
from minqing.ledger.service import recorded

from .addresses import check_address
from .granting import get_grant, record_about
from .secrets import new_secret, seal_secret

__all__ = [
    "IssuedSecret",
    "UnableToSend",
    "pause_sending",
    "resume_sending",
    "rotate_secret",
    "subscribe",
    "unsubscribe",
]

OVERLAP = timedelta(days=1)
"""For so long the old secret signs beside the new one."""


class UnableToSend(Refused):
    """Facts cannot be sent as asked."""


@dataclass(frozen=True, slots=True)
class IssuedSecret:
    """A new secret. It is shown once and cannot be shown again. ``old_until``: until then the old one signs too."""

    grant_id: str
    secret: str
    old_until: datetime | None = None


def subscribe(*, grant_id: str, url: str, actor: Actor, at: datetime, begin_after: int | None = None) -> IssuedSecret:
    """
    Send the facts of a grant to an address as they come.

    :param begin_after: a position; None to send everything of the grant from the beginning.
    :return: the secret by which the other side knows that it was us.
    :raises NotFound: if the grant is over or out of reach.
    :raises AddressRefused: if nothing may be sent there.
    :raises UnableToSend: if the grant gives no facts, or they are sent already.
    """
    check_address(url)  # before anything is locked: a name may take seconds to be found
    return _subscribe(grant_id=grant_id, url=url, actor=actor, at=at, after=begin_after or 0)


@recorded
def _subscribe(*, grant_id: str, url: str, actor: Actor, at: datetime, after: int) -> IssuedSecret:
    grant = get_grant(grant_id, actor=actor, at=at, lock=True)
    if not grant.elements.filter(element__startswith="fact:").exists():
        raise UnableToSend(_("This grant gives figures and no facts; there is nothing to send."))
    if grant.subscriptions.filter(ended_at__isnull=True).exists():
        raise UnableToSend(_("Facts of this grant are sent already. End that first."))
    if not 0 <= after <= last_position():
        raise UnableToSend(_("There is no such position yet."), field="begin_after")
    key, secret = uuid4(), new_secret()
    sealed = seal_secret(secret, key)
    DataSubscription.objects.create(
        id=key, grant=grant, url=url, secret=sealed, cursor=after, opened_at=at, not_before=at
    )
    record_about("sharing.subscribed", grant, actor, at, after=after)
    return IssuedSecret(grant_id, secret)


@recorded
def rotate_secret(*, grant_id: str, actor: Actor, at: datetime) -> IssuedSecret:
    """
    Make a new secret; for a day both sign, so that the other side may change over without losing anything.

    :raises NotFound: if nothing is sent under the grant, or it is out of reach.
    """
    grant, row = _held(grant_id, actor, at)
    secret = new_secret()
    row.old_secret, row.old_until = row.secret, at + OVERLAP
    row.secret = seal_secret(secret, row.pk)
    row.save(update_fields=["secret", "old_secret", "old_until"])
    record_about("sharing.secret_rotated", grant, actor, at)
    return IssuedSecret(grant_id, secret, row.old_until)


@recorded
def resume_sending(*, grant_id: str, actor: Actor, at: datetime) -> None:
    """
    Send again after a pause, from where it stopped; or try at once what waits after a failure.

    :raises NotFound: if nothing is sent under the grant, or it is out of reach.
    """
    grant, row = _held(grant_id, actor, at)
    row.paused_at, row.failures, row.not_before = None, 0, at
    row.save(update_fields=["paused_at", "failures", "not_before"])
    record_about("sharing.resumed", grant, actor, at)


@recorded
def unsubscribe(*, grant_id: str, actor: Actor, at: datetime) -> None:
    """
    Send nothing more; the grant goes on.

    :raises NotFound: if nothing is sent under the grant, or it is out of reach.
    """
    grant, row = _held(grant_id, actor, at)
    row.ended_at = at
    row.save(update_fields=["ended_at"])
    record_about("sharing.unsubscribed", grant, actor, at)


@recorded
def pause_sending(*, subscription: Any, failures: int, actor: Actor, at: datetime) -> None:
    """
    Stop trying after many failures; nothing is lost, and somebody resumes it.

    :raises NotFound: if it is paused or ended already.
    """
    rows = DataSubscription.objects.select_for_update().filter(paused_at__isnull=True, ended_at__isnull=True)
    row = rows.filter(pk=subscription).first()
    if row is None:
        raise NotFound
    row.paused_at = at
    row.save(update_fields=["paused_at"])
    record_about("sharing.paused", row.grant, actor, at, failures=failures)


def _held(grant_id: str, actor: Actor, at: datetime) -> tuple[DataGrant, DataSubscription]:
    grant = get_grant(grant_id, actor=actor, at=at, lock=True)
    row = DataSubscription.objects.select_for_update().filter(grant=grant, ended_at__isnull=True).first()
    if row is None:
        raise NotFound
    return grant, row
