"""Public reads of the territory. Names of places are public; lists of cards are for those who issue them."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Count, F, Q
from django.utils.translation import gettext_lazy as _

from minqing.kernel.access import Actor, path_range
from minqing.kernel.errors import NotFound, Refused
from minqing.kernel.paging import Page, page

from .access import CardNotFound, CodeMistyped, card_in_force, read_code, require
from .models import Card, Place
from .paths import DIVISIONS, LEVELS, ancestors
from .permissions import ISSUE_CARDS
from .records import CardLine, CardView, PlaceView, VillageCards
from .states import POSTED, REVOKED

__all__ = [
    "CardNotFound",
    "CardRevoked",
    "CardView",
    "CodeMistyped",
    "PlaceView",
    "card",
    "card_lines",
    "card_overview",
    "card_view",
    "cards_of",
    "chain_names",
    "county",
    "divisions",
    "full_names",
    "has_card",
    "place",
    "place_by_code",
    "places_page",
    "places_under",
    "search_places",
]

SEARCHED = (*DIVISIONS, "grid_cell", "building")


class CardRevoked(Refused):
    """The card no longer holds. The village still does, so that the page can help."""

    status = 410
    code = "card-revoked"
    default = _("This card is no longer valid. Your village can still be reached from here.")

    def __init__(self, *, village_path: str, village_name: str = "") -> None:
        super().__init__()
        self.village_path = village_path
        self.village_name = village_name


def county() -> PlaceView | None:
    """Return the county of this installation, or None before its divisions are loaded."""
    row = Place.objects.filter(kind="county", valid_to=None).first()
    return _view(row, {row.path: row.name}) if row else None


def place(path: str) -> PlaceView:
    """
    Return a place; a closed one says since when.

    :raises NotFound: if nothing was ever there.
    """
    rows = _chain([path])
    if path not in rows:
        raise NotFound
    return _view(rows[path], {row.path: row.name for row in rows.values()})


def place_by_code(code: str) -> PlaceView:
    """
    Return a division (12 digits, or 6 or 9 without the zeros) or a grid cell (15 digits) by its code.

    :raises NotFound: if none in force has the code.
    """
    wanted = code.strip()
    wanted = wanted.ljust(12, "0") if len(wanted) in {6, 9} else wanted
    row = Place.objects.filter(code=wanted, valid_to=None).first() if wanted.isdigit() else None
    if row is None:
        raise NotFound
    return place(row.path)


def full_names(paths: Iterable[str]) -> dict[str, str]:
    """
    Name many places at once, from the county down, in one query.

    :return: path → ``青禾县 清源镇 柳河村``; paths where nothing ever was are left out.
    """
    wanted = set(paths)
    names = {path: row.name for path, row in _chain(wanted).items()}
    return {path: _full_name(path, names) for path in wanted if path in names}


def divisions() -> tuple[PlaceView, ...]:
    """Return county, townships and villages in force, in the order of their codes."""
    return _views(Place.objects.filter(kind__in=DIVISIONS, valid_to=None).order_by("path"))


def places_under(path: str, kind: str) -> tuple[PlaceView, ...]:
    """
    Return the places of one kind below a path, in the order of their paths; for lists that fit on a screen.

    :param kind: ``township``, ``village``, ``grid_cell``, ``building`` or ``household``.
    """
    return _views(_below(path, kind).order_by("path"))


def places_page(path: str, kind: str, *, cursor: str | None = None, size: int = 50) -> Page[PlaceView]:
    """Return one page of the places of one kind below a path."""
    found = page(_below(path, kind), order=("path",), cursor=cursor, size=size)
    views = _views(found.items)
    return Page(views, found.next, found.previous)


def search_places(text: str, *, below: str = "", cursor: str | None = None, size: int = 50) -> Page[PlaceView]:
    """
    Search divisions, grid cells and lanes by a piece of their name or the beginning of their code.

    :param below: only below this path; empty for the whole county.
    :return: by path; empty for an empty text.
    """
    wanted = text.replace("\0", "").strip()[:60]
    if not wanted:
        return Page(())
    match = Q(name__contains=wanted) | Q(official_name__contains=wanted)
    if wanted.isdigit():
        match |= Q(code__startswith=wanted)
    rows = Place.objects.filter(match, kind__in=SEARCHED, valid_to=None)
    rows = rows.filter(path_range("path", below)) if below else rows
    found = page(rows, order=("path",), cursor=cursor, size=size)
    return Page(_views(found.items), found.next, found.previous)


def card(code: str) -> CardView:
    """
    Return the card with this code, for whoever scans it: two queries.

    :param code: as printed or typed; blanks, dashes, small letters and look-alikes are understood.
    :raises CodeMistyped: if the check character does not fit.
    :raises CardNotFound: if no card has the code.
    :raises CardRevoked: if the card no longer holds; the refusal carries the village.
    """
    row = Card.objects.filter(code=read_code(code)).first()
    if row is None:
        raise CardNotFound
    names = chain_names(row.village_path)
    if row.state == REVOKED:
        raise CardRevoked(village_path=row.village_path, village_name=names.get(row.village_path, ""))
    return card_view(row, names)


def cards_of(village_path: str) -> tuple[CardView, ...]:
    """Return the cards of a village that hold, the village's own first, then in the order they were issued."""
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
    names = {path: row.name for path, row in _chain([row.place_path for row in found.items]).items()}
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
    doors = _below(path, "household").values("village_path").annotate(doors=Count("id")).order_by()
    households = {row["village_path"]: row["doors"] for row in doors}
    counts = _card_counts(path)
    townships = {p: row.name for p, row in _chain([row.parent_path for row in villages]).items()}
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
        full_name=_full_name(row.village_path, names),
        state=row.state,
        serial=row.serial,
    )


