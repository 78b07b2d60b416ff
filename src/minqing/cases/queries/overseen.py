"""Whose supervision reaches what, and what a unit must answer: for lists and for the rail."""

from typing import Any

from django.db.models import Q, QuerySet

from minqing.cases.models import SupervisedItem, SupervisionStep, not_barred
from minqing.kernel.access import Actor, path_range

OVERSEES, ANSWERS = "cases.supervise", ("cases.handle", "cases.oversee")


def overseen(actor: Actor) -> Q:
    """Say what lies within the reach of an overseer."""
    reach = Q(pk__in=[])
    for grant in actor.reach(OVERSEES):
        reach |= path_range("org_path", grant.org_path) & path_range("place_path", grant.place_path)
    return reach & _free(actor)


def _free(actor: Actor) -> Q:
    """Leave out requests that are about the actor's own unit, or that she has stepped back from."""
    return Q(case__isnull=True) | not_barred(actor, "case__")


def own(actor: Actor) -> Q:
    """Say what the actor's own unit, or one below it, must answer."""
    reach = Q(pk__in=[])
    for permission in ANSWERS:
        for grant in actor.reach(permission):
            reach |= path_range("org_path", grant.org_path) & path_range("place_path", grant.place_path)
    return reach & path_range("org_path", actor.org_path) & _free(actor)


def waiting_supervision(actor: Actor) -> list[QuerySet[Any]]:
    """Return what this post should look at, for counting: steps its unit must answer, or whose day has passed."""
    steps = SupervisionStep.objects.filter(answered_at__isnull=True, ended=False)
    open_items = SupervisedItem.objects.filter(ended_at__isnull=True)
    if actor.holds(OVERSEES):
        return [steps.filter(overdue=True, item__in=open_items.filter(overseen(actor)).values("pk"))]
    if any(map(actor.holds, ANSWERS)):
        return [steps.filter(item__in=open_items.filter(own(actor)).values("pk"))]
    return []
