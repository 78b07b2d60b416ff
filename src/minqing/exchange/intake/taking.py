"""Taking in what a channel brings: kept in the vault before the other side hears that it has arrived."""

import hashlib
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import IntegrityError
from django.utils.translation import gettext_lazy as _

from minqing.exchange.models import Arrival
from minqing.kernel.access import Actor, system_actor
from minqing.kernel.errors import Refused, TooMany
from minqing.kernel.ids import uuid7
from minqing.ledger.service import record, recorded
from minqing.territory import queries as territory
from minqing.vault import service as vault

from .codes import State
from .ways import WAYS, WayIn

__all__ = ["HOUR", "MOST_BYTES", "NoCounty", "TooLarge", "actor_of", "fact", "take_in", "token_of"]

HOUR = timedelta(hours=1)
MOST_BYTES = 25 * 1024 * 1024
MOST_AN_HOUR = 200
"""So many an hour from one sender are kept; the next is asked to come later, and waits on the other side."""


class NoCounty(Refused):
    """Nothing can be taken in before the county's divisions are loaded."""

    status = 503
    default: Any = _("Load the divisions of your county first.")


class TooLarge(Refused):
    """It is larger than what is kept."""

    status = 413
    code = "too-large"
    default: Any = _("This is larger than 25 MB. Please send it without attachments; your words matter most.")


def take_in(way: WayIn, raw: bytes, *, source: str, at: datetime, sender: str = "") -> UUID:
    """
    Keep what arrived. The same thing arrives once, however often it is brought.

    :param source: how the other side names it.
    :param sender: address or number, to notice a flood; only what stands for it today is kept.
    :return: the arrival's id.
    :raises TooLarge: above 25 MB.
    :raises TooMany: after very many of one sender within the hour; nothing is kept, the other side may come again.
    :raises NoCounty: before there is a county.
    """
    if len(raw) > MOST_BYTES:
        raise TooLarge
    key = hashlib.sha256(source.encode()).hexdigest()
    came = _came_before(way, key)
    if came is not None:
        return came
    tag = vault.sender_tag(sender, at=at) if sender else ""
    if tag and Arrival.objects.filter(sender=tag, arrived_at__gt=at - HOUR).count() >= MOST_AN_HOUR:
        raise TooMany(_("Very much came from you within the hour. It can be sent again in an hour."), wait=3600)
    try:
        return _keep(way, raw, key, tag, at)
    except IntegrityError:
        came = _came_before(way, key)
        if came is None:
            raise
        return came


def _came_before(way: WayIn, source: str) -> UUID | None:
    return Arrival.objects.filter(way=way.key, source=source).values_list("id", flat=True).first()


@recorded
def _keep(way: WayIn, raw: bytes, source: str, sender: str, at: datetime) -> UUID:
    arrival = Arrival.objects.create(
        id=uuid7(at), way=way.key, source=source, sender=sender, arrived_at=at, not_before=at, state=State.WAITING
    )
    vault.keep_arrival(arrival.id, raw, at=at)
    fact("intake.arrived", arrival, at=at)
    return arrival.id


def actor_of(way: WayIn) -> Actor:
    """
    Return who files what a channel brings: the channel, for residents, in the whole county.

    :raises NoCounty: before there is a county.
    """
    county = territory.county()
    if county is None:
        raise NoCounty
    return system_actor(way.key, ["cases.file"], root=county.path)


def token_of(arrival: Arrival) -> str:
    """Return the submission token of what arrived: the same arrival always leads to the same request."""
    return f"{arrival.way}:{arrival.id}"


def fact(kind: str, arrival: Arrival, *, at: datetime, actor: Actor | None = None, **data: Any) -> None:
    """Write a fact about something that arrived, in the caller's verb."""
    way = WAYS[arrival.way]
    by = actor_of(way)
    record(
        kind,
        subject=arrival.ref,
        actor=(actor or by).ref,
        at=at,
        org_path=by.org_path,
        place_path=by.place_path,
        data={"way": way.channel, **data},
    )
