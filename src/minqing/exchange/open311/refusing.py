"""What is answered when something is refused: the standard's three numbers, and a sentence that says what to do."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from minqing.kernel.errors import NotAllowed, NotFound, Refused, TooMany

from .writing import Answer

BAD, FORBIDDEN, ABSENT, OFTEN = 400, 403, 404, 429


class BadRequest(Refused):
    """Something is missing or cannot be read."""

    status = BAD
    default = _("The request cannot be read.")


class NoKey(NotAllowed):
    """There is no key, or none that holds."""

    default = _("Send a valid api_key in the body, or in the header Authorization: Bearer <key>.")


class KeyInAddress(NotAllowed):
    """A key stands in the address, where every server on the way writes it down."""

    default = _(
        "A key never stands in an address, since addresses are written down. Send it in the body or the header."
    )


class UnknownService(NotFound):
    """No service has this code, or it is closed."""

    default: Any = _("There is no service with this code, or it is closed. See services.")


class UnknownJurisdiction(NotFound):
    """This server answers for one county, and that is another."""

    default: Any = _("This server answers for another jurisdiction_id.")


def refusal_answer(refusal: Refused) -> Answer:
    """Write a refusal: 404 for what does not exist, 403 for whoever may not, 429 for haste, 400 for all else."""
    status = BAD
    if isinstance(refusal, NotFound):
        status = ABSENT
    elif isinstance(refusal, NotAllowed):
        status = FORBIDDEN
    elif isinstance(refusal, TooMany):
        status = OFTEN
    return errors(status, str(refusal))


def errors(status: int, *sentences: str) -> Answer:
    """Write sentences as the standard's list of errors."""
    return Answer("errors", [{"code": status, "description": one} for one in sentences], status=status)
