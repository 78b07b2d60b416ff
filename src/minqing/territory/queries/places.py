"""Reads of places: names are public. A place is named from the county down, in one query however deep it lies."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any, Final

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from minqing.kernel.access import path_range
from minqing.kernel.errors import NotFound, Refused
from minqing.kernel.paging import Page, page
from minqing.kernel.pinyin import sounds_like
from minqing.kernel.rows import marks, read_first, read_rows
from minqing.territory.keeping import kept_divisions
from minqing.territory.models import Place
from minqing.territory.paths import DIVISIONS, LEVELS, SEARCHED, ancestors, village_of
from minqing.territory.records import PlaceView

AT_ONCE: Final = 500
COUNTY: Final = ""
"""The county's own place among the kept rows: no path is empty."""


def county() -> PlaceView | None:
    """Return the county of this installation, or None before its divisions are loaded."""
    kept = kept_divisions()
    row = kept.get(COUNTY) or read_first(Place, "kind = 'county' AND valid_to IS NULL ORDER BY id", [])
    if row is None:
        return None
    kept[COUNTY] = row
    return _view(row, {row.path: row.name})


def place(path: str) -> PlaceView:
    """
    Return a place; a closed one says since when.

    :raises NotFound: if nothing was ever there.
    """
    rows = chain([path])
    if path not in rows:
        raise NotFound
    return _view(rows[path], {row.path: row.name for row in rows.values()})


def place_without_door(household: str, *, at_least: int) -> PlaceView:
    """
    Return the nearest place above a household with so many households in it, as an office may read it.

    No list of requests by door ever comes to be, nor one by a lane of three doors; a village is named in any case.
    """
    wider = reversed(ancestors(household)[:-1])
    return place(next(path for path in wider if _is_wide(path, at_least)))


class TooNarrow(Refused):
    """A door, or a lane of few doors, would be counted by itself."""

    default: Any = _("Numbers are told down to the lane or building of several doors; no door is counted by itself.")

    def __init__(self) -> None:
        super().__init__(field="place")


def place_to_count(path: str, *, at_least: Callable[[], int]) -> PlaceView:
    """
    Return a place of which numbers may be told: no household, and no lane with fewer households than so many.

    :param at_least: says how many; asked of lanes only.
    :raises NotFound: if nothing was ever there.
    :raises TooNarrow: if it is a door, or a lane of few.
    :source: guardrail G5: what comes from one door is nobody's figure.
    """
    found = place(path)
    if found.kind == "household" or (found.kind == "building" and not _is_wide(path, at_least())):
        raise TooNarrow
    return found


def _is_wide(path: str, at_least: int) -> bool:
    return village_of(path) in {path, ""} or below(path, "household")[:at_least].count() >= at_least


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
    names = {path: row.name for path, row in chain(wanted).items()}
    return {path: full_name(path, names) for path in wanted if path in names}


def divisions() -> tuple[PlaceView, ...]:
    """Return county, townships and villages in force, in the order of their codes."""
    return place_views(Place.objects.filter(kind__in=DIVISIONS, valid_to=None).order_by("path"))


def places_ever(path: str, kind: str) -> tuple[PlaceView, ...]:
    """
    Return the places of one kind below a path, closed ones too, each once and as it is or was last, in their order.

    For numbers: facts keep the path of their day, whatever has become of the place.
    """
    rows = Place.objects.filter(path_range("path", path), kind=kind).order_by("path", "valid_from")
    latest: dict[str, Any] = {}
    for row in rows:
        held = latest.get(row.path)
        latest[row.path] = row if held is None or held.valid_to is not None else held
    return place_views(latest.values())


def successions() -> dict[str, str]:
    """Return closed townships and villages with those that were named for them: path → path, in one query."""
    closed = Place.objects.filter(kind__in=DIVISIONS, valid_to__isnull=False).exclude(moved_to="")
    return dict(closed.values_list("path", "moved_to"))


def places_under(path: str, kind: str) -> tuple[PlaceView, ...]:
    """
    Return the places of one kind below a path, in the order of their paths; for lists that fit on a screen.

    :param kind: ``township``, ``village``, ``grid_cell``, ``building`` or ``household``.
    """
    return place_views(below(path, kind).order_by("path"))


def places_page(path: str, kind: str, *, cursor: str | None = None, size: int = 50) -> Page[PlaceView]:
    """Return one page of the places of one kind below a path."""
    found = page(below(path, kind), order=("path",), cursor=cursor, size=size)
    views = place_views(found.items)
    return Page(views, found.next, found.previous)


def search_places(text: str, *, below: str = "", cursor: str | None = None, size: int = 50) -> Page[PlaceView]:
    """
    Search divisions, grid cells and lanes by a piece of their name, its pinyin, or the beginning of their code.

    :param below: only below this path; empty for the whole county.
    :return: by path; empty for an empty text.
    """
    wanted = text.replace("\0", "").strip()[:60]
    if not wanted:
        return Page(())
    match = Q(name__contains=wanted) | Q(official_name__contains=wanted) | sounds_like(wanted)
    if wanted.isdigit():
        match |= Q(code__startswith=wanted)
    rows = Place.objects.filter(match, kind__in=SEARCHED, valid_to=None)
    rows = rows.filter(path_range("path", below)) if below else rows
    found = page(rows, order=("path",), cursor=cursor, size=size)
    return Page(place_views(found.items), found.next, found.previous)


def chain_names(path: str) -> dict[str, str]:
    """Return the names of a place and of those above it, by path."""
    return {above: row.name for above, row in chain([path]).items()}


def below(path: str, kind: str) -> Any:
    """Say which places of a kind lie below a path, as a queryset; for this module only."""
    return Place.objects.filter(path_range("path", path), kind=kind, valid_to=None)


def chain(paths: Iterable[str]) -> dict[str, Any]:
    """
    Read places with everything above them; where a place was renamed, the latest name counts.

    :return: rows by path, to be looked at and never changed: those of divisions are kept.
    """
    kept = kept_divisions()
    wanted = {above for path in paths if "\0" not in path for above in ancestors(path)}
    found = {path: kept[path] for path in wanted if path in kept}
    latest: dict[str, Any] = {}
    for row in _read(sorted(wanted - found.keys())):
        held = latest.get(row.path)
        if held is None or held.valid_to is not None:
            latest[row.path] = row
    kept.update((path, row) for path, row in latest.items() if row.kind in DIVISIONS)
    return found | latest


def _read(paths: list[str]) -> Iterator[Any]:
    for start in range(0, len(paths), AT_ONCE):
        some = paths[start : start + AT_ONCE]
        yield from read_rows(Place, f"path IN ({marks(some)}) ORDER BY valid_from", some)


def place_views(rows: Iterable[Any]) -> tuple[PlaceView, ...]:
    """Turn rows into records, named from the county down; for this package only."""
    held = list(rows)
    names = {path: row.name for path, row in chain([row.path for row in held]).items()}
    return tuple(_view(row, names) for row in held)


def _view(row: Any, names: dict[str, str]) -> PlaceView:
    return PlaceView(
        id=str(row.pk),
        path=row.path,
        kind=row.kind,
        name=row.name,
        full_name=row.name if row.kind in LEVELS[:2] else full_name(row.path, names),
        code=row.code,
        official_name=row.official_name or row.name,
        scope_words=row.scope_words,
        dedicated=row.dedicated,
        valid_from=row.valid_from,
        closed_on=row.valid_to,
        moved_to=row.moved_to,
    )


def full_name(path: str, names: dict[str, str]) -> str:
    """Join the names of a place and of those above it."""
    return " ".join(names[above] for above in ancestors(path) if names.get(above))
