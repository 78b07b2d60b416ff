"""Tables that people edit."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class MatterView:
    """
    One kind of matter. ``number`` is what facts carry; names and groups come from the table.

    ``group`` is its class (大类), ``subclass`` what lies between (中类); empty where it lies right below the class.
    """

    number: int
    code: str
    name: str
    group: str
    keywords: tuple[str, ...] = field(default=())
    subclass: str = ""

    @property
    def heading(self) -> str:
        """Return what it stands under in a list: class and subclass."""
        return f"{self.group} › {self.subclass}" if self.subclass else self.group


@dataclass(frozen=True, slots=True)
class RoutingRow:
    """One row of the routing table, as people edit it. No matter or no place means every one."""

    id: str
    matter_number: int | None
    matter: Any
    place_path: str
    place_name: str
    lead_path: str
    lead_name: str
    rule_id: str
    is_default: bool
    fired: int = 0


@dataclass(frozen=True, slots=True)
class OfficeView:
    """Which office has a duty for a place; ``duty`` is intake, verify, oversee or pressure."""

    duty: str
    place_path: str
    org_path: str
    org_name: str


@dataclass(frozen=True, slots=True)
class UnmannedDuty:
    """One duty that nobody does: its office is ``closed``, ``nobody`` there may, or no office is set: ``unset``."""

    duty: str
    title: Any
    place_path: str
    org_path: str
    org_name: str
    code: str

    @property
    def why(self) -> str:
        """Say in the reader's language what is wrong and what to do."""
        return str(_UNMANNED[self.code]) % {"duty": self.title, "unit": self.org_name}


_UNMANNED: Final = {
    "closed": _("%(duty)s: %(unit)s is closed. Put another office in charge."),
    "nobody": _("%(duty)s: nobody in %(unit)s may do it. Give a post there the role, or seat somebody."),
    "unset": _("%(duty)s: no office is in charge for the whole county. Put one in charge."),
}


@dataclass(frozen=True, slots=True)
class StandardReply:
    """A text that saves typing; ``matter_number`` None means for every matter, an empty ``outcome`` for every one."""

    id: str
    title: str
    text: str
    matter_number: int | None = None
    outcome: str = ""
    outcome_label: Any = ""


@dataclass(frozen=True, slots=True)
class DeclineAnswer:
    """The standard answer of one lawful reason to decline; ``is_own`` where the county wrote it itself."""

    reason: str
    title: Any
    text: Any
    is_own: bool


@dataclass(frozen=True, slots=True)
class PressureLine:
    """A report of pressure, for the office outside the chain only."""

    id: str
    number: str
    reported_at: datetime
    words: str
    unit_name: str
    due_at: datetime
    taken_up_at: datetime | None
    late: bool
