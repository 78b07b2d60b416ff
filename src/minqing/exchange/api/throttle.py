"""
Guessing codes is slow: an address that sent too many wrong ones waits.

Only wrong codes count, so a whole village behind one address may follow its requests. They are counted in one place
with those of the resident's pages, whichever server process meets them.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from minqing.directory import service as directory
from minqing.kernel.access import Actor
from minqing.kernel.addresses import client_address
from minqing.kernel.errors import NotFound
from minqing.kernel.haste import refuse_hasty as refuse

MOST_WRONG = directory.WRONG_CODES
MOST_A_MINUTE = 120
"""So often an address may read without a key, a system what is shared, pivots and panels, in each server process."""
NUMBERS_A_MINUTE = 600
"""So often a system may ask for a single number, what is behind it, or search: each takes milliseconds."""
HASTE = _(
    "Too many questions within one minute: %(most)s are answered. Ask again in %(seconds)s seconds, or ask for several "
    "numbers at once."
)


@contextmanager
def guarded(request: HttpRequest) -> Iterator[None]:
    """
    Look a code up, and count it against the address when it is unknown.

    :raises TooMany: after too many unknown ones.
    """
    address = client_address(request.META)
    directory.refuse_guessing(address=address, at=timezone.now())
    try:
        yield
    except NotFound:
        directory.count_guess(address=address, at=timezone.now())
        raise


def refuse_hasty(request: HttpRequest) -> None:
    """
    Count a reading without a key against its address, in this process's memory only.

    :raises TooMany: after very many within one minute.
    """
    _refuse(f"read-without-key:{client_address(request.META)}", MOST_A_MINUTE)


def refuse_hasty_system(system: Actor) -> None:
    """
    Count a reading of shared data, or of what is dear to count, against the system, in this process's memory only.

    :raises TooMany: after very many within one minute.
    """
    _refuse(f"read-shared:{system.ref.id}", MOST_A_MINUTE)


def refuse_hasty_counting(system: Actor) -> None:
    """
    Count a question for one number, for what is behind it, or a search against the system.

    :raises TooMany: after very many within one minute.
    """
    _refuse(f"read-numbers:{system.ref.id}", NUMBERS_A_MINUTE)


def _refuse(who: str, most: int) -> None:
    refuse(who, most=most, said=HASTE, at=timezone.now())
