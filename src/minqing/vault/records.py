"""What the vault hands out: frozen, without tables behind them."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID


@dataclass(frozen=True, slots=True)
class PhotoRef:
    """One photo by id and size in pixels and bytes."""

    id: UUID
    width: int
    height: int
    size: int


@dataclass(frozen=True, slots=True)
class Kept:
    """What a case's page shows of the vault: its photos, and a key of ``codes.CHILD`` where it is about a child."""

    photos: tuple[UUID, ...]
    child: str
    certificate: "Certificate | None" = None


@dataclass(frozen=True, slots=True)
class Revealed:
    """
    Who wrote and what exactly. Shown once on a screen; never stored, cached or logged.

    ``child`` is a key of ``codes.CHILD``; then ``photos`` may be opened while the approval lasts.
    """

    name: str
    phone: str
    may_call: bool
    words: str
    where_words: str
    added: tuple[str, ...]
    case_id: str
    number: str
    child: str
    child_label: Any
    photos: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RevealView:
    """
    One asking to see who wrote, as the resident, the requester and the approver see it.

    ``needs_two`` says that two must agree, ``seconded_by`` who was the first.
    ``child_label`` says who speaks where it is about a child, whose photos it then opens too; else it is empty.
    """

    id: UUID
    case_id: UUID
    number: str
    state: str
    state_title: Any
    purpose: str
    purpose_title: Any
    basis_title: Any
    note: str
    asked_by: str
    asked_at: datetime
    decided_by: str
    decided_at: datetime | None
    child_label: Any
    expires_at: datetime | None
    first_read_at: datetime | None
    needs_two: bool = False
    seconded_by: str = ""

    def is_open(self, at: datetime) -> bool:
        """Tell whether it may be read at this moment."""
        return self.state == "approved" and self.expires_at is not None and at < self.expires_at


@dataclass(frozen=True, slots=True)
class Opening:
    """One time the vault was used for a case: what happened, which post, when."""

    kind: str
    title: Any
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Certificate:
    """
    What an erasure leaves: when it was, why, by which version of which rule, how many texts and photos went.

    ``backups_expire_at``: from this moment on no backup holds them either.
    """

    erased_at: datetime
    ground_title: Any
    rule: str
    items: int
    backups_expire_at: datetime


@dataclass(frozen=True, slots=True)
class Entrusted:
    """What became of what a resident entrusted: every use of it, and after the erasure the certificate."""

    openings: tuple[Opening, ...]
    certificate: Certificate | None


@dataclass(frozen=True, slots=True)
class RevealsOfMonth:
    """
    How often who wrote was opened to staff in one whole month, for everybody to read.

    ``count`` is None where it lies between nought and ``smallest``.
    """

    start: date
    end: date
    count: int | None
    smallest: int


@dataclass(frozen=True, slots=True)
class CustodyView:
    """What is kept of a case, by which version of the rule until when, and what was erased."""

    case_id: UUID
    has_phone: bool
    may_call: bool
    stored_at: datetime
    closed_at: datetime | None
    erase_at: datetime | None
    held_until: datetime | None
    hold_title: Any
    rule: str
    erased_at: datetime | None
    backups_expire_at: datetime | None
