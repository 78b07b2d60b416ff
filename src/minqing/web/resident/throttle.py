"""
How often one address may try.

Behind one address of a mobile network sit hundreds of phones, so the limits are wide; what stops guessing is the
length of the receipt, not this. Wrong codes and what is filed are counted for all server processes together, by the
directory. No list of addresses is kept anywhere.
"""

from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from minqing.directory import service as directory
from minqing.kernel.addresses import client_address
from minqing.kernel.errors import TooMany

FILINGS_MOST = 120
"""So many reports an hour from one address; a whole village may sit behind it."""

CARD_MOST = 60
"""So many an hour from one card; a card may hang at a village's board, where many scan it."""

CARD_FLOODED = _(
    "Very many reports have come from this card in the last hour. What you wrote is still here. "
    "Please send it again a little later, or report without the card."
)
FLOODED = _(
    "Very many reports have come from this network in the last hour. What you wrote is still here. "
    "Please send it again a little later, or call."
)
WRONG_CODES = _(
    "Too many wrong codes have come from this network. Please wait ten minutes, or call and read the code out."
)


def refuse_flood(request: HttpRequest, card: str = "") -> None:
    """
    Refuse an address, or a card, from which very much was filed within the hour.

    :param card: the code of the card; empty without one.
    :raises TooMany: with a sentence that says that nothing is lost.
    """
    now = timezone.now()
    for who, most, said in _counted(request, card):
        if directory.filings_of(who, at=now) >= most:
            raise TooMany(said, wait=directory.until_calm(who, at=now))


def count_filing(request: HttpRequest, card: str = "") -> None:
    """Count one report of this address, and of the card it was made from."""
    for who, _most, _said in _counted(request, card):
        directory.count_filing(who, at=timezone.now())


def _counted(request: HttpRequest, card: str) -> list[tuple[str, int, Any]]:
    address = (client_address(request.META), FILINGS_MOST, FLOODED)
    return [address, (f"card-{card}", CARD_MOST, CARD_FLOODED)] if card else [address]


def refuse_guessing(request: HttpRequest) -> None:
    """
    Refuse an address from which too many wrong codes came, here or through the API.

    :raises TooMany: with a sentence that names another way in.
    """
    try:
        directory.refuse_guessing(address=client_address(request.META), at=timezone.now())
    except TooMany as blocked:
        raise TooMany(WRONG_CODES, wait=blocked.wait) from blocked


def count_guess(request: HttpRequest) -> None:
    """Count one wrong code of this address."""
    directory.count_guess(address=client_address(request.META), at=timezone.now())
