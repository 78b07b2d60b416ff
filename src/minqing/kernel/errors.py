"""Refusals. Each carries a text that may be shown to the person who was refused."""

from typing import Any

from django.utils.translation import gettext_lazy as _


class Refused(Exception):
    """
    The house says no; the message says what happened and what to do.

    ``status`` is the HTTP status an edge should answer with, ``code`` a stable word for machines,
    ``field`` the name of the input that caused it, where one did.
    """

    status = 422
    code = "refused"
    default: Any = _("This cannot be done.")

    def __init__(self, message: Any = None, *, field: str = "") -> None:
        self.message = self.default if message is None else message
        self.field = field
        super().__init__(self.message)

    def __str__(self) -> str:
        return str(self.message)


class NotFound(Refused):
    """Absent or out of reach: one error with one text, so that nobody can tell which."""

    status = 404
    code = "not-found"
    default = _("There is nothing here, or it is outside your reach.")


class NotAllowed(Refused):
    """The actor may see the thing but not do this."""

    status = 403
    code = "not-allowed"
    default = _("Your post may not do this.")


class Conflict(Refused):
    """Somebody else was quicker, or the thing is no longer as the person saw it."""

    status = 409
    code = "conflict"
    default = _("Somebody else has just changed this. Look at it again, then decide.")


class MoveNotAllowed(Conflict):
    """The lifecycle has no such arrow from the present state."""

    code = "move-not-allowed"
    default = _("This step is not possible in the present state.")


class TooMany(Refused):
    """
    Too many attempts in too short a time.

    :param wait: seconds until it is worth trying again; an edge says them as ``Retry-After``.
    """

    status = 429
    code = "too-many"
    default = _("Too many attempts. Please wait a few minutes.")

    def __init__(self, message: Any = None, *, wait: int) -> None:
        self.wait = wait
        super().__init__(message)
