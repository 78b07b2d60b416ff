"""
Reading one mail: who wrote, what is said, which photos came along, which request it answers, and whether a machine did.

Nothing in a mail is trusted: its parts are counted, its depth is bounded, attachments that are no photos are named to
the sender and left behind.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import Message as Mime
from email.utils import getaddresses, parseaddr

from django.conf import settings

from minqing.exchange.intake.codes import Why
from minqing.exchange.intake.ways import Message
from minqing.kernel.ids import ALPHABET

from .texts import decoded, header, plain_of, unquoted

__all__ = ["own_addresses", "read_mail", "sender_of"]

MOST_PARTS, MOST_DEPTH, MOST_PHOTOS = 60, 8, 9
SMALL_PICTURE = 6 * 1024
"""Smaller pictures inside the text are logos and lines, not photos."""
MARK = rf"[{ALPHABET}{ALPHABET.lower()}]{{20}}"
IN_SUBJECT = re.compile(rf"\[MQ:({MARK})\]", re.IGNORECASE)
IN_ADDRESS = re.compile(rf"\+({MARK})@", re.IGNORECASE)
IN_REFERENCES = re.compile(rf"\.({MARK})@", re.IGNORECASE)
ANSWER = re.compile(r"^\s*(?:(?:re|fw|fwd|aw|回复|答复|回覆|转发)\s*[:：]\s*)+", re.IGNORECASE)
MACHINES = re.compile(r"^(mailer-daemon|postmaster|no-?reply|do-?not-?reply|bounces?|notifications?)\b", re.IGNORECASE)


@dataclass(slots=True)
class _Parts:
    """What was found in the parts of a mail."""

    plain: list[str] = field(default_factory=list)
    html: list[str] = field(default_factory=list)
    photos: list[bytes] = field(default_factory=list)
    left_behind: int = 0


def read_mail(raw: bytes) -> Message:
    """Read one mail, as it came over the wire."""
    mail = message_from_bytes(raw, policy=policy.compat32)
    parts = _parts_of(mail)
    text = "\n".join(parts.plain).strip() or plain_of("\n".join(parts.html))
    marks, subject = _marks(mail), header(mail, "Subject")
    address, name = sender_of(raw), parseaddr(header(mail, "From"))[0]
    return Message(
        words=unquoted(text) if marks else _with_subject(subject, text),
        sender=address,
        reply_by="email" if address else "",
        name=name[:40] if "@" not in name else "",
        subject=subject[:200],
        photos=tuple(parts.photos[:MOST_PHOTOS]),
        marks=marks,
        left_behind=parts.left_behind + max(0, len(parts.photos) - MOST_PHOTOS),
        refused=Why.AUTOMATIC if _is_automatic(mail, address) else Why.NONE,
    )


def sender_of(raw: bytes) -> str:
    """Return the address that an answer goes to; empty where there is none."""
    head = message_from_bytes(raw[: 256 * 1024], policy=policy.compat32)
    for name in ("Reply-To", "From"):
        address = parseaddr(header(head, name))[1].strip()
        if re.fullmatch(r"[^@\s<>,;]+@[^@\s<>,;]+", address) and address.isascii() and len(address) <= 254:
            return address
    return ""


def own_addresses() -> set[str]:
    """Return the addresses that are the county's own: what comes from there is an echo."""
    named = [*settings.MAIL_ADDRESS.split(","), parseaddr(settings.SMTP_FROM)[1], settings.IMAP_USER]
    return {one.strip().casefold() for one in named if "@" in one}


def _is_automatic(mail: Mime, address: str) -> bool:
    """Tell whether a machine wrote it: it is never answered, so that no two machines write to each other for ever."""
    said = header(mail, "Auto-Submitted").casefold()
    precedence = header(mail, "Precedence").casefold()
    return (
        (said not in ("", "no"))
        or precedence in {"bulk", "list", "junk", "auto_reply"}
        or any(mail.get(name) for name in ("List-Id", "List-Unsubscribe", "X-Autoreply", "X-Autorespond"))
        or header(mail, "Return-Path") == "<>"
        or mail.get_content_type() in {"multipart/report", "message/delivery-status"}
        or bool(MACHINES.match(address))
        or _plus_less(address) in own_addresses()
    )


def _plus_less(address: str) -> str:
    local, _at, host = address.casefold().partition("@")
    return f"{local.partition('+')[0]}@{host}"


def _marks(mail: Mime) -> tuple[str, ...]:
    """Return the marks by which it may belong to a request: in the subject, in the address, in what it refers to."""
    to = [address for _name, address in getaddresses(mail.get_all("To", []) + mail.get_all("Delivered-To", []))]
    references = f"{header(mail, 'In-Reply-To')} {header(mail, 'References')}"
    found = [
        *IN_SUBJECT.findall(header(mail, "Subject")),
        *(mark for address in to for mark in IN_ADDRESS.findall(address)),
        *IN_REFERENCES.findall(references),
    ]
    return tuple(dict.fromkeys(mark.upper() for mark in found))[:10]


def _with_subject(subject: str, text: str) -> str:
    """Put the subject before the words, unless they say it already."""
    said = ANSWER.sub("", subject).strip()
    return text if not said or said in text else f"{said}\n{text}".strip()


def _parts_of(mail: Mime) -> _Parts:
    found = _Parts()
    for count, part in enumerate(_leaves(mail, 0)):
        if count >= MOST_PARTS:
            found.left_behind += 1
            break
        _sort(part, found)
    return found


def _leaves(part: Mime, depth: int) -> Iterator[Mime]:
    inside = part.get_payload() if part.is_multipart() else None
    if not isinstance(inside, list):
        yield part
    elif depth < MOST_DEPTH:
        for one in inside:
            if isinstance(one, Mime):
                yield from _leaves(one, depth + 1)


def _sort(part: Mime, found: _Parts) -> None:
    kind, data = part.get_content_type(), _bytes(part)
    attached = part.get_content_disposition() == "attachment" or bool(part.get_filename())
    if kind.startswith("text/") and not attached:
        text = decoded(data, str(part.get_content_charset("utf-8")))
        (found.html if kind == "text/html" else found.plain).append(text)
    elif kind.startswith("image/"):
        if attached or len(data) > SMALL_PICTURE:
            found.photos.append(data)
    elif attached or data:
        found.left_behind += 1


def _bytes(part: Mime) -> bytes:
    """Return the content of a part; what is broken in its coding gives as much as can be read."""
    try:
        data = part.get_payload(decode=True)
    except (ValueError, AssertionError):
        return b""
    return data if isinstance(data, bytes) else b""
