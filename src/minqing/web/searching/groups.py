"""What was found, group by group: the request door searches its own texts, names are searched elsewhere."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from minqing.cases import queries as cases
from minqing.insight import finding
from minqing.kernel.access import Actor
from minqing.ledger.measures import every_measure

from .asked import GROUPS, Asked, in_group

FEW, MANY = 4, 20
KINDS: dict[str, Any] = {
    "county": _("County"),
    "township": _("Township"),
    "village": _("Village"),
    "grid_cell": _("Grid cell"),
    "building": _("Lane or building"),
}


TOLD = {"county", "township", "village"}
"""Of these there is a board."""


@dataclass(frozen=True, slots=True)
class Line:
    """One place, unit or measure that was found: where it leads, what it is, and what else it opens."""

    title: Any
    href: str
    about: Any
    also: str = ""
    also_title: Any = ""


@dataclass(frozen=True, slots=True)
class Group:
    """
    One group of what was found.

    :param all_href: the address that shows it alone; empty where it stands alone or is shown whole.
    """

    key: str
    title: Any
    count: str
    items: tuple[Any, ...]
    all_href: str = ""
    next: str | None = None
    previous: str | None = None


def groups_of(query: QueryDict, asked: Asked, *, actor: Actor, at: datetime) -> tuple[tuple[Group, ...], Any]:
    """
    Look in every group that is asked for.

    :return: the groups in which something was found, and what may be marked in the requests.
    :raises Refused: if the cursor is broken or the days lie the wrong way round.
    """
    size, reads = MANY if asked.group else FEW, actor.holds("cases.read")
    names = finding.names_found(
        actor, asked.text, groups=asked.groups, below=asked.place, cursor=asked.cursor, size=size
    )
    lines: dict[str, Any] = {
        "places": (names.places, _places(names.places.items, reads=reads)),
        "units": (names.units, _units(names.units.items, reads=reads)),
        "measures": (names.measures, _measures(names.measures.items)),
    }
    marked: tuple[str, ...] = ()
    if reads and "requests" in asked.groups:
        cursor = asked.cursor if asked.group == "requests" else None
        requests = cases.requests_found(actor, asked.text, only=asked.only, cursor=cursor, at=at)
        marked, lines["requests"] = requests.marked, (requests, requests.items)
    made = (_group(query, asked, key, *lines[key]) for key in asked.groups if key in lines)
    return tuple(group for group in made if group.items), marked


def _group(query: QueryDict, asked: Asked, key: str, found: Any, items: Iterable[Any]) -> Group:
    is_alone = bool(asked.group)
    return Group(
        key=key,
        title=GROUPS[key],
        count=found.count,
        items=tuple(items),
        all_href=in_group(query, key) if found.next and not is_alone else "",
        next=found.next if is_alone else None,
    )


def _places(found: Iterable[Any], *, reads: bool) -> list[Line]:
    also = _("Its requests") if reads else _("Its figures")
    return [
        Line(
            one.full_name if one.kind in {"county", "township"} else one.full_name.partition(" ")[2] or one.full_name,
            reverse("office:place", args=[one.path]),
            " · ".join(str(part) for part in (KINDS.get(one.kind, ""), one.code) if part),
            _desk(place_path=one.path) if reads else _board(one.path) if one.kind in TOLD else "",
            also,
        )
        for one in found
    ]


def _units(found: Iterable[Any], *, reads: bool) -> list[Line]:
    return [Line(one.name, _desk(unit_path=one.path) if reads else _board(one.path), one.phone) for one in found]


def _measures(found: Iterable[Any]) -> list[Line]:
    """Lead to what measures say, and to their numbers; not to those told in confidence."""
    opened = {key for key, one in every_measure().items() if not one.is_confided}
    return [
        Line(
            one.title,
            reverse("office:measure", args=[one.key]),
            one.question,
            reverse("office:figure", args=[one.key]) if one.key in opened else "",
            _("Open this number"),
        )
        for one in found
    ]


def _desk(**filters: str) -> str:
    return f"{reverse('office:desk')}?{urlencode({'queue': 'all', **filters})}"


def _board(path: str) -> str:
    """Lead whoever reads no requests to the figures there."""
    return f"{reverse('office:board')}?{urlencode({'at': path})}"
