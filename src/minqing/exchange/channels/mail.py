"""E-mail by SMTP. The Message-ID is made of the key, so that a mail sent twice is shown once."""

import hashlib
import re
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage

MARK = re.compile(r"\[MQ:([0-9A-Z]{20})\]")


def send(*, to: str, subject: str, body: str, key: str) -> None:
    """
    Send one mail.

    :param key: which message this is; the same key gives the same Message-ID.
    :raises OSError: if the mail server cannot be reached or refuses; the delivery stays owed.
    """
    mark = MARK.search(subject)
    message = EmailMessage(
        subject=" ".join(subject.split()),
        body=body,
        to=[to],
        reply_to=_reply_to(mark[1] if mark else ""),
        headers={
            "Message-ID": message_id(key, mark[1] if mark else ""),
            "Auto-Submitted": "auto-generated",
            "X-Auto-Response-Suppress": "All",
        },
    )
    message.send()


def message_id(key: str, mark: str = "") -> str:
    """Make the Message-ID of a key; with the mark of a request in it, an answer refers to that request by it."""
    host = urlsplit(settings.PUBLIC_URL).hostname or "localhost"
    return f"<{hashlib.sha256(key.encode()).hexdigest()[:40]}{'.' + mark if mark else ''}@{host}>"


def _reply_to(mark: str) -> list[str]:
    """Return where an answer goes: the residents' address, which names the request where the server lets it."""
    address = settings.MAIL_ADDRESS.split(",")[0].strip()
    local, _at, host = address.partition("@")
    if not mark or not host:
        return [address] if host else []
    return [f"{local}+{mark}@{host}" if settings.MAIL_PLUS else address]
