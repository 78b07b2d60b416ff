"""What the ledger hands out: frozen, without tables behind them."""

import json
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Self
from uuid import UUID

from minqing.kernel.ref import Ref

from .facts import FACT_TYPES


@dataclass(frozen=True, slots=True)
class FactView:
    """One fact with its numbers named again. ``sign`` is -1 for a reversal."""

    id: UUID
    kind: str
    subject: Ref
    actor: Ref
    happened_at: datetime
    happened_on: date
    org_path: str
    place_path: str
    data: dict[str, Any] = field(default_factory=dict)
    origin: str = ""
    reverses: UUID | None = None
    backfilled: bool = False

    @property
    def sign(self) -> int:
        """Return how the fact counts: 1, or -1 when it takes another back."""
        return 1 if self.reverses is None else -1

    @property
    def title(self) -> Any:
        """Return the kind's title for the screen."""
        return FACT_TYPES[self.kind].title

    @classmethod
    def of(cls, row: Any, *, confided: bool = False) -> Self:
        """Read a stored fact; ``confided`` as in :meth:`FactType.read`."""
        return cls(
            id=row.id,
            kind=row.kind,
            subject=Ref.parse(row.subject),
            actor=Ref.parse(row.actor),
            happened_at=row.happened_at,
            happened_on=row.happened_on,
            org_path=row.org_path,
            place_path=row.place_path,
            data={**FACT_TYPES[row.kind].read(row, confided=confided), **json.loads(row.payload)},
            origin=row.origin,
            reverses=row.reverses,
            backfilled=row.backfilled,
        )


@dataclass(frozen=True, slots=True)
class OpenedFact(FactView):
    """
    One fact beneath a number.

    :param counts: what it adds to the number: so many, or its amount; minus where it is taken away or taken back.
    :param followed_by: where only what was followed counts, the first fact that followed it.
    """

    counts: int = 0
    followed_by: UUID | None = None


@dataclass(frozen=True, slots=True)
class DeadLetter:
    """A delivery that was given up: what, because of which fact, how often tried, and the last error."""

    id: int
    recipe: str
    fact_id: UUID
    fact_kind: str
    subject: str
    attempts: int
    owed_since: datetime
    last_error: str


@dataclass(frozen=True, slots=True)
class SealView:
    """One day's seal."""

    number: int
    day: date
    through: int
    root: str
    sealed_at: datetime


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a verification found. ``first`` names the first fact that does not match, ``why`` says how."""

    facts: int
    seals: int
    unsettled: int
    first: str = ""
    why: str = ""

    @property
    def is_sound(self) -> bool:
        """Tell whether every fact and every seal matched."""
        return not self.why
