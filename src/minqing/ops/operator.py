"""Who acts when a command acts: the system, with the permissions the command needs, and only those."""

from datetime import datetime

from django.utils import timezone

from minqing.kernel.access import Actor, system_actor

__all__ = ["now", "operator"]


def operator(*permissions: str) -> Actor:
    """
    Return the actor of a command.

    :param permissions: what this command needs, e.g. ``territory.manage``.
    """
    return system_actor("operator", permissions=permissions)


def now() -> datetime:
    """Read the clock: the command line is the edge."""
    return timezone.now()
