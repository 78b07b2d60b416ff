"""Which doors have nobody to call: contacts, cards and posting of the whole county, and the doors of one village."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_GET

from minqing.directory import queries as directory
from minqing.kernel.errors import NotFound
from minqing.territory import queries
from minqing.territory.permissions import ISSUE_CARDS
from minqing.territory.records import VillageCards
from minqing.web.doors import needs
from minqing.web.exports import FORMS, table_of
from minqing.web.pages import page

from .views import as_counted

COLUMNS = ("code", "township", "village", "doors", "cards", "posted", "with contact", "without contact")
GAP_COLUMNS = ("village", "lane", "door", "card")
MOST_DOORS = 5_000
SEGMENTS = 3


@dataclass(frozen=True, slots=True)
class VillageContacts:
    """A village's cards, and how many of its doors have a contact."""

    cards: VillageCards
    named: int

    @property
    def gaps(self) -> int:
        """Doors without a contact."""
        return max(self.cards.households - self.named, 0)

    @property
    def unposted(self) -> int:
        """Cards in force that nobody has said to hang."""
        return max(self.cards.in_force - self.cards.posted, 0)


@needs(ISSUE_CARDS)
@require_GET
def contacts(request: HttpRequest) -> HttpResponseBase:
    """List villages with the doors that lack a contact or whose card does not hang yet; lists and files of them."""
    county = queries.county()
    if county is None:
        raise NotFound
    rows = _villages(request, county.path)
    if (form := request.GET.get("as", "")) in FORMS:
        return table_of(form, "contacts", COLUMNS, (_cells(one) for one in rows))
    totals = Counter[str]()
    for one in rows:
        totals.update(doors=one.cards.households, cards=one.cards.in_force, posted=one.cards.posted, named=one.named)
    context = {
        "county": county,
        "rows": [one for one in rows if one.gaps or one.unposted or one.cards.missing],
        "whole": len(rows),
        "totals": totals,
        "without": max(totals["doors"] - totals["named"], 0),
    }
    return page(request, "office/places/contacts.html", context)


@needs(ISSUE_CARDS)
@require_GET
def gaps(request: HttpRequest, place_path: str) -> HttpResponseBase:
    """List the doors of one village that have no contact: places only."""
    actor, found = request.actor, queries.place(place_path)  # type: ignore[attr-defined]
    if found.kind != "village" or not actor.may(ISSUE_CARDS, org_path=actor.org_path, place_path=place_path):
        raise NotFound
    named = directory.with_contact(place_path)
    doors = [one for one in queries.doors_of(place_path, limit=MOST_DOORS) if one.path not in named]
    doors.sort(key=lambda one: (as_counted(one.lane), as_counted(one.name)))
    if (form := request.GET.get("as", "")) in FORMS:
        return table_of(form, "gaps", GAP_COLUMNS, ([found.name, one.lane, one.name, one.card] for one in doors))
    return page(request, "office/places/gaps.html", {"place": found, "doors": doors})


def _villages(request: HttpRequest, county_path: str) -> list[VillageContacts]:
    named = Counter(_village_of(path) for path in directory.with_contact(county_path))
    found = queries.card_overview(county_path, actor=request.actor)  # type: ignore[attr-defined]
    return [VillageContacts(one, min(named[one.path], one.households)) for one in found]


def _village_of(path: str) -> str:
    return "/".join(path.split("/")[:SEGMENTS]) + "/"


def _cells(one: VillageContacts) -> list[Any]:
    cards = one.cards
    numbers = [cards.households, cards.in_force, cards.posted, one.named, one.gaps]
    return [cards.path, cards.township_name, cards.name, *numbers]
