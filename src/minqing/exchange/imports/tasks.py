"""Periodic work on lists of other hotlines: going on, picking up those of the night, destroying what is left."""

from datetime import datetime, timedelta

from minqing.exchange.models import ImportRun
from minqing.exchange.models.imports import WORKING
from minqing.ledger.jobs import periodic

from .incoming import pick_up
from .passes import destroy
from .taking_apart import in_background, or_fail
from .working import go_on

KEPT = timedelta(days=14)
"""So long refused lines wait to be corrected."""


@periodic(name="exchange.take_lists", every=timedelta(seconds=1))
def take_lists(at: datetime) -> None:
    """Go on with the oldest list that waits, for two seconds; large files are read beside that."""
    for run in ImportRun.objects.filter(state__in=WORKING).order_by("came_at", "id"):
        if run.state == "reading":
            in_background(run, at=at)
        else:
            or_fail(run, go_on, at=at)
            return


@periodic(name="exchange.pick_up_lists", every=timedelta(minutes=1))
def pick_up_lists(at: datetime) -> None:
    """Hand in what lies in the folders of saved mappings."""
    pick_up(at)


@periodic(name="exchange.forget_lists", every=timedelta(hours=1))
def forget_lists(at: datetime) -> None:
    """Destroy refused lines after two weeks, and lists with which nobody went on."""
    left = ImportRun.objects.filter(came_at__lt=at - KEPT).exclude(state__in=WORKING).exclude(wrapped=b"")
    for run in left:
        destroy(run)
