"""What a briefing holds."""

from dataclasses import dataclass
from datetime import datetime

from minqing.insight.panels.piling import Piling
from minqing.insight.pivots.records import Cell
from minqing.ledger.measures import Measure
from minqing.ledger.spans import Span


@dataclass(frozen=True, slots=True)
class Item:
    """
    One number of a briefing, and where it opens.

    :param name: of the unit or place where it is one of several; "" of the reach itself.
    :param before: of the period before; None where nothing was written down then, or none is told.
    """

    measure: Measure
    name: str
    org_path: str
    place_path: str
    now: Cell
    before: Cell | None = None

    @property
    def is_nought(self) -> bool:
        """Tell whether nothing stands behind it."""
        return not self.now.hidden and not self.now.n


@dataclass(frozen=True, slots=True)
class Group:
    """
    Numbers that are told together as a table.

    :param kind: ``parts`` of what the reach itself has, or what stands ``below`` it.
    """

    kind: str
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """One section: the reach's own numbers, and tables."""

    key: str
    items: tuple[Item, ...]
    groups: tuple[Group, ...]


@dataclass(frozen=True, slots=True)
class Briefing:
    """
    What is told of one period.

    :param position: every number is as it was known when this position of the ledger was the last.
    :param piling: what in the last four weeks of the period was more than chance explains.
    :param smallest: rule MQ-K; numbers of fewer are hidden.
    :param is_empty: whether nothing at all was written down in the period.
    """

    name: str
    org_path: str
    place_path: str
    is_unit: bool
    span: Span
    before: Span
    at: datetime
    position: int
    smallest: int
    sections: tuple[Section, ...]
    piling: Piling
    is_empty: bool
