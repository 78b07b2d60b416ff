"""How facts are counted: a reversal counts minus one."""

from typing import Any, NamedTuple

from django.db.models import Case, IntegerField, Value, When

from .lines import MARKS
from .measures import Term

SIGN = Case(When(reverses__isnull=True, then=Value(1)), default=Value(-1), output_field=IntegerField())


class Entry(NamedTuple):
    """So many facts of one kind with the same marks, net of reversals, and the sum of their amounts."""

    kind: str
    path: str
    marks: tuple[int | None, ...]
    facts: int
    amount: int

    def counts_for(self, term: Term) -> bool:
        """Tell whether these facts are among those of a term."""
        return self.kind == term.fact and all(_fits(self, *wanted) for wanted in term.conditions().items())


def _fits(entry: Entry, condition: str, wanted: Any) -> bool:
    held = entry.marks[MARKS.index(condition.removesuffix("__in"))]
    return held in wanted if condition.endswith("__in") else held == wanted
