"""What the territory hands out: frozen, without tables behind them."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from minqing.kernel.ids import grouped

from .states import CARD


@dataclass(frozen=True, slots=True)
class PlaceView:
    """
    One place.

    :param name: as people say it (柳河村); ``official_name`` as published (柳河村民委员会).
    :param full_name: from the county down: ``青禾县 清源镇 柳河村``.
    :param code: 12 digits for a division, 15 for a grid cell, empty below.
    :param closed_on: None while the place is in force.
    :param moved_to: where a door or lane that left this path is now.
    """

    id: str
    path: str
    kind: str
    name: str
    full_name: str
    code: str
    official_name: str = ""
    scope_words: str = ""
    dedicated: bool = False
    valid_from: date | None = None
    closed_on: date | None = None
    moved_to: str = ""


@dataclass(frozen=True, slots=True)
class CardView:
    """
    One card, for the page that opens when it is scanned. Holds no name of a person and no door number.

    :param household_path: empty for the village's own card.
    :param place_path: what a request through this card is filed under.
    :param serial: number within the village, for the round; not the door's.
    """

    id: str
    code: str
    village_path: str
    household_path: str
    place_path: str
    village_name: str
    full_name: str
    state: str
    serial: int = 0

    @property
    def written(self) -> str:
        """The code as it is printed: ``4M7K-26KX-3``."""
        return grouped(self.code)


@dataclass(frozen=True, slots=True)
class CardLine:
    """
    One card in the office's list.

    :param label: how the office finds the door, e.g. ``柳河西巷 12号``; for staff only, never printed on a card.
    """

    id: str
    code: str
    serial: int
    place_path: str
    is_household: bool
    label: str
    state: str
    issued_at: datetime
    posted_at: datetime | None
    revoked_at: datetime | None

    @property
    def written(self) -> str:
        """The code as it is printed."""
        return grouped(self.code)

    @property
    def state_title(self) -> Any:
        """The state's name for the screen."""
        return CARD.states[self.state]


@dataclass(frozen=True, slots=True)
class DoorLine:
    """
    One door on a worker's round.

    :param lane: the name of the lane or building it lies in; empty where it lies in none.
    :param card: ``issued``, ``posted``, or empty where no card is in force.
    """

    path: str
    parent_path: str
    lane: str
    name: str
    card: str


@dataclass(frozen=True, slots=True)
class VillageCards:
    """How far the cards of one village are: households, cards in force, of these posted, and the village's own."""

    path: str
    name: str
    township_name: str
    households: int
    in_force: int
    posted: int
    has_village_card: bool

    @property
    def missing(self) -> int:
        """Households without a card."""
        return max(self.households - self.in_force, 0)


@dataclass(frozen=True, slots=True)
class LoadReport:
    """
    What a load did, or would do.

    :param refusals: lines left out, as texts with their number.
    :param dry_run: nothing was written.
    """

    added: int
    renamed: int = 0
    closed: int = 0
    kept: int = 0
    refusals: tuple[Any, ...] = ()
    dry_run: bool = False

    @property
    def changed(self) -> int:
        """Rows that were renamed or closed."""
        return self.renamed + self.closed
