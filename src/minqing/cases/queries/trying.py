"""Trying the routing table before a request comes."""

from minqing.cases.models import Case
from minqing.cases.records import RoutingView
from minqing.cases.routing import route_of
from minqing.territory import queries as territory


def would_route(*, matter_number: int = 0, place_path: str) -> RoutingView:
    """
    Say which row would fire for a request about a matter at a place.

    :param matter_number: 0 for a request whose matter nobody named.
    :raises NotFound: if there is no such place.
    """
    place = territory.place(place_path)
    return route_of(Case(place_path=place.path, matter=matter_number), matter=matter_number).view()
