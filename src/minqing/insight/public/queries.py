"""Public reads of the public figures: everybody may ask, and gets what was frozen."""

from collections.abc import Iterable, Sequence
from datetime import date

from django.db.models import Max, Min

from minqing.insight.measures import COLUMNS
from minqing.insight.models import PublicEdition, PublicRow
from minqing.kernel.errors import NotFound

from .records import Number, Numbers, PublicMonth, PublicPart, PublicTable

__all__ = ["public_table"]


def public_table(place_path: str, *, year: int | None = None) -> PublicTable:
    """
    Return one year of a county, township or village: four queries at most.

    :param year: the newest with a month told when left out.
    :return: without months and year while nothing is told anywhere.
    :raises NotFound: if no month of that year is told.
    """
    edition = PublicEdition.objects.order_by("-day").first()
    told = PublicRow.objects.aggregate(first=Min("month"), last=Max("month"))
    if edition is None or told["first"] is None:
        if year is not None:
            raise NotFound
        return PublicTable(asked_for=place_path, place_path=place_path)
    years = tuple(range(told["last"].year, told["first"].year - 1, -1))
    year = years[0] if year is None else year
    if year not in years:
        raise NotFound
    shown, months = _months(place_path, year)
    return PublicTable(
        day=edition.day,
        frozen_at=edition.frozen_at,
        through=edition.through,
        smallest=edition.smallest,
        fewest=edition.fewest,
        asked_for=place_path,
        place_path=shown,
        year=year,
        years=years,
        months=months,
        total=_sums([one.numbers for one in months]),
        parts=tuple(_parts(shown, year, [one.month for one in months])),
    )


def _months(place_path: str, year: int) -> tuple[str, tuple[PublicMonth, ...]]:
    """Return whose months are shown, and these: a village's own, or its township's where it has none."""
    parent = place_path[: place_path.rstrip("/").rfind("/") + 1]
    paths = [place_path, parent] if place_path.count("/") == VILLAGE else [place_path]
    rows = PublicRow.objects.filter(place_path__in=paths, rest=False, month__year=year).order_by("month")
    found: dict[str, dict[date, Numbers]] = {path: {} for path in paths}
    for row in rows:
        found[row.place_path][row.month] = _numbers(row)
    shown = place_path if found[place_path] else paths[-1]
    told = sorted({month for months in found.values() for month in months})
    return shown, tuple(PublicMonth(one, found[shown].get(one, Numbers()), one in found[shown]) for one in told)


VILLAGE = 3
"""So many steps the path of a village has."""


def _parts(path: str, year: int, months: Sequence[date]) -> Iterable[PublicPart]:
    held: dict[str, dict[date, Numbers]] = {}
    for row in PublicRow.objects.filter(parent_path=path, month__year=year).order_by("rest", "place_path"):
        held.setdefault("" if row.rest else row.place_path, {})[row.month] = _numbers(row)
    for part, told in held.items():
        yield PublicPart(part, _sums([told.get(month, Numbers()) for month in months]), told.keys() >= set(months))


def _numbers(row: PublicRow) -> Numbers:
    return Numbers(**{name: getattr(row, name) for name in COLUMNS})


def _sums(months: Sequence[Numbers]) -> Numbers:
    """Add months up, column by column, and only where every one is shown: then the sum says nothing new."""
    return Numbers(**{name: _sum([getattr(one, name) for one in months]) for name in COLUMNS})


def _sum(numbers: Sequence[Number]) -> Number:
    shown = [number for number in numbers if number is not None]
    return sum(shown) if len(shown) == len(numbers) and numbers else None
