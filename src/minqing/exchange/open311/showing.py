"""
How one request is told: to everybody by days and villages, to the system that filed it by moments.

The point is that of the village, the same for every request there.
"""

from collections.abc import Callable, Iterable
from datetime import datetime, time
from typing import Any

from django.utils.translation import gettext_lazy as _

from minqing.cases.releasing.records import ReleasedCase
from minqing.kernel.times import at_local, day_of
from minqing.territory.shapes import queries as shapes

STEPS = {
    "asked": _("Received"),
    "accepted": _("Accepted"),
    "dispatched": _("Dispatched"),
    "answered": _("Answered"),
    "closed": _("Closed"),
}


def by_days(at: datetime) -> datetime:
    """Cut a moment to its day."""
    return at_local(day_of(at), 0)


def by_moments(at: datetime) -> datetime:
    """Leave a moment as it is."""
    return at


def told(one: ReleasedCase, *, groups: dict[int, str], extended: bool = False, own: bool = False) -> dict[str, Any]:
    """
    Tell one request in the standard's fields.

    :param groups: matter number → the group of its kind.
    :param own: whether it is told to the system that filed it: with moments, and how it stands where nothing is public.
    """
    cut: Callable[[datetime], datetime] = by_moments if own else by_days
    point = shapes.point_of(one.place_path, on=day_of(one.updated_at))
    status = one.answer or (str(one.state_label) if own else "")
    fields = {
        "service_request_id": one.number,
        "status": "open" if one.is_open else "closed",
        "status_notes": status,
        "service_name": one.matter,
        "service_code": str(one.matter_number),
        "description": one.words,
        "agency_responsible": one.unit_name,
        "service_notice": None,
        "requested_datetime": cut(one.asked_at),
        "updated_datetime": cut(one.updated_at),
        "expected_datetime": datetime.combine(
            one.promised_on, time(23, 59, 59), tzinfo=at_local(one.promised_on, 0).tzinfo
        ),
        "address": one.place_name,
        "address_id": code_of(one.place_path),
        "zipcode": None,
        "lat": point[1] if point else None,
        "long": point[0] if point else None,
        "media_url": None,
    }
    return {**fields, **_more(one, groups, cut)} if extended else fields


def _more(one: ReleasedCase, groups: dict[int, str], cut: Callable[[datetime], datetime]) -> dict[str, Any]:
    """Tell what the extension asks for: the state in words, whether it is late, and the days on which it went on."""
    return {
        "extended_attributes": {
            "state": str(one.state_label),
            "late": one.late,
            "group": groups.get(one.matter_number, ""),
        },
        "attributes": [],
        "notes": list(_notes(one.steps, cut)),
    }


def _notes(steps: Iterable[tuple[str, datetime]], cut: Callable[[datetime], datetime]) -> Iterable[dict[str, Any]]:
    for name, moment in steps:
        yield {"datetime": cut(moment), "description": str(STEPS[name]), "type": name}


def code_of(path: str) -> str:
    """Write the path of a division as its code of twelve digits."""
    return path.replace("/", "").ljust(12, "0")
