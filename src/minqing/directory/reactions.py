"""What follows in the directory from facts below it. Each reaction may come twice and then does nothing."""

from datetime import datetime

from minqing.kernel.access import system_actor
from minqing.ledger.deliveries import delivers
from minqing.ledger.records import FactView
from minqing.territory import queries as territory

from .models import Appointment
from .service.appointments import follow_cells, follow_place


@delivers("place.moved", name="directory.follow_place")
def follow_moved_place(fact: FactView, at: datetime) -> None:
    """Let contacts and heads follow the door or lane they answer for; a door that moved on is followed to its end."""
    before = str(fact.data["before"])
    if not Appointment.objects.filter(place_path=before, ended_at=None).exists():
        return
    here = territory.place(fact.place_path)
    while here.moved_to and here.closed_on:
        here = territory.place(here.moved_to)
    follow_place(before=before, now=here.path, actor=system_actor("reactions"), at=at)


@delivers("grid_cell.split", name="directory.follow_split")
def follow_split_cell(fact: FactView, at: datetime) -> None:
    """Let whoever answered for a cell answer for both that came in its place, until somebody is named anew."""
    _follow((fact.place_path,), str(fact.data["into"]), at)


@delivers("grid_cell.merged", name="directory.follow_merger")
def follow_merged_cells(fact: FactView, at: datetime) -> None:
    """Let whoever answered for one of two cells answer for the one that came in their place."""
    _follow(tuple(str(fact.data["before"]).split()), fact.place_path, at)


def _follow(before: tuple[str, ...], now: str, at: datetime) -> None:
    if Appointment.objects.filter(place_path__in=before, ended_at=None).exists():
        follow_cells(before=before, now=tuple(now.split()), actor=system_actor("reactions"), at=at)
