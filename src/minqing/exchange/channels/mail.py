"""E-mail by SMTP. The Message-ID is made of the key, so that a mail sent twice is shown once."""

import hashlib
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage


def send(*, to: str, subject: str, body: str, key: str) -> None:
    """
    Send one mail.

    :param key: which message this is; the same key gives the same Message-ID.
    :raises OSError: if the mail server cannot be reached or refuses; the delivery stays owed.
    """
    message = EmailMessage(
        subject=" ".join(subject.split()),
        body=body,
        to=[to],
        headers={"Message-ID": message_id(key), "Auto-Submitted": "auto-generated"},
    )
    message.send()


def message_id(key: str) -> str:
    """Make the Message-ID of a key."""
    host = urlsplit(settings.PUBLIC_URL).hostname or "localhost"
    return f"<{hashlib.sha256(key.encode()).hexdigest()[:40]}@{host}>"
