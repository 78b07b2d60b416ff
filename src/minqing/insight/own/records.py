"""What the own measures hand out: frozen, without tables behind them."""

from dataclasses import dataclass
from datetime import datetime


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
