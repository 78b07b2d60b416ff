"""Drafts of the routing table, what they would change, and what supervision lacks."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a routing table, in force or in a draft: matter (0: every one) × place → unit and rule."""

    matter: int
    place_path: str
    lead_path: str
    lead_name: str
    rule_id: str

    @property
    def key(self) -> str:
        """Return what tells rows apart: matter and place."""
        return f"{self.matter}:{self.place_path}"


@dataclass(frozen=True, slots=True)
class DraftLine:
    """
    One row of the table as the draft would have it, beside how it stands.

    :param change: ``set``, ``new``, ``ended`` or "" where the draft leaves it alone.
    :param before: the unit in force; empty where there is no such row.
    """

    key: str
    matter_number: int | None
    matter: str
    place_path: str
    place_name: str
    before: str
    before_rule: str
    lead_path: str
    lead_name: str
    rule_id: str
    change: str
    is_default: bool


@dataclass(frozen=True, slots=True)
class Fault:
    """
    One thing that is not right in a routing table, in a sentence.

    :param grave: whether it keeps the draft from being published.
    """

    kind: str
    key: str
    sentence: str
    grave: bool

    @property
    def title(self) -> Any:
        """Say in a word what kind of fault it is."""
        return FAULTS[self.kind]


FAULTS: Final[dict[str, Any]] = {
    "closed": _("Unit is closed"),
    "dead": _("Never fires"),
    "shadowed": _("Never gets its turn"),
    "same": _("Says the same twice"),
    "contradicts": _("Contradicts another row"),
    "elsewhere": _("Unit of another place"),
    "uncovered": _("No unit for this matter"),
}


@dataclass(frozen=True, slots=True)
class DraftView:
    """
    A draft of the routing table with what is wrong in it; without ``id`` none is begun yet.

    :param changes: how many rows it sets or ends.
    :param lines: the rows it changes, and those in force that it leaves alone.
    :param uncovered: matters that no row of the whole county would name: number, name, class.
    """

    id: str
    begun_at: datetime | None
    by: str
    note: str
    changes: int
    lines: tuple[DraftLine, ...]
    faults: tuple[Fault, ...]
    uncovered: tuple[tuple[int, str, str], ...]
    county: str = ""

    @property
    def may_publish(self) -> bool:
        """Whether it changes something and nothing grave is wrong."""
        return bool(self.changes) and not any(fault.grave for fault in self.faults)


@dataclass(frozen=True, slots=True)
class Difference:
    """Requests that would have gone elsewhere: so many of one matter in one township, from one unit to another."""

    matter: str
    place_name: str
    before: str
    after: str
    before_rule: str
    after_rule: str
    requests: int
    numbers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DryRun:
    """
    A draft tried on what came in before.

    :param looked_at: how many requests were routed twice, by the table in force and by the draft.
    :param moved: how many of them would have gone to another unit; ``other_rule`` under another rule of time only.
    :param unmatched_before: how many no row but the default fitted; ``unmatched_after`` by the draft.
    """

    start: date
    end: date
    looked_at: int
    moved: int
    other_rule: int
    unmatched_before: int
    unmatched_after: int
    differences: tuple[Difference, ...]


@dataclass(frozen=True, slots=True)
class Scheduled:
    """A draft that comes into force on a day."""

    id: str
    starts_on: date
    by: str
    note: str
    changes: int


@dataclass(frozen=True, slots=True)
class RoutingVersionView:
    """One routing table as it came into force; ``back_to`` the version it put back, if it did."""

    number: int
    at: datetime
    by: str
    note: str
    rows: int
    rows_set: int
    rows_ended: int
    back_to: int | None
    is_latest: bool
    lines: tuple[DraftLine, ...] = ()


@dataclass(frozen=True, slots=True)
class MatterGap:
    """A matter without a unit in the whole county: why, and how many open requests the reader sees under it."""

    number: int
    code: str
    name: str
    group: str
    why: Any
    open_requests: int


@dataclass(frozen=True, slots=True)
class UnmatchedLine:
    """A request that no row named, or whose row led to nobody: where it went instead."""

    number: str
    matter: str
    place_name: str
    unit_name: str
    why: Any
    registered_at: datetime
    is_open: bool
