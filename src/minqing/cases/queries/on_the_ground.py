"""How many open requests lie where: for the map of a village's grid cells."""

from datetime import datetime

from django.db.models import Case as When
from django.db.models import Count, IntegerField, Sum, Value
from django.db.models import When as If

from minqing.cases.models import Case
from minqing.kernel.access import Actor, path_range

from .clocktexts import Watch
from .desk import PERMISSION

__all__ = ["open_by_place"]


def open_by_place(actor: Actor, path: str, *, at: datetime) -> dict[str, tuple[int, int]]:
    """
    Count open requests below a place that the actor may read, and those of them that are late; one query.

    :return: path, as offices read it and never that of a door → (open, late); a place without any is absent.
    """
    late = When(If(Watch.at_place(at, path).late(), then=Value(1)), default=Value(0), output_field=IntegerField())
    rows = Case.objects.within(actor, PERMISSION).filter(path_range("place_path", path), stage__gt=0)
    found = rows.order_by().values("place_path").annotate(count=Count("pk"), late=Sum(late))
    return {row["place_path"]: (row["count"], row["late"]) for row in found}
