"""
What one verb records, kept until just before its commit and then written at once.

A verb of a request leaves three or four facts, each with a place in the queue and what is owed because of it. Written
one by one that is a dozen statements; written together it is three, in the same transaction, under the same guards.
"""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from minqing.kernel.errors import Refused
from minqing.kernel.rows import read_columns

from .models import Fact
from .owing import owe
from .writing import write_facts

AT_ONCE = 200
LATER = "SELECT 1 FROM ledger_fact WHERE subject = %s AND happened_at > %s"


class Batch:
    """The facts of one transaction. ``written`` also counts those that an earlier delivery had written."""

    def __init__(self) -> None:
        self.written = 0
        self.facts: list[Fact] = []
        self._first: dict[str, datetime] = {}
        self._last: dict[str, datetime] = {}

    def add(self, fact: Fact) -> None:
        """Keep a fact for the end of the verb."""
        self.written += 1
        self.facts.append(fact)

    def watch(self, subject: str, at: datetime) -> None:
        """
        Remember that something earlier is recorded about a subject, to be compared with what is known of it.

        :raises Refused: if it lies before what this verb itself recorded.
        """
        if at < self._last.get(subject, at):
            raise _too_early()
        self._last[subject] = at
        self._first.setdefault(subject, at)

    def find(self, **wanted: object) -> Fact | None:
        """Find a fact that is not written yet by the values of its columns."""
        matching = (fact for fact in self.facts if all(getattr(fact, name) == want for name, want in wanted.items()))
        return next(matching, None)

    def flush(self) -> None:
        """
        Write everything down.

        :raises Refused: if a backfilled fact would lie before the last one known of its subject.
        """
        self._refuse_before_last()
        write_facts(self.facts)
        owe(self.facts)
        self.facts = []

    def _refuse_before_last(self) -> None:
        watched = list(self._first.items())
        for start in range(0, len(watched), AT_ONCE):
            some = watched[start : start + AT_ONCE]
            later = " UNION ALL ".join([LATER] * len(some))
            if read_columns(f"SELECT 1 WHERE EXISTS ({later})", [value for pair in some for value in pair]):
                raise _too_early()


def _too_early() -> Refused:
    return Refused(_("Something later is already recorded about this; it cannot have happened earlier."))
