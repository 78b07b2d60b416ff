"""So few that they point at somebody: how many residents, or doors, a number or the name of a place must hold."""

from datetime import datetime

from minqing.kernel.errors import NotFound
from minqing.territory import queries as territory
from minqing.territory.records import PlaceView

from . import clocks

SMALL_RULE, CAREFUL = "MQ-K", 10


def number_of(rule_id: str, otherwise: int, place_path: str, at: datetime) -> int:
    """Return the number that a rule names; without the rule another, more careful one."""
    try:
        return int(clocks.rule_for(rule_id, place_path=place_path, at=at).value)
    except NotFound:
        return otherwise


def smallest_shown(place_path: str, *, at: datetime) -> int:
    """Return the smallest number of residents that may be shown; without a rule a number that hides more."""
    return number_of(SMALL_RULE, CAREFUL, place_path, at)


def place_read(place: PlaceView, *, at: datetime) -> PlaceView:
    """Return the place of a request as an office will read it: no door, nor a lane of fewer doors than may be shown."""
    if place.kind != "household":
        return place
    return territory.place_without_door(place.path, at_least=smallest_shown(place.path, at=at))
