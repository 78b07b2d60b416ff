"""Actors for tests of the rulebook."""

from minqing.kernel.access import Actor, Grant
from minqing.kernel.ref import Ref


def keeper(place_path: str = "139901/", *permissions: str) -> Actor:
    """The post in the county office that keeps rules and calendar."""
    names = permissions or ("rulebook.manage",)
    grants = tuple(Grant(name, "139901/", place_path) for name in names)
    return Actor(Ref("post", "keeper"), grants, org_path="139901/office/", place_path=place_path)
