"""What the exchange hands out: frozen records, never rows."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class GrantView:
    """One permission of a system below two paths."""

    permission: str
    title: Any
    org_path: str
    place_path: str


@dataclass(frozen=True, slots=True)
class KeyView:
    """One key as a list shows it: its public part, never its secret."""

    prefix: str
    issued_at: datetime
    expires_at: datetime | None
    revoked_at: datetime | None
    last_used_on: date | None = None


@dataclass(frozen=True, slots=True)
class ClientView:
    """One system with its permissions and keys."""

    id: str
    name: str
    org_path: str
    place_path: str
    opened_at: datetime
    closed_at: datetime | None
    grants: tuple[GrantView, ...]
    keys: tuple[KeyView, ...]


@dataclass(frozen=True, slots=True)
class IssuedKey:
    """A new key. ``key`` is shown once and cannot be shown again."""

    client_id: str
    prefix: str
    key: str
    expires_at: datetime | None
