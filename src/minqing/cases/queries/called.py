"""Where the actor's unit was called to and has not reported in yet: for the rail; lists stand with the calls."""

from typing import Any

from django.db.models import Q, QuerySet

from minqing.cases.models import CalledUnit
from minqing.kernel.access import Actor, path_range

COMES = "cases.acknowledge"


def called_units(actor: Actor) -> QuerySet[Any]:
    """Keep the departments at or below the actor's own unit for which she may report in."""
    reach = Q(pk__in=[])
    for grant in actor.reach(COMES):
        reach |= path_range("org_path", grant.org_path) & path_range("call__place_path", grant.place_path)
    return CalledUnit.objects.filter(reach, path_range("org_path", actor.org_path))


def waiting_calls(actor: Actor) -> list[QuerySet[Any]]:
    """Return where the actor's unit still has to report in, for counting; none for whoever reports in nowhere."""
    if not actor.holds(COMES):
        return []
    return [called_units(actor).filter(reported_at__isnull=True, judged_at__isnull=True)]
