"""
Text messages that wait in a folder until a gateway's program fetches them, one sealed file a key.

A file appears whole or not at all. Once fetched it is empty: its name alone says that the message has gone, so that a
repeated delivery makes no second one. What nobody fetches is swept after ``MESSAGE_HOURS``, and what is about an
erased request at its erasure: a telephone beside a request's number stays nowhere.
"""

import hashlib
import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings

from minqing.vault.outgoing import open_message, seal_message

ENDING = ".sealed"


@dataclass(frozen=True, slots=True)
class Message:
    """One text message that waits."""

    to: str
    body: str
    key: str
    at: datetime


def folder() -> Path:
    """Return the folder of text messages, readable by this account only."""
    path = Path(settings.DATA) / "outbox" / "sms"
    path.mkdir(parents=True, exist_ok=True, mode=0o700)
    return path


def send(*, to: str, subject: str, body: str, key: str) -> None:
    """
    Write one message.

    :param subject: not sent; a text message has none.
    :param key: which message this is; a repetition finds the file, also an empty one, and leaves it.
    """
    place = folder() / (_about(key) + _hash(key, 40) + ENDING)
    if place.exists():
        return
    plain = json.dumps({"to": to, "body": body, "key": key}, ensure_ascii=False).encode()
    _write_whole(place, seal_message(plain, place.name))


def _write_whole(place: Path, content: bytes) -> None:
    draft = place.with_suffix(f".{os.getpid()}.{os.urandom(4).hex()}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(place)


def latest(limit: int = 50) -> list[Message]:
    """
    Return the newest messages that wait, newest first: for the demo's page and for tests.

    :param limit: at most so many.
    """
    newest = sorted(_files(), key=lambda place: place.stat().st_mtime, reverse=True)
    return [message for place in newest[:limit] if (message := _read(place)) is not None]


def waiting() -> Iterator[tuple[Path, Message]]:
    """Go through the messages that wait, oldest first; one that cannot be opened is passed over."""
    for place in sorted(_files(), key=lambda place: place.stat().st_mtime):
        if (message := _read(place)) is not None:
            yield place, message


def handed_over(place: Path) -> None:
    """Remember that a message has gone, and nothing else of it."""
    os.truncate(place, 0)


def forget(about: str) -> None:
    """
    Remove what was written about one thing, fetched or not.

    :param about: what stands before the ``/`` of the keys, e.g. a request's id.
    """
    for place in folder().glob(f"{_about(about)}*"):
        place.unlink(missing_ok=True)


def _files() -> list[Path]:
    return [place for place in folder().glob(f"*{ENDING}") if place.stat().st_size]


def _read(place: Path) -> Message | None:
    plain = open_message(place.read_bytes(), place.name)
    if plain is None:
        return None
    kept = json.loads(plain)
    return Message(kept["to"], kept["body"], kept["key"], datetime.fromtimestamp(place.stat().st_mtime, tz=UTC))


def _about(key: str) -> str:
    return _hash(key.partition("/")[0], 16) + "-"


def _hash(text: str, length: int) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:length]
