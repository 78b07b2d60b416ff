"""Periodic work of shared data: the clock ends grants, and facts are sent to those who asked for it."""

from datetime import datetime, timedelta

from minqing.kernel.access import system_actor
from minqing.ledger.jobs import periodic

from .granting import due_to_expire, expire_grant
from .sending import send_due


@periodic(name="exchange.expire_grants", every=timedelta(minutes=10))
def expire_grants(at: datetime) -> None:
    """Tell the ledger which grants are over. Nothing was given under them since: each call looks at the clock."""
    actor = system_actor("clock")
    for grant in due_to_expire(at):
        expire_grant(grant_id=grant, actor=actor, at=at)


@periodic(name="exchange.send_shared", every=timedelta(seconds=5))
def send_shared(at: datetime) -> None:
    """Send what waits for the addresses of partner systems."""
    send_due(at)
