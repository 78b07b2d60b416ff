"""One house to a data folder: whoever runs there is not started twice, and nothing is thrown away under its feet."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from minqing.kernel.errors import Refused

__all__ = ["DataInUse", "alone"]


class DataInUse(Refused):
    """Somebody runs on this data folder."""

    default = _("minqing is running on this data folder. Stop it there first, with Ctrl-C.")


@contextmanager
def alone() -> Iterator[None]:
    """
    Hold the data folder while something runs there. The system lets go of it when the process ends, however it ends.

    :raises DataInUse: if another process holds it.
    """
    file = Path(settings.DATA) / "running.lock"
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("a") as held:
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise DataInUse from error
        yield
