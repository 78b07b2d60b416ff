"""Reads of cards: one for whoever scans it, lists for those who issue them."""

from typing import Any

from django.db.models import Count, F, Q
from django.utils.translation import gettext_lazy as _

from minqing.kernel.access import Actor, path_range
from minqing.kernel.errors import Refused
from minqing.kernel.paging import Page, page
from minqing.kernel.rows import read_first
from minqing.territory.access import CardNotFound, card_in_force, read_code, require
from minqing.territory.models import Card, Place
from minqing.territory.paths import ancestors
from minqing.territory.permissions import ISSUE_CARDS
from minqing.territory.records import CardLine, CardView, VillageCards
from minqing.territory.states import POSTED, REVOKED

from .places import below, chain, chain_names, full_name


class CardRevoked(Refused):
    """The card no longer holds. The village still does, so that the page can help."""

    status = 410
    code = "card-revoked"
    default = _("This card is no longer valid. Your village can still be reached from here.")

    def __init__(self, *, village_path: str, village_name: str = "") -> None:
        super().__init__()
        self.village_path = village_path
        self.village_name = village_name


def card(code: str) -> CardView:
    """
    Return the card with this code, for whoever scans it: two queries.

    :param code: as printed or typed; blanks, dashes, small letters and look-alikes are understood.
    :raises CodeMistyped: if the check character does not fit.
    :raises CardNotFound: if no card has the code.
    :raises CardRevoked: if the card no longer holds; the refusal carries the village.
    """
    row = read_first(Card, "code = %s", [read_code(code)])
    if row is None:
        raise CardNotFound
    names = chain_names(row.village_path)
    if row.state == REVOKED:
        raise CardRevoked(village_path=row.village_path, village_name=names.get(row.village_path, ""))
    return card_view(row, names)


def cards_of(village_path: str) -> tuple[CardView, ...]:
    """Return the cards of a village that hold, the village's own first, then in the order they were issued."""
    if "\0" in village_path:
        return ()
    rows = list(Card.objects.filter(village_path=village_path).exclude(state=REVOKED).order_by("serial"))
    names = chain_names(village_path)
    return tuple(card_view(row, names) for row in sorted(rows, key=lambda row: row.is_household))


def card_lines(
    village_path: str, *, actor: Actor, state: str = "", cursor: str | None = None, size: int = 50
) -> Page[CardLine]:
    """
    Return one page of a village's cards for the office, revoked ones included: three queries, whatever the size.

    :param state: only this state; empty for all.
    :raises NotFound: if the village is out of reach.
    """
    require(actor, ISSUE_CARDS, village_path)
    rows = Card.objects.within(actor, ISSUE_CARDS).filter(village_path=village_path)
    rows = rows.filter(state=state) if state else rows
    found = page(rows, order=("serial", "id"), cursor=cursor, size=size)
    names = {path: row.name for path, row in chain([row.place_path for row in found.items]).items()}
    return found.map(lambda row: _line(row, names))


def card_overview(path: str, *, actor: Actor) -> tuple[VillageCards, ...]:
    """
    Return how far the cards are in each village below a path: four queries, whatever the number of villages.

    :return: by path; only villages within the actor's reach.
    """
    villages = list(
        Place.objects.within(actor, ISSUE_CARDS)
        .filter(path_range("path", path), kind="village", valid_to=None)
        .order_by("path")
    )
    doors = below(path, "household").values("village_path").annotate(doors=Count("id")).order_by()
    households = {row["village_path"]: row["doors"] for row in doors}
    counts = _card_counts(path)
    townships = {p: row.name for p, row in chain([row.parent_path for row in villages]).items()}
    return tuple(_overview(row, townships, households.get(row.path, 0), counts.get(row.path, {})) for row in villages)


def card_view(row: Any, names: dict[str, str]) -> CardView:
    """Make the record of a card; ``names`` holds its village's chain."""
    return CardView(
        id=str(row.pk),
        code=row.code,
        village_path=row.village_path,
        household_path=row.place_path if row.is_household else "",
        place_path=row.place_path,
        village_name=names.get(row.village_path, ""),
        full_name=full_name(row.village_path, names),
        state=row.state,
        serial=row.serial,
    )


def has_card(place_path: str) -> bool:
    """Tell whether a card is in force at this very place."""
    return card_in_force(place_path) is not None


def _card_counts(path: str) -> dict[str, dict[str, int]]:
    households = ~Q(place_path=F("village_path"))
    rows = (
        Card.objects.filter(path_range("village_path", path))
        .exclude(state=REVOKED)
        .values("village_path")
        .annotate(
            in_force=Count("id", filter=households),
            posted=Count("id", filter=households & Q(state=POSTED)),
            own=Count("id", filter=~households),
        )
        .order_by()
    )
    return {row["village_path"]: row for row in rows}


def _overview(row: Any, townships: dict[str, str], households: int, counts: dict[str, int]) -> VillageCards:
    return VillageCards(
        path=row.path,
        name=row.name,
        township_name=townships.get(row.parent_path, ""),
        households=households,
        in_force=counts.get("in_force", 0),
        posted=counts.get("posted", 0),
        has_village_card=bool(counts.get("own", 0)),
    )


def _line(row: Any, names: dict[str, str]) -> CardLine:
    inner = [names[p] for p in ancestors(row.place_path)[len(ancestors(row.village_path)) :] if names.get(p)]
    return CardLine(
        id=str(row.pk),
        code=row.code,
        serial=row.serial,
        place_path=row.place_path,
        is_household=row.is_household,
        label=" ".join(inner),
        state=row.state,
        issued_at=row.issued_at,
        posted_at=row.posted_at,
        revoked_at=row.revoked_at,
    )
