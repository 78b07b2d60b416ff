"""
Text messages into a folder, one file a key, until a county names its gateway.

The file appears whole or not at all, and a second message under the same key changes nothing: a gateway's adapter
gives the key to the gateway as the message's own number.
"""

import hashlib
import json
import os
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings


@dataclass(frozen=True, slots=True)
class Message:
    """One text message as it lies in the folder."""

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
    :param key: which message this is; a repetition finds the file and leaves it.
    """
    place = folder() / f"{hashlib.sha256(key.encode()).hexdigest()[:40]}.json"
    if place.exists():
        return
    draft = place.with_suffix(f".{os.getpid()}.{os.urandom(4).hex()}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        json.dump({"to": to, "body": body, "key": key}, file, ensure_ascii=False)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(place)


def latest(limit: int = 50) -> list[Message]:
    """
    Return the newest messages, newest first: for the demo's page and for tests.

    :param limit: at most so many.
    """
    files = sorted(folder().glob("*.json"), key=lambda path: path.stat().st_mtime, reverse=True)
    return [_read(path) for path in files[:limit]]


def _read(path: Path) -> Message:
    kept = json.loads(path.read_text(encoding="utf-8"))
    return Message(kept["to"], kept["body"], kept["key"], datetime.fromtimestamp(path.stat().st_mtime, tz=UTC))
