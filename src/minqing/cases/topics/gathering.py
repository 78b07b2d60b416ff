"""
Where many requests of one matter came from one village within sixty days: matters and places, never people.

Requests that were declined, diverted or withdrawn do not count, nor is a village told with fewer than
the rule says.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import QuerySet

from minqing.cases.few import smallest_shown
from minqing.cases.matters import matter_name
from minqing.cases.models import Case, Topic
from minqing.cases.paths import and_above
from minqing.kernel.access import Actor, path_range
from minqing.territory import queries as territory

PERMISSION = "cases.read"
WINDOW = timedelta(days=60)
VILLAGE_PARTS, MOST_LOOKED_AT, OLD_IN_A_ROW, SHOWN, MOST_MEMBERS = 3, 100_000, 2_000, 20, 500
NOT_COUNTED = ("declined", "diverted", "withdrawn")


@dataclass(frozen=True, slots=True)
class Gathering:
    """A matter that came often from one village, and is in no open topic."""

    matter: int
    matter_name: str
    place_path: str
    place_name: str
    requests: int


def gatherings(*, actor: Actor, at: datetime) -> tuple[Gathering, ...]:
    """Return where many asked for the same within the actor's reach, the most first."""
    found = Counter((matter, and_above(path)[:VILLAGE_PARTS][-1]) for matter, path in _recent_ones(actor, at))
    taken = set(Topic.objects.filter(finished_at=None).values_list("matter", "place_path"))
    many = [(key, n) for key, n in found.most_common() if key[0] and key not in taken]
    enough = [(key, n) for key, n in many[: 5 * SHOWN] if n >= smallest_shown(key[1], at=at)][:SHOWN]
    names = territory.full_names(path for (_matter, path), _n in enough)
    return tuple(Gathering(matter, matter_name(matter), path, names.get(path, path), n) for (matter, path), n in enough)


def members_for(*, matter: int, place_path: str, actor: Actor, at: datetime) -> list[Case]:
    """Return the requests within reach that a topic of this matter and place would begin with, the eldest first."""
    here = _counted(actor).filter(path_range("place_path", place_path), matter=matter, registered_at__gte=at - WINDOW)
    return list(here.order_by("serial")[:MOST_MEMBERS])


def _recent_ones(actor: Actor, at: datetime) -> Iterator[tuple[int, str]]:
    """Walk back from the newest until what comes is old throughout; a list taken over may lie in between."""
    rows = _counted(actor).order_by("-serial").values_list("matter", "place_path", "registered_at")
    old = 0
    for matter, path, came in rows[:MOST_LOOKED_AT].iterator(chunk_size=2000):
        old = old + 1 if came < at - WINDOW else 0
        if old > OLD_IN_A_ROW:
            return
        if not old:
            yield matter, path


def _counted(actor: Actor) -> QuerySet[Any]:
    return Case.objects.within(actor, PERMISSION).exclude(state__in=NOT_COUNTED)
