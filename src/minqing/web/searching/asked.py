"""What somebody looks for, as it stands in the address; and the address without one filter, or with another group."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from minqing.cases.records import SearchOnly
from minqing.kernel.errors import Refused
from minqing.web.choices import place_choices
from minqing.web.words import long_day

LONGEST = 100
GROUPS: dict[str, Any] = {
    "measures": _("Measures"),
    "units": _("Units"),
    "places": _("Places"),
    "requests": pgettext_lazy("what is searched", "Requests"),
}
STATES: dict[str, Any] = {"open": _("Open"), "left": _("Left")}
FILTERS = ("state", "place", "since", "until")


@dataclass(frozen=True, slots=True)
class Asked:
    """
    One search.

    :param group: the one group that is shown, or "" for all.
    :param is_long: more was typed than is looked for; nothing is searched then.
    """

    text: str
    group: str
    state: str
    place: str
    since: date | None
    until: date | None
    cursor: str | None
    is_long: bool

    @property
    def only(self) -> SearchOnly:
        """Return what narrows the requests."""
        return SearchOnly(self.state, self.place, self.since, self.until)

    @property
    def groups(self) -> tuple[str, ...]:
        """Return the groups that are looked in: a state and days are of requests alone, a place also of places."""
        fitting = ("requests",) if self.state or self.since or self.until else tuple(GROUPS)
        if self.place:
            fitting = tuple(one for one in fitting if one in {"requests", "places"})
        return tuple(one for one in fitting if self.group in {"", one})


@dataclass(frozen=True, slots=True)
class Chip:
    """One filter in force and the address without it, or a group and the address that shows it alone."""

    title: Any
    href: str
    is_on: bool = False


def asked_of(query: QueryDict) -> Asked:
    """
    Read a search from the address.

    :raises Refused: if a filter cannot be read.
    """
    text, group, state = (query.get(name, "").strip() for name in ("q", "in", "state"))
    if group not in {"", *GROUPS} or state not in {"", *STATES}:
        raise Refused(_("This filter is not known. Take it off and choose again."))
    return Asked(
        text=" ".join(text.replace("\0", " ").split())[:LONGEST],
        group=group,
        state=state,
        place=query.get("place", "").strip()[:120],
        since=_day(query.get("since", "")),
        until=_day(query.get("until", "")),
        cursor=query.get("cursor") if group else None,
        is_long=len(text) > LONGEST,
    )


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text.strip()) if text.strip() else None
    except ValueError as wrong:
        raise Refused(_("This filter cannot be read: %(text)s") % {"text": text[:40]}) from wrong


def filters_on(query: QueryDict, asked: Asked) -> tuple[Chip, ...]:
    """Return the filters in force, each with the address that takes it off."""
    return tuple(Chip(title, _without(query, name)) for name, title in _titles(asked) if getattr(asked, name))


def _titles(asked: Asked) -> Iterator[tuple[str, Any]]:
    yield "state", STATES.get(asked.state, "")
    yield "place", dict(place_choices()).get(asked.place, asked.place).strip() if asked.place else ""
    yield "since", _("From %(day)s") % {"day": long_day(asked.since)} if asked.since else ""
    yield "until", _("Until %(day)s") % {"day": long_day(asked.until)} if asked.until else ""


def _without(query: QueryDict, *names: str) -> str:
    rest = query.copy()
    for gone in (*names, "cursor"):
        rest.pop(gone, None)
    return f"?{rest.urlencode()}"


def in_group(query: QueryDict, group: str) -> str:
    """Return the address that shows one group alone; with "" all."""
    rest = query.copy()
    for gone in ("in", "cursor"):
        rest.pop(gone, None)
    if group:
        rest["in"] = group
    return f"?{rest.urlencode()}"
