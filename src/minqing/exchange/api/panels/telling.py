"""What all panels say as data: below whose reach, of which measure, of which days."""

from collections.abc import Mapping
from typing import Any, Self

from pydantic import BaseModel, ConfigDict

from minqing.ledger.definitions import definition_hash
from minqing.ledger.measures import Measure
from minqing.ledger.spans import Span

FOUR = 4
"""Decimals of shares, limits and rates: more would only help to work out what is hidden."""


class PanelReach(BaseModel):
    """Below which unit and place everything is counted: the widest grant of the caller."""

    model_config = ConfigDict(from_attributes=True)

    org_path: str
    place_path: str
    name: str


class PanelMeasure(BaseModel):
    """Which measure is drawn, with the hash of its definition."""

    key: str
    title: str
    unit: str
    definition: str

    @classmethod
    def of(cls, one: Measure) -> Self:
        """Tell of a measure."""
        return cls(key=one.key, title=str(one.title), unit=one.unit, definition=definition_hash(one))


def days(span: Span) -> Mapping[str, Any]:
    """Tell half-open days."""
    return {"start": span.start or span.end, "end": span.end}


def near(value: float | None) -> float | None:
    """Round a share or a rate."""
    return None if value is None else round(value, FOUR)
