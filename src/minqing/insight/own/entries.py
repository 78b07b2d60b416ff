"""Which entries a definition has, and which of them belong to which kind of number."""

from dataclasses import dataclass, field
from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from minqing.ledger.measures import Kind

OWN: Final = "own"
"""With what the key of a county's own measure begins."""

ALWAYS: Final = ("measure", "title", "question", "kind", "unit", "counts", "misleads", "worked")
"""What every definition says; ``better`` and ``source`` it may say."""
MAY: Final = ("better", "source")


@dataclass(frozen=True, slots=True)
class Shape:
    """
    One kind of number.

    :param needs: the entries that it must have beside those of every definition; ``may``: that it can have.
    :param terms: what is set on each of its terms.
    """

    title: Any
    says: Any
    needs: tuple[str, ...] = ("part",)
    may: tuple[str, ...] = ()
    terms: dict[str, bool] = field(default_factory=dict)

    @property
    def allowed(self) -> tuple[str, ...]:
        """Return every entry that it can have."""
        return (*ALWAYS, *MAY, *self.needs, *self.may)


SHAPES: Final[dict[Kind, Shape]] = {
    Kind.COUNT: Shape(_("Count"), _("how many times something happened"), may=("less",)),
    Kind.SUM: Shape(_("Sum"), _("amounts added up: hours, money, attendances"), may=("less",), terms={"sums": True}),
    Kind.DISTINCT: Shape(
        _("Counted once"), _("how many different things or posts, each once"), needs=("part", "once")
    ),
    Kind.SHARE: Shape(_("Share"), _("of a whole, how many per hundred"), needs=("part", "whole")),
    Kind.MEAN: Shape(_("Mean"), _("amounts added up, divided by how many there are"), may=("whole",)),
    Kind.PERCENTILE: Shape(
        _("Percentile"), _("what so many of a hundred do not exceed"), needs=("part", "percent"), may=("edges",)
    ),
    Kind.STATE: Shape(
        _("Stock"), _("how many there are at the end: all that came less all that went"), may=("less", "amounts"),
        terms={"until_end": True},
    ),
    Kind.CUMULATIVE: Shape(
        _("Running total"), _("from the first day of the year"), may=("less", "amounts"), terms={"since_year": True}
    ),
    Kind.CONVERSION: Shape(
        _("Followed in time"), _("of one thing, how many were followed by another within so many working days"),
        needs=("part", "then"),
    ),
    Kind.DERIVED: Shape(_("Worked out"), _("a formula over other measures"), needs=("expression",)),
}  # fmt: skip

TERM: Final = ("fact", "where", "from", "below")
THEN: Final = ("fact", "where", "within_days")
GIVEN: Final = ("fact", "data", "times", "when", "about", "by")
WORKED: Final = ("given", "gives")
GIVES: Final = ("part", "whole")
LENGTHS: Final = {"title": 40, "question": 120, "counts": 400, "misleads": 400, "source": 200}
"""Texts, and how many characters they have at most."""
