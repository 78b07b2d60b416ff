"""Two people at once: the database lets one win, and the other is told so instead of being shown a fault."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import IntegrityError

from minqing.kernel.errors import Conflict


@contextmanager
def conflicts_told() -> Iterator[None]:
    """
    Tell the slower of two that somebody was quicker.

    :raises Conflict: where a constraint of the database stopped the second.
    """
    try:
        yield
    except IntegrityError as lost:
        raise Conflict from lost
