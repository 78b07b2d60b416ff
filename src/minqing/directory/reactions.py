"""What follows in the directory from facts below it. Each reaction may come twice and then does nothing."""

from datetime import datetime

from minqing.kernel.access import system_actor
from minqing.ledger.deliveries import delivers
from minqing.ledger.records import FactView
from minqing.territory import queries as territory

from .models import Appointment
from .service.appointments import follow_place


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
