"""Telephones that want no text messages: known by a keyed hash, so that no list of numbers comes to be."""

from datetime import datetime

from minqing.vault.models import Silenced
from minqing.vault.phones import PhoneRefused, normalise_phone
from minqing.vault.service.arrivals import standing_tags

__all__ = ["is_silenced", "let_hear", "silence"]


def silence(number: str, *, at: datetime) -> None:
    """Send this number no messages about requests from now on. Repeating it changes nothing."""
    tag = standing_tags(_plain(number))[0]
    Silenced.objects.get_or_create(tag=tag, defaults={"since": at})


def let_hear(number: str) -> None:
    """Send this number messages again. Repeating it changes nothing."""
    Silenced.objects.filter(tag__in=standing_tags(_plain(number))).delete()


def is_silenced(number: str) -> bool:
    """Tell whether a number wants no messages; also one that said so under an older master key."""
    return Silenced.objects.filter(tag__in=standing_tags(_plain(number))).exists()


def _plain(number: str) -> str:
    """Write a number one way, as the vault keeps it; what is none stays as it is."""
    try:
        return normalise_phone(number)
    except PhoneRefused:
        return number
