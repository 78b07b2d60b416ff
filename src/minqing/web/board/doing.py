"""What each tile leads to: the list or the page behind its number, and something to do about it."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from minqing.insight import queries
from minqing.insight.records import Board
from minqing.kernel.access import Actor
from minqing.ledger.measures import MEASURES
from minqing.ledger.spans import ONE_DAY
from minqing.web.oversight.links import Links
from minqing.web.oversight.periods import Period

OVERSEE = "cases.oversee"


@dataclass(frozen=True, slots=True)
class Action:
    """One thing to do: its words, and the address where it is done."""

    title: Any
    href: str


DOING: dict[str, tuple[Any, str, str]] = {
    "cases.registered": (_("See all requests"), "desk", "?queue=all"),
    "cases.given": (_("See what my unit has"), "desk", "?queue=unit"),
    "cases.open": (_("See what is due soon"), "desk", "?queue=all&tone=soon"),
    "cases.lying": (_("See what is due soon"), "desk", "?queue=unit&tone=soon"),
    "cases.overdue": (_("Press for the late ones"), "desk", "?queue=all&tone=late"),
    "cases.on_time": (_("Save what is due soon"), "desk", "?queue=all&tone=soon"),
    "cases.due_closed": (_("Answer what is late"), "desk", "?queue=all&tone=late"),
    "cases.bounced": (_("Settle what bounces"), "desk", "?queue=all&bounced=1"),
    "cases.reworked": (_("Look at the clocks that stand still"), "desk", "?queue=all&tone=paused"),
    "cases.reopened": (_("See what was supervised"), "desk", "?queue=all&supervised=1"),
    "cases.closed": (_("See all requests"), "desk", "?queue=all"),
    "cases.acknowledge_stage_in_time": (_("Answer what is late"), "desk", "?queue=all&tone=late"),
    "cases.handle_stage_in_time": (_("Answer what is late"), "desk", "?queue=all&tone=late"),
    "cases.dispatch_stage_in_time": (_("Answer what is late"), "desk", "?queue=all&tone=late"),
    "cases.acknowledged_in_time": (_("Press for the late ones"), "desk", "?queue=all&tone=late"),
    "cases.extended": (_("See what is due soon"), "desk", "?queue=all&tone=soon"),
    "cases.recategorised": (_("See all requests"), "desk", "?queue=all"),
    "public.late": (_("Press for the late ones"), "desk", "?queue=all&tone=late"),
    "territory.villages_with_code": (_("See which doors lack a card"), "places", ""),
    "territory.cards_posted": (_("See which doors lack a card"), "places", ""),
}
"""Measure → words, page and query."""


def action_of(key: str, actor: Actor) -> Action:
    """Return what to do about a number; at least, and for whoever reads no requests, to read what it means."""
    title, page, query = DOING.get(key, ("", "", ""))
    if not page or (page == "desk" and not actor.holds("cases.read")):
        return Action(_("Read what it means"), reverse("office:measure", args=[key]))
    return Action(title, reverse(f"office:{page}") + query)


def number_at(key: str, *, org_path: str, place_path: str, period: Period) -> str:
    """Return where a number opens to its rows and the facts beneath."""
    days = {"from": period.start.isoformat(), "to": (period.end - ONE_DAY).isoformat()}
    query = urlencode({**days, "org": org_path, "place": place_path})
    return f"{reverse('office:figure', args=[key])}?{query}"


@dataclass(frozen=True, slots=True)
class Drills:
    """
    Where numbers open, for one reader: to the page of the number, and to lists of requests where she oversees the same.

    :param org_path: below which unit, and ``place_path`` below which place, the board counts.
    """

    links: Links
    lists: bool
    org_path: str
    place_path: str

    @classmethod
    def of(cls, actor: Actor, links: Links, board: Board) -> "Drills":
        """Look whether the lists are of the same reach as the board; else their numbers would not be the same."""
        lists = len(board.way) < 2 and actor.holds(OVERSEE) and alike(actor)
        return cls(links, lists, board.org_path, board.place_path)

    def to(self, key: str, side: str = "part", unit_path: str = "") -> str:
        """Return the list behind a number, of a unit with those below it as the board counts; "" where none is."""
        if not self.lists or not key.startswith("cases."):
            return ""
        return self.links.to(key, side, unit_path, with_those_below=True)

    def anyway(self, key: str, *, is_hidden: bool = False) -> str:
        """
        Return the list behind a number; else its own page, with its rows and the facts beneath.

        :param is_hidden: then it leads where it is explained, and so does what was told in confidence.
        """
        page = self.number(key, is_hidden=is_hidden)
        return page if is_hidden or _is_told_in_confidence(key) else self.to(key) or page

    def number(self, key: str, *, unit: str = "", place: str = "", is_hidden: bool = False) -> str:
        """
        Return the page of a number: the same days, below the same unit and place, or below another.

        :param is_hidden: then it leads where it is explained, and so does what was told in confidence.
        """
        if is_hidden or _is_told_in_confidence(key):
            return reverse("office:measure", args=[key])
        paths = {"org_path": unit or self.org_path, "place_path": place or self.place_path}
        return number_at(key, **paths, period=self.links.period)


def _is_told_in_confidence(key: str) -> bool:
    return key in MEASURES and MEASURES[key].counts_confided


def alike(actor: Actor) -> bool:
    """Tell whether whoever sees the board here oversees exactly here: the lists are of the widest grant to oversee."""
    mine = queries.widest_grant(actor)
    widest = min(actor.reach(OVERSEE), key=lambda grant: (len(grant.org_path), len(grant.place_path)))
    return (widest.org_path, widest.place_path) == (mine.org_path, mine.place_path)