def chain_names(path: str) -> dict[str, str]:
    """Return the names of a place and of those above it, by path."""
    return {above: row.name for above, row in _chain([path]).items()}


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


def _below(path: str, kind: str) -> Any:
    return Place.objects.filter(path_range("path", path), kind=kind, valid_to=None)


def _chain(paths: Iterable[str]) -> dict[str, Any]:
    """Read places with everything above them in one query; where a place was renamed, the latest name counts."""
    wanted = {above for path in paths if "\0" not in path for above in ancestors(path)}
    rows = Place.objects.filter(path__in=wanted).order_by("valid_from")
    found: dict[str, Any] = {}
    for row in rows:
        held = found.get(row.path)
        if held is None or held.valid_to is not None:
            found[row.path] = row
    return found


def _views(rows: Iterable[Any]) -> tuple[PlaceView, ...]:
    held = list(rows)
    names = {path: row.name for path, row in _chain([row.path for row in held]).items()}
    return tuple(_view(row, names) for row in held)


def _view(row: Any, names: dict[str, str]) -> PlaceView:
    return PlaceView(
        id=str(row.pk),
        path=row.path,
        kind=row.kind,
        name=row.name,
        full_name=row.name if row.kind in LEVELS[:2] else _full_name(row.path, names),
        code=row.code,
        official_name=row.official_name or row.name,
        scope_words=row.scope_words,
        dedicated=row.dedicated,
        valid_from=row.valid_from,
        closed_on=row.valid_to,
    )


def _full_name(path: str, names: dict[str, str]) -> str:
    return " ".join(names[above] for above in ancestors(path) if names.get(above))


def _line(row: Any, names: dict[str, str]) -> CardLine:
    below = [names[p] for p in ancestors(row.place_path)[len(ancestors(row.village_path)) :] if names.get(p)]
    return CardLine(
        id=str(row.pk),
        code=row.code,
        serial=row.serial,
        place_path=row.place_path,
        is_household=row.is_household,
        label=" ".join(below),
        state=row.state,
        issued_at=row.issued_at,
        posted_at=row.posted_at,
        revoked_at=row.revoked_at,
    )
