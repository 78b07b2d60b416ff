"""The lists of shared data as files: their heads, and their rows in words."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from minqing.kernel.times import SHANGHAI

STATES: Mapping[str, Any] = {"in_force": _("in force"), "expired": _("expired"), "withdrawn": _("withdrawn")}

CATALOGUE = (
    _("Data element"),
    _("Key"),
    _("Figure or facts"),
    _("What it counts"),
    _("Unit"),
    _("Columns"),
    _("Answers for it"),
    _("Source"),
    _("How long kept"),
    _("May it be shared"),
    _("Grants in force"),
)
GRANTS = (
    _("System"),
    _("Purpose"),
    _("Legal basis"),
    _("What is shared"),
    _("Of which days"),
    _("Given"),
    _("Holds until"),
    _("State"),
    _("Times used"),
    _("Last used"),
)
USES = (_("When"), _("System"), _("Purpose"), _("How"), _("What was taken"), _("Values or facts"))


def clock(at: datetime) -> str:
    """Write a moment by the county's clocks."""
    return at.astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M")


def catalogue(rows: Iterable[Any], units: Mapping[str, str]) -> Iterator[list[Any]]:
    """Write the catalogue."""
    for row in rows:
        one = row.element
        yield [
            one.title,
            one.key,
            one.kind_title,
            one.words,
            one.unit,
            " ".join(str(each.title) for each in one.columns if each.is_open),
            units.get(row.owner_path, row.owner_path),
            " ".join(one.source),
            one.kept,
            one.class_title,
            row.grants,
        ]


def grants(rows: Iterable[Any]) -> Iterator[list[Any]]:
    """Write the list of grants."""
    for one in rows:
        yield [
            one.system,
            one.purpose,
            one.legal_basis,
            "、".join(str(each.element.title) for each in one.elements),
            f"{one.first_day.isoformat()} – {one.last_day.isoformat()}",
            clock(one.granted_at),
            one.expires_on.isoformat(),
            STATES[one.state],
            one.calls,
            clock(one.last_used) if one.last_used else "",
        ]


def uses(rows: Iterable[Any]) -> Iterator[list[Any]]:
    """Write the list of uses."""
    for one in rows:
        taken = "、".join(str(each) for each in one.elements)
        yield [clock(one.at), one.system, one.purpose, one.way_title, taken, one.rows]
