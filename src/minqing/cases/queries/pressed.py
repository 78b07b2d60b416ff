"""
How many reports of pressure came in by the unit that handled the request then: for oversight, and of no few.

:source: G11, statistics by unit.
"""

from datetime import date

from django.db.models import Count, Max

from minqing.cases.models import PressureReport
from minqing.cases.paths import and_above
from minqing.cases.records.behind import PressureByUnit
from minqing.kernel.access import Actor, path_range
from minqing.kernel.times import at_local

from .behind import widest_grant
from .told import sees_who_rated


def pressure_by_unit(actor: Actor, *, start: date, end: date, least: int) -> PressureByUnit | None:
    """
    Count the reports of ``[start, end)`` by unit; None for whoever is not oversight, and nothing of her own unit.

    :param least: rule MQ-K. A unit of which fewer were made is only one of ``few``: it must not learn who spoke.
    """
    grant = widest_grant(actor)
    if not sees_who_rated(actor, org_path=grant.org_path, place_path=grant.place_path):
        return None
    reports = PressureReport.objects.filter(
        path_range("unit_path", grant.org_path),
        path_range("case__place_path", grant.place_path),
        reported_at__gte=at_local(start, 0),
        reported_at__lt=at_local(end, 0),
    ).exclude(unit_path__in=and_above(actor.org_path))
    rows = reports.order_by().values("unit_path").annotate(n=Count("pk"), name=Max("unit_name")).order_by("unit_path")
    counted = list(rows)
    many = tuple((row["name"] or row["unit_path"], row["n"]) for row in counted if row["n"] >= least)
    return PressureByUnit(many, len(counted) - len(many), least)
