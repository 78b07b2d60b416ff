"""The long lists that forms offer: matters, organisations, places."""

from typing import Any

from minqing.cases import queries as cases
from minqing.directory import queries as directory
from minqing.territory import queries as territory


def matter_choices() -> list[tuple[str, Any]]:
    """Return the matters as (number, name), grouped as the catalogue groups them."""
    groups: dict[str, list[tuple[str, str]]] = {}
    for matter in cases.matters():
        groups.setdefault(str(matter.group), []).append((str(matter.number), str(matter.name)))
    return list(groups.items())


def organisation_choices() -> list[tuple[str, str]]:
    """Return the organisations as (path, name), indented by their depth in the tree."""
    return [(unit.path, "　" * max(unit.path.count("/") - 2, 0) + unit.name) for unit in directory.organisation_tree()]


def place_choices() -> list[tuple[str, str]]:
    """Return townships and their villages as (path, name), indented."""
    return [
        (place.path, "　" * (place.path.count("/") - 2) + place.name)
        for place in territory.divisions()
        if place.path.count("/") > 1
    ]
