"""
Earlier requests that may be about the same matter, found by place, time, matter and words; never by who wrote.

Only whoever may take a request in sees them, while it may still be declined.
"""

from collections.abc import Collection, Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db.models import Q

from minqing.kernel.access import Actor
from minqing.kernel.chinese import bigrams
from minqing.kernel.times import day_of

from .access import get_case
from .finding.near import near
from .merging.likeness import shared_words
from .models import Case
from .paths import and_above
from .records import EarlierCase
from .states import LIFECYCLE, STATES
from .suggesting.asking import suggest_matters

PERMISSION = "cases.accept"
NEAR = timedelta(days=60)
VILLAGE_PARTS = 3
LOOKED_AT = 200
SHOWN = 6
MOST_COMPARED = 20
ALIKE = 0.3
"""Share of the shorter text's pairs of characters that both texts have; below it words alone say nothing."""


def possible_same(number: str, *, actor: Actor) -> tuple[EarlierCase, ...]:
    """
    Return earlier requests of the same village and the last sixty days that look like this one, the likeliest first.

    :return: at most six; empty once the request can no longer be declined.
    :raises CaseNotFound: if it is absent, or the actor may not take it in.
    """
    case = get_case(number, actor=actor, permission=PERMISSION)
    return lines_of(case, alike(case, actor)[:SHOWN])


def alike(case: Case, actor: Actor) -> list[int]:
    """Return the serials of what looks like a request and lies in reach, the likeliest first."""
    if "decline" not in {arrow.verb for arrow in LIFECYCLE.verbs(case.state)}:
        return []
    rows = _near(case, actor)
    matter = _matter(case) if rows else 0
    weighed = [(_weight(case, matter, row), row["serial"]) for row in rows]
    return [serial for weight, serial in sorted(weighed, reverse=True) if weight >= 1]


def _matter(case: Case) -> int:
    """Return its matter, or the one that its first words suggest; 0 for none."""
    found = () if case.matter else suggest_matters(case.title).matters
    return found[0].number if found else case.matter


def _near(case: Case, actor: Actor) -> list[dict[str, Any]]:
    since, village = case.registered_at - NEAR, _village(case.place_path)
    days = {"since": day_of(since), "until": day_of(case.registered_at)}
    serials = near(village, **days, before=case.serial, most=LOOKED_AT)
    still = Q(stage__gt=0) | Q(left_at__gte=since)
    rows = Case.objects.within(actor, "cases.read").filter(still, serial__in=serials, registered_at__gte=since)
    return list(rows.order_by("-serial").values("serial", "title", "matter", "place_path"))


def _weight(case: Case, matter: int, row: dict[str, Any]) -> float:
    """
    Weigh likeness: the same matter or the same spot are enough alone, words only when many are shared.

    :param matter: the request's own, or the one that its words suggest first.
    """
    same_matter = bool(matter) and row["matter"] == matter
    same_spot = row["place_path"] == case.place_path != _village(case.place_path)
    words = _shared(case.title, row["title"])
    return same_matter + same_spot + (words + 1 if words >= ALIKE else 0)


def _shared(one: str, other: str) -> float:
    first, second = set(bigrams(one)), set(bigrams(other))
    return len(first & second) / max(min(len(first), len(second)), 1)


def _village(place_path: str) -> str:
    return and_above(place_path)[:VILLAGE_PARTS][-1]


def lines_of(
    case: Case, serials: Sequence[int], *, same_phone: Collection[UUID] | None = None
) -> tuple[EarlierCase, ...]:
    """
    Turn serials into lines, in their order.

    :param same_phone: the requests from the same telephone, which then come first; None where nobody compared.
    """
    rows = Case.objects.in_bulk(list(serials))
    found = [_line(case, rows[serial], same_phone) for serial in serials]
    return tuple(sorted(found, key=lambda line: not line.same_phone))


def _line(case: Case, row: Case, same_phone: Collection[UUID] | None) -> EarlierCase:
    return EarlierCase(
        number=row.number,
        first_words=row.headline,
        place_name=row.place_name,
        registered_at=row.registered_at,
        state_label=STATES[row.state],
        is_open=row.is_open,
        unit_name=row.lead_name,
        same_matter=bool(case.matter) and row.matter == case.matter,
        same_spot=row.place_path == case.place_path != _village(case.place_path),
        shared=shared_words(row.title, case.title),
        same_phone=None if same_phone is None else row.uuid in same_phone,
    )
