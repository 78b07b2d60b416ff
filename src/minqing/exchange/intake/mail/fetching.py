"""
A mailbox asked by IMAP over TLS: each new mail is handed over first and marked as read afterwards.

A crash in between brings it again, and it is known again by its name. One that cannot be taken in is left unread and
passed over; the others go on.
"""

import imaplib
import logging
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any

from django.conf import settings

from minqing.exchange.intake.taking import MOST_BYTES
from minqing.kernel.errors import Refused

__all__ = ["BATCH", "MailboxRefused", "fetch"]

SECONDS = 20
BATCH, MOST_TRIED = 50, 500
"""So many mails are kept at a time, the rest a minute later; those refused for now do not stand in the others' way."""

log = logging.getLogger(__name__)


class MailboxRefused(OSError):
    """The server does not let us in, or has no such folder."""


def fetch(take: Callable[[bytes], Any]) -> int:
    """
    Hand over each new mail of the folder, and mark it as read once it is kept.

    :param take: keeps one mail; what it refuses for now stays unread.
    :return: how many were kept.
    :raises OSError: if the server cannot be reached or refuses us.
    """
    kept = 0
    with _mailbox() as box:
        for number in _unread(box)[:MOST_TRIED]:
            kept += _take_one(box, number, take)
            if kept >= BATCH:
                break
    return kept


@contextmanager
def _mailbox() -> Iterator[imaplib.IMAP4]:
    try:
        box = _connected()
        try:
            box.login(settings.IMAP_USER, settings.IMAP_PASSWORD)
            _said(box.select(f'"{settings.IMAP_FOLDER}"'))
            yield box
        finally:
            with suppress(imaplib.IMAP4.error, OSError):
                box.logout()
    except imaplib.IMAP4.error as refused:
        raise MailboxRefused(type(refused).__name__) from refused


def _connected() -> imaplib.IMAP4:
    if not settings.IMAP_TLS:
        return imaplib.IMAP4(settings.IMAP_HOST, settings.IMAP_PORT, timeout=SECONDS)
    trusted = ssl.create_default_context(cafile=settings.IMAP_CA_FILE or None)
    return imaplib.IMAP4_SSL(settings.IMAP_HOST, settings.IMAP_PORT, ssl_context=trusted, timeout=SECONDS)


def _unread(box: imaplib.IMAP4) -> list[str]:
    found = _said(box.uid("SEARCH", "UNSEEN"))
    return found[0].decode("ascii").split() if found and found[0] else []


def _take_one(box: imaplib.IMAP4, number: str, take: Callable[[bytes], Any]) -> bool:
    """Keep one mail; of one that is too large its beginning, where the words are."""
    raw = _body(box, number)
    if raw is None:
        return False
    try:
        take(raw)
    except Refused:
        log.warning("a mail was not taken in and stays unread", exc_info=True)
        return False
    _said(box.uid("STORE", number, "+FLAGS.SILENT", "(\\Seen)"))
    return True


def _body(box: imaplib.IMAP4, number: str) -> bytes | None:
    found = _said(box.uid("FETCH", number, f"(BODY.PEEK[]<0.{MOST_BYTES}>)"))
    return next((bytes(one[1]) for one in found if isinstance(one, tuple) and len(one) > 1), None)


def _said(answer: tuple[str, list[Any]]) -> list[Any]:
    kind, found = answer
    if kind != "OK":
        raise MailboxRefused(kind)
    return found
