"""Who acts when a command acts: the system, with the permissions the command needs, and only those."""

from datetime import datetime

from django.utils import timezone

from minqing.kernel.access import Actor, system_actor
from minqing.territory import queries as places

__all__ = ["now", "operator"]


def operator(*permissions: str) -> Actor:
    """
    Return the actor of a command; its reach is the county, once there is one.

    :param permissions: what this command needs, e.g. ``territory.manage``.
    """
    county = places.county()
    return system_actor("operator", permissions=permissions, root=county.path if county else "")


def now() -> datetime:
    """Read the clock: the command line is the edge."""
    return timezone.now()
