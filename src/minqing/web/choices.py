"""The long lists that forms offer: matters, organisations, places."""

from collections.abc import Callable
from typing import Any

from django.core.cache import cache

from minqing.cases import queries as cases
from minqing.directory import queries as directory
from minqing.territory import queries as territory

KEPT = 30


def matter_choices() -> list[tuple[str, Any]]:
    """Return the matters as (number, name), grouped as the catalogue groups them; kept for half a minute."""
    return _kept("matters", _matters)


def organisation_choices() -> list[tuple[str, str]]:
    """Return the organisations as (path, name), indented by their depth in the tree; kept for half a minute."""
    return _kept("organisations", _organisations)


def place_choices() -> list[tuple[str, str]]:
    """Return townships and their villages as (path, name), indented; kept for half a minute."""
    return _kept("places", _places)


def _kept(name: str, make: Callable[[], list[Any]]) -> list[Any]:
    # These three lists stand in the desk's filter on every page; an empty one is never kept.
    key = f"office-choices:{name}"
    held: list[Any] = cache.get(key) or []
    if held:
        return held
    made = make()
    if made:
        cache.set(key, made, KEPT)
    return made


def forget_choices() -> None:
    """Read the lists anew after somebody changed one of them."""
    cache.delete_many([f"office-choices:{name}" for name in ("matters", "organisations", "places")])


def _matters() -> list[Any]:
    groups: dict[str, list[tuple[str, str]]] = {}
    for matter in cases.matters():
        groups.setdefault(matter.heading, []).append((str(matter.number), str(matter.name)))
    return list(groups.items())


def _organisations() -> list[Any]:
    return [(unit.path, "　" * max(unit.path.count("/") - 2, 0) + unit.name) for unit in directory.organisation_tree()]


def _places() -> list[Any]:
    return [
        (place.path, "　" * (place.path.count("/") - 2) + place.name)
        for place in territory.divisions()
        if place.path.count("/") > 1
    ]
