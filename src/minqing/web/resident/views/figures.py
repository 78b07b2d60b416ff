"""The public figures of a county, a township or a village: what was asked and what was done, month by month."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from minqing.insight.public import queries as public
from minqing.insight.public.records import Numbers, PublicTable
from minqing.kernel.errors import NotFound
from minqing.territory import queries as territory
from minqing.territory.records import PlaceView
from minqing.web.resident import places
from minqing.web.resident.edge import page

LEVELS = {1: "county", 2: "township", 3: "village"}


@require_safe
def figures(request: HttpRequest, digits: str = "") -> HttpResponse:
    """Show one year of a place, as it was frozen; a village of few is shown as its township."""
    home = places.county()
    if home is None:
        raise NotFound
    place = places.standing_of_place(digits).place if digits else home
    table = public.public_table(place.path, year=_year(request))
    shown = territory.place(table.place_path) if table.instead else place
    context = {
        "place": place,
        "shown": shown,
        "level": LEVELS[shown.path.count("/")],
        "table": table,
        "rows": [(one.month, cells(one.numbers), one.own) for one in table.months],
        "joined": not all(one.own for one in table.months),
        "total": cells(table.total),
        "parts": _parts(table),
        "years": _years(table, request.path),
        "above": _above(place),
        "here": f"{settings.PUBLIC_URL}{request.path}",
    }
    return page(request, "figures_page", context)


def cells(numbers: Numbers) -> list[int | None]:
    """Return the four numbers in the order of the columns."""
    return [numbers.asked, numbers.done, numbers.late, numbers.unverified]


def address_of(path: str) -> str:
    """Return the address of a place's public figures."""
    return reverse("resident:figures_of", args=[places.digits_of(path)])


def _year(request: HttpRequest) -> int | None:
    asked = request.GET.get("year", "")
    return int(asked) if len(asked) == 4 and asked.isascii() and asked.isdigit() else None


def _parts(table: PublicTable) -> list[tuple[str, str, list[int | None], bool]]:
    """Return of what lies below name, address, sums, and whether it has any; the rest has no name, and stands last."""
    names = territory.full_names(part.path for part in table.parts if part.path)
    rows = [(names.get(part.path, "").rpartition(" ")[2], part) for part in table.parts]
    return [
        (name, address_of(part.path) if part.path else "", cells(part.numbers), part.own)
        for name, part in rows
        if part.path or (part.own and any(number != 0 for number in cells(part.numbers)))
    ]


def _years(table: PublicTable, path: str) -> list[tuple[int, str]]:
    return [(year, f"{path}?year={year}") for year in table.years if year != table.year]


def _above(place: PlaceView) -> tuple[str, str] | None:
    parent = place.path[: place.path.rstrip("/").rfind("/") + 1]
    if not parent:
        return None
    name: Any = territory.place(parent).name
    return name, address_of(parent)
