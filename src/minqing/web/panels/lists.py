"""Where a panel's numbers open: the list of exactly the requests that they count, for who oversees the same reach."""

from dataclasses import dataclass

from minqing.cases import queries
from minqing.cases.records.behind import Number
from minqing.kernel.access import Actor
from minqing.ledger.spans import Span
from minqing.web.board.doing import OVERSEE, alike
from minqing.web.oversight.links import address_of


@dataclass(frozen=True, slots=True)
class Lists:
    """The addresses of lists for one reader; none for whoever oversees elsewhere, where they would hold others."""

    actor: Actor
    opens: bool

    @classmethod
    def of(cls, actor: Actor) -> "Lists":
        """Look whether the reader's lists are of the same reach as the panels."""
        return cls(actor, actor.holds(OVERSEE) and alike(actor))

    def to(self, key: str, span: Span, side: str = "part", unit_path: str = "") -> str:
        """
        Return the list behind a number of some days, "" where there is none.

        :param unit_path: of this unit and what lies below it; empty for the reader's own reach.
        """
        if not self.opens or not key.startswith("cases.") or span.start is None:
            return ""
        number = Number(key, span.start, span.end, side, unit_path)
        return address_of(number) if queries.opens(self.actor, number) else ""
