"""The desk's filters as chips in the address bar: what is on, what may be added, how to take one off."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from minqing.cases.codes import Channel, Solved, choices
from minqing.cases.kinds.codes import RequestKind
from minqing.cases.records import QUEUES, DeskFilters
from minqing.cases.states import STATES
from minqing.kernel.errors import Refused
from minqing.web.choices import matter_choices, organisation_choices, place_choices
from minqing.web.words import long_day

NAMES = tuple(field.name for field in fields(DeskFilters))
FLAGS = ("supervised", "bounced", "danger")
DATES = ("registered_from", "registered_to")
TONES = (("late", _("Late")), ("soon", _("Due soon")), ("paused", _("Clock stopped")))
TITLES: dict[str, Any] = {
    "supervised": _("Supervised"),
    "bounced": _("Returned before"),
    "danger": _("Danger to life"),
    "registered_from": _("Registered from"),
    "registered_to": _("Registered until"),
}
QUEUE_TITLES: dict[str, Any] = {
    "mine": _("My work"),
    "unit": _("My unit"),
    "co": _("Shared with us"),
    "supervised": _("Supervised"),
    "intake": _("Intake desk"),
    "verify": _("To verify"),
    "all": _("All requests"),
}


@dataclass(frozen=True, slots=True)
class Chip:
    """One filter in force and the address without it."""

    title: Any
    off: str


@dataclass(frozen=True, slots=True)
class Choice:
    """One filter that may be set, for the form of filters."""

    name: str
    title: Any
    groups: Any
    value: str


def queue_of(query: Mapping[str, Any]) -> str:
    """
    Read the queue.

    :raises Refused: if there is none of that name.
    """
    queue = query.get("queue") or "mine"
    if queue not in QUEUES:
        raise Refused(_("There is no such queue."))
    return queue


def filters_of(query: Mapping[str, Any]) -> DeskFilters:
    """
    Read the filters from the address.

    :raises Refused: if one of them is no date or no number.
    """
    values: dict[str, Any] = {}
    for name in NAMES:
        text = (query.get(name) or "").strip()
        if text:
            values[name] = _read(name, text)
    return DeskFilters(**values)


def _read(name: str, text: str) -> Any:
    try:
        if name in FLAGS:
            return text == "1"
        if name in DATES:
            return date.fromisoformat(text)
        return int(text) if name == "matter_number" else text[:200]
    except ValueError as wrong:
        raise Refused(_("This filter cannot be read: %(text)s") % {"text": text[:40]}) from wrong


def address(queue: str, filters: DeskFilters | None = None, base: str = "/office/desk/") -> str:
    """Write a queue and its filters as an address."""
    query = QueryDict(mutable=True)
    query["queue"] = queue
    for name in NAMES:
        value = getattr(filters, name) if filters else None
        if value:
            query[name] = "1" if value is True else str(value)
    return f"{base}?{query.urlencode()}"


def chips(query: QueryDict, table: tuple[Choice, ...]) -> tuple[Chip, ...]:
    """Return the filters in force, each with the address that takes it off."""
    named = {choice.name: {value: title for _g, inner in choice.groups for value, title in inner} for choice in table}
    found = []
    for name in NAMES:
        if query.get(name):
            rest = query.copy()
            for gone in (name, "cursor", "case"):
                rest.pop(gone, None)
            title = named.get(name, {}).get(query[name]) or _plain(name, str(query[name]))
            found.append(Chip(str(title).strip(), f"?{rest.urlencode()}"))
    return tuple(found)


def _plain(name: str, value: str) -> str:
    return f"{TITLES[name]} {long_day(date.fromisoformat(value))}" if name in DATES else str(TITLES.get(name, value))


def grouped(options: Any) -> list[tuple[Any, Any]]:
    """Put loose options into one group without a name; leave groups as they are."""
    options = list(options)
    if options and isinstance(options[0][1], list):
        return options
    return [("", options)]


def offered(query: Mapping[str, Any]) -> tuple[Choice, ...]:
    """Return every filter that the form offers, with what is chosen."""
    states = [("open", _("Open")), ("left", _("Left")), *STATES.items()]
    table: tuple[tuple[str, Any, Any], ...] = (
        ("state", _("State"), states),
        ("tone", _("Clock"), TONES),
        ("matter_number", _("Matter"), matter_choices()),
        ("place_path", _("Place"), place_choices()),
        ("unit_path", _("Unit"), organisation_choices()),
        ("channel", _("Came by"), choices(Channel)),
        ("kind", _("Kind of request"), choices(RequestKind)),
        ("solved", _("The resident says"), choices(Solved)),
    )
    return tuple(Choice(name, title, grouped(options), query.get(name) or "") for name, title, options in table)
