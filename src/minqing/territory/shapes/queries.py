"""Reads of shapes. Where a boundary runs is public; who loaded it is in the ledger."""

from collections import Counter
from collections.abc import Sequence
from datetime import date

from django.db.models import Count

from minqing.territory.models import ShapeEdition

from .drawing import Drawing, draw
from .keeping import rows_in_force, shapes_on
from .locating import division_at, point_of
from .records import EditionView, Shapes

DRAWN = "在地图上画的"
"""The source of an edition that somebody drew by hand: the boundary of a grid cell."""

__all__ = ["DRAWN", "Drawing", "division_at", "drawing", "editions", "point_of", "shapes"]


def shapes(on: date) -> Shapes:
    """Return the boundaries and points that hold on a day."""
    return shapes_on(on)


def drawing(around: str, paths: Sequence[str], *, on: date) -> Drawing:
    """
    Draw divisions as they hold on a day: kept for as long as nothing is loaded.

    :param around: the division whose boundary is drawn around them.
    :param paths: those drawn; one without a boundary is a point, one without either is left out.
    """
    return draw(shapes_on(on), around, tuple(paths))


def editions(on: date) -> tuple[EditionView, ...]:
    """Return every edition that was loaded, the latest first; cells drawn by hand have a history of their own."""
    areas, points = rows_in_force(on)
    holding = Counter(row.edition_id for row in (*areas.values(), *points.values()))
    rows = ShapeEdition.objects.exclude(source=DRAWN).annotate(count=Count("shapes")).order_by("-valid_from", "-id")
    return tuple(
        EditionView(str(row.id), row.valid_from, row.source, row.licence, row.count, holding[row.id]) for row in rows
    )
