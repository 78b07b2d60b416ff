"""What the own measures hand out: frozen, without tables behind them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from minqing.ledger.measures import Kind, Measure
from minqing.ledger.sheets import Number


@dataclass(frozen=True, slots=True)
class Published:
    """One version that was published just now."""

    key: str
    version: int
    digest: str


@dataclass(frozen=True, slots=True)
class Version:
    """
    One version of an own measure.

    :param digest: the definition's hash.
    :param by: who published it, in words.
    :param retired_at: when it ceased to be counted, and why; None while it holds or a later one took its place.
    """

    key: str
    number: int
    text: str
    digest: str
    reason: str
    by: str
    at: datetime
    retired_at: datetime | None = None
    retired_because: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """
    One measure in the list of all.

    :param door: whose it is: the word before the point of its key.
    :param version: of an own one, from 1; 0 of the house's.
    :param retired: whether it is not counted any more.
    """

    key: str
    title: Any
    question: Any
    counts: Any
    misleads: Any
    kind: Kind
    unit: str
    better: str
    door: str
    version: int = 0
    retired: bool = False

    @property
    def is_own(self) -> bool:
        """Tell whether the county declared it."""
        return self.version > 0


@dataclass(frozen=True, slots=True)
class Card:
    """
    One measure with its history.

    :param measure: None of one that the house cannot count any more.
    :param number: which of its versions this is; 0 of the house's.
    :param versions: the latest first; none of the house's.
    :param later: input of its formula → the version that holds now, where it is a later one than the formula's.
    """

    key: str
    measure: Measure | None
    digest: str
    number: int = 0
    versions: tuple[Version, ...] = ()
    later: Mapping[str, int] = field(default_factory=dict)

    @property
    def is_latest(self) -> bool:
        """Tell whether there is no later version."""
        return not self.versions or self.versions[0].number == self.number

    @property
    def is_retired(self) -> bool:
        """Tell whether it is not counted any more."""
        return bool(self.versions) and self.versions[0].retired_at is not None

    @property
    def version(self) -> Version | None:
        """Return the version that is looked at; None of the house's."""
        return next((one for one in self.versions if one.number == self.number), None)


@dataclass(frozen=True, slots=True)
class Now:
    """
    A measure's number of a month that is over, for one reader's reach.

    :param name: below what it is counted.
    :param before: of the month before.
    :param through: the position of the last fact that is known in it.
    :param cells: how many of its lines are added up, of how many; the others are counted from the facts.
    """

    name: str
    start: date
    end: date
    number: Number
    before: Number
    through: int
    cells: tuple[int, int]
