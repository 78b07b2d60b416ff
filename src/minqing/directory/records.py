"""What the directory hands out: frozen, without tables behind them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from minqing.kernel.ref import Ref


@dataclass(frozen=True, slots=True)
class OrganisationView:
    """One unit. ``depth`` is 0 for the county."""

    id: UUID
    path: str
    name: str
    kind: str
    place_path: str
    phone: str
    is_open: bool

    @property
    def depth(self) -> int:
        """Return how far below the county it stands."""
        return self.path.count("/") - 1


@dataclass(frozen=True, slots=True)
class PostView:
    """One post with its unit and whoever sits in it; names are empty while it is vacant."""

    id: UUID
    title: str
    person_id: UUID | None
    person_name: str
    organisation_name: str
    org_path: str
    place_path: str
    email: str
    work_phone: str
    is_open: bool = True

    @property
    def label(self) -> str:
        """Return unit and title, as a reader of history sees it: never the person."""
        return f"{self.organisation_name} {self.title}"


@dataclass(frozen=True, slots=True)
class Answerer:
    """Somebody who answers for a place: the role's key and title, the name on the card, the work telephone."""

    role: str
    role_title: Any
    person_name: str
    title: str
    organisation_name: str
    phone: str
    place_path: str
    post_id: UUID


@dataclass(frozen=True, slots=True)
class AppointmentView:
    """
    One post that answers, or answered, for one place over ``[started_at, ended_at)``.

    :param person_name: who sits in the post now; empty once the appointment has ended.
    """

    id: UUID
    role: str
    role_title: Any
    post_id: UUID
    post: str
    person_name: str
    place_path: str
    started_at: datetime
    ended_at: datetime | None


@dataclass(frozen=True, slots=True)
class GrantView:
    """One permission of a post."""

    id: UUID
    permission: str
    org_path: str
    place_path: str
    role: str
    reason: str
    until: datetime | None


@dataclass(frozen=True, slots=True)
class RecusalView:
    """One matter that a post has stepped back from, or was taken off, and why."""

    id: UUID
    subject: Ref
    ground: str
    ground_title: Any
    declared_at: datetime


@dataclass(frozen=True, slots=True)
class OutdatedRole:
    """A role of a post that this version says something else of: the permissions that are missing, and those beyond."""

    post_id: UUID
    role: str
    org_path: str
    place_path: str
    missing: tuple[str, ...]
    beyond: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AccountView:
    """One login, for the page of accounts."""

    id: UUID
    login: str
    person_id: UUID
    person_name: str
    is_active: bool
    must_change_password: bool


@dataclass(frozen=True, slots=True)
class NoticeView:
    """One line of what is new."""

    id: UUID
    recipe: str
    subject: str
    text: str
    urgent: bool
    created_at: datetime
    read_at: datetime | None


@dataclass(frozen=True, slots=True)
class AlarmView:
    """One danger to life and whether somebody took it up."""

    id: UUID
    subject: str
    kind: str
    kind_title: Any
    number: str
    place_path: str
    raised_at: datetime
    acknowledged_at: datetime | None
    acknowledged_by: str


@dataclass(frozen=True, slots=True)
class DutyChannel:
    """
    Whether an alarm would reach somebody now.

    ``state`` is ``ready``, ``nobody`` (nobody is set) or ``waiting`` (an alarm has waited too long); ``answers`` is
    false for the last two, and the red bar and the health check say ``why``.
    """

    answers: bool
    state: str
    phone: str
    post: str
    post_id: UUID | None
    open_alarms: int
    oldest_alarm_at: datetime | None
    why: Any = ""
