"""A draw computed anew from what is stored: what differs from what was published."""

from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext as _

from minqing.cases.models import VisitDraw
from minqing.kernel.errors import NotFound
from minqing.ledger.seals import seals

from .drawing import drawn, value_of

SEALS_LOOKED_AT = 4000
"""Some ten years of days."""


def check_draw(month: date) -> tuple[VisitDraw, tuple[str, ...]]:
    """
    Compute a month's draw anew.

    :return: the draw, and what differs in words; nothing where all of it follows from the seal.
    :raises NotFound: if that month was not drawn.
    """
    draw = VisitDraw.objects.filter(month=month).first()
    if draw is None:
        raise NotFound(_("Nothing was drawn for that month."))
    return draw, tuple(_differences(draw))


def _differences(draw: VisitDraw) -> Iterator[str]:
    seal = next((one for one in seals(SEALS_LOOKED_AT) if one.number == draw.seal_number), None)
    if seal is None or seal.root != draw.seed:
        yield _("The seed is not the root of seal %(n)s.") % {"n": draw.seal_number}
    values = draw.values.split("\n") if draw.values else []
    if values != sorted(set(values)) or len(values) != draw.population:
        yield _("The values are not in order, or not as many as were closed.")
    visited = {value_of(draw.seed, one.case.receipt_hash) for one in draw.visits.select_related("case")}
    if visited != set(drawn(values, draw.size)):
        yield _("Those who are asked are not those who were drawn.")
