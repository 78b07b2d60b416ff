"""Duties that nobody does: what comes to them would wait where nobody looks."""

from datetime import datetime
from typing import Final

from minqing.cases.codes import Duty, title
from minqing.cases.models import Office
from minqing.cases.names import unit_name
from minqing.cases.records import UnmannedDuty
from minqing.directory import queries as directory
from minqing.territory import queries as territory

__all__ = ["unmanned_duties"]

NEEDS: Final = {
    Duty.INTAKE: "cases.accept",
    Duty.VERIFY: "cases.verify",
    Duty.OVERSEE: "cases.supervise",
    Duty.PRESSURE: "cases.pressure",
}
"""What somebody must hold at the office in charge, so that what comes to it is taken up."""


def unmanned_duties(*, at: datetime) -> tuple[UnmannedDuty, ...]:
    """
    Return the duties whose office is closed, or where no post with somebody in it holds what the duty needs.

    A duty that no office has for the county lies with the county itself, and is judged there.

    :param at: now; a grant that has ended does not count.
    :return: by duty and place, in two queries while all is well; empty then, and before the county has any unit.
    """
    offices = [(Duty(row.duty), row.place_path, row.org_path, row.org_name) for row in Office.objects.all()]
    offices += _county_itself({duty for duty, place, _path, _name in offices if place.count("/") == 1})
    closed = directory.closed_among(path for _duty, _place, path, _name in offices)
    held = directory.held_grants(NEEDS.values(), at=at) if offices else ()
    found = []
    for duty, place, path, name in sorted(offices):
        is_manned = any(grant.covers(NEEDS[duty], path, place) for grant in held)
        if path not in closed and is_manned:
            continue
        code = "closed" if path in closed else "nobody" if name else "unset"
        named = name and (unit_name(path) or name)
        found.append(UnmannedDuty(duty.name.lower(), title(duty), place, path, named, code))
    return tuple(found)


def _county_itself(set_there: set[Duty]) -> list[tuple[Duty, str, str, str]]:
    county = territory.county() if len(set_there) < len(Duty) else None
    if county is None or not directory.organisations([county.path]):
        return []
    return [(duty, county.path, county.path, "") for duty in Duty if duty not in set_there]
