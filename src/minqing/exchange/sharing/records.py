"""What the pages of shared data are drawn from: frozen records, never rows."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from minqing.kernel.times import day_of

from .elements import Element, ElementColumn


@dataclass(frozen=True, slots=True)
class CatalogueRow:
    """One element with the unit that answers for it, and under how many grants in force it is shared."""

    element: Element
    owner_path: str
    owner_since: datetime | None
    grants: int


@dataclass(frozen=True, slots=True)
class GivenElement:
    """One element of a grant, of a kind of fact with the columns that are given."""

    element: Element
    columns: tuple[ElementColumn, ...]
    owner_path: str


@dataclass(frozen=True, slots=True)
class SubscriptionView:
    """
    How sending to an address fares.

    :param state: ``waiting`` for its first message, ``well``, ``failing`` or ``paused``.
    :param behind: so many positions of the ledger lie after what was confirmed.
    :param old_until: until then the old secret signs too; None when only one does.
    """

    url: str
    state: str
    behind: int
    failures: int
    last_error: str
    tried_at: datetime | None
    delivered_at: datetime | None
    next_at: datetime
    opened_at: datetime
    old_until: datetime | None


@dataclass(frozen=True, slots=True)
class DataGrantView:
    """
    One grant as whoever answers for the data sees it.

    :param granted_by: unit and title of the post that gave it.
    :param state: ``in_force``, ``expired`` or ``withdrawn``.
    :param calls: how often something was taken under it; ``rows`` how many values and facts; ``last_used`` when last.
    """

    id: str
    system: str
    client_id: str
    purpose: str
    legal_basis: str
    org_path: str
    place_path: str
    first_day: date
    last_day: date
    granted_at: datetime
    granted_by: str
    expires_at: datetime
    withdrawn_at: datetime | None
    state: str
    elements: tuple[GivenElement, ...]
    calls: int
    rows: int
    last_used: datetime | None
    may_withdraw: bool
    subscription: SubscriptionView | None = None

    @property
    def gives_facts(self) -> bool:
        """Tell whether there are facts to send."""
        return any(one.element.kind == "fact" for one in self.elements)

    @property
    def expires_on(self) -> date:
        """Return the last day on which it holds."""
        return day_of(self.expires_at - timedelta(seconds=1))


@dataclass(frozen=True, slots=True)
class DataUseView:
    """One call: when, which system, for which purpose, in which way, which elements, how many values or facts."""

    at: datetime
    grant_id: str
    system: str
    purpose: str
    way: int
    way_title: Any
    elements: tuple[Any, ...]
    first_day: date
    last_day: date
    rows: int
