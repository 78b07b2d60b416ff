"""E-mail as a way in: what is set up, and how one mail is named so that it arrives once."""

import hashlib
from datetime import datetime
from email import message_from_bytes, policy
from uuid import UUID

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from minqing.cases.codes import Channel
from minqing.exchange.intake.taking import take_in
from minqing.exchange.intake.ways import WayIn, offer_way

from .fetching import fetch
from .reading import read_mail, sender_of
from .texts import header

__all__ = ["MAIL", "take_mail"]


def is_set_up() -> bool:
    """Tell whether there is a mailbox to ask, or an address that the mail server hands over for."""
    return bool(settings.IMAP_HOST or settings.MAIL_ADDRESS)


def poll(at: datetime) -> int:
    """
    Fetch what came into the mailbox.

    :raises OSError: if the server cannot be reached.
    """
    return fetch(lambda raw: take_mail(raw, at=at)) if settings.IMAP_HOST else 0


MAIL = WayIn("mail", _("E-mail"), Channel.MAIL, is_set_up, read_mail, poll)
offer_way(MAIL)


def take_mail(raw: bytes, *, at: datetime) -> UUID:
    """
    Keep one mail, as it came over the wire; brought again it is the same, whichever way it comes.

    :raises TooLarge: above 25 MB.
    :raises TooMany: in a flood from one sender; the mail server keeps it and brings it again.
    """
    return take_in(MAIL, raw, source=_name_of(raw), at=at, sender=sender_of(raw))


def _name_of(raw: bytes) -> str:
    """Name a mail by its Message-ID, sender and content; servers on the way add lines above, never in the body."""
    head, _gap, body = raw.replace(b"\r\n", b"\n").partition(b"\n\n")
    mail = message_from_bytes(head + b"\n\n", policy=policy.compat32)
    named = "\n".join(header(mail, name) for name in ("Message-ID", "Date", "From", "Subject"))
    return f"{named}\n{hashlib.sha256(body).hexdigest()}"
