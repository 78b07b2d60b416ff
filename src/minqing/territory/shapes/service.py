"""
Loading boundaries and points: look first, then load. What was loaded before is never changed.

:source: ADR 0076.
"""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from minqing.kernel.access import Actor
from minqing.kernel.errors import NotAllowed, Refused
from minqing.kernel.ids import uuid7
from minqing.kernel.ref import Ref
from minqing.kernel.times import day_of
from minqing.ledger.canonical import canonical_json
from minqing.ledger.service import record, recorded
from minqing.territory import queries
from minqing.territory.access import reaches
from minqing.territory.models import Shape, ShapeEdition
from minqing.territory.permissions import MANAGE
from minqing.territory.records import PlaceView

from .doubts import doubt_of
from .geojson_file import Datum, Feature, FeatureRefusal, ShapesUnusable, read_geojson
from .geometry import label_point
from .keeping import packed, rows_in_force, unpacked
from .matching import Divisions
from .records import Matched, Rings, Shapes, ShapesReport
from .simplifying import simplify

TOLERANCE: Final = 100
"""Millionths of a degree by which a border may move when points are left out: about ten metres."""
FARTHEST: Final = timedelta(days=366)

__all__ = ["ShapesUnusable", "Terms", "load_shapes"]


@dataclass(frozen=True, slots=True)
class Terms:
    """
    What is said of a file beside its shapes.

    :param valid_from: the first day on which they hold.
    :param source: who made it, ``licence`` how it may be used; both are kept with it.
    :param chosen: number of a feature → the division's code that a person wrote beside it; "0" leaves it out.
    """

    valid_from: date
    source: str
    licence: str
    datum: Datum = "wgs84"
    chosen: Mapping[int, str] | None = None


def load_shapes(*, data: bytes, terms: Terms, actor: Actor, at: datetime, dry_run: bool = False) -> ShapesReport:
    """
    Load boundaries and points from a GeoJSON file. Loading it twice changes nothing.

    :param dry_run: tell what would happen, write nothing.
    :raises NotAllowed: if the actor keeps no places.
    :raises ShapesUnusable: if the file as a whole cannot be taken, or source, licence or day are missing.
    :raises SecretMark: if it carries the mark of a secret paper.
    """
    if not actor.holds(MANAGE):
        raise NotAllowed
    _refuse_terms(terms, at)
    features, refusals = read_geojson(data, datum=terms.datum)
    paired, unknown = _pair(features, terms, actor)
    kept = simplify({place.path: one.rings for place, one, _ in paired if one.rings}, TOLERANCE)
    held = _Held.on(terms.valid_from)
    matched = tuple(_matched(place, one, how, kept, held) for place, one, how in paired)
    report = ShapesReport(
        matched=matched,
        refusals=tuple(sorted([*refusals, *unknown], key=lambda one: one.number)),
        before=sum(len(ring) for _, one, _ in paired for ring in one.rings),
        after=sum(len(ring) for rings in kept.values() for ring in rings),
        dry_run=dry_run,
    )
    if not report.added and not dry_run:
        raise ShapesUnusable(_("Nothing in this file is new: what it holds is in force already, or was left out."))
    if not dry_run:
        new = {one.path for one in matched if not one.same}
        _keep([_row(place, one, kept) for place, one, _ in paired if place.path in new], terms, actor=actor, at=at)
    return report


def _refuse_terms(terms: Terms, at: datetime) -> None:
    if not terms.source.strip() or not terms.licence.strip():
        raise ShapesUnusable(_("Say whence the boundaries are and how they may be used: both are kept beside the map."))
    if len(terms.source) > 200 or len(terms.licence) > 100:
        raise ShapesUnusable(_("The source has at most 200 characters, the licence at most 100."))
    if not date(1949, 10, 1) <= terms.valid_from <= day_of(at) + FARTHEST:
        raise ShapesUnusable(_("The first day lies between 1 October 1949 and a year from now."))


Paired = tuple[PlaceView, Feature, str]


def _pair(features: Iterable[Feature], terms: Terms, actor: Actor) -> tuple[list[Paired], list[FeatureRefusal]]:
    """Find each feature's division; what has none, is out of reach or comes twice is refused."""
    divisions, chosen = Divisions.of(queries.divisions()), terms.chosen or {}
    paired: list[Paired] = []
    refused: list[FeatureRefusal] = []
    taken: set[str] = set()
    for one in features:
        guess = divisions.guess(one, chosen.get(one.number, "").strip())
        why: Any = "" if guess.place else guess.why
        if guess.place and not reaches(actor, MANAGE, guess.place.path):
            why = _("this division is not yours to keep.")
        elif guess.place and guess.place.path in taken:
            why = _("an earlier feature is the same division.")
        if why or guess.place is None:
            refused.append(FeatureRefusal(one.number, one.name or one.code, why))
            continue
        taken.add(guess.place.path)
        paired.append((guess.place, one, guess.how))
    return paired, refused


@dataclass(frozen=True, slots=True)
class _Held:
    """What holds on the day from which on the new ones shall hold."""

    areas: Mapping[str, Any]
    points: Mapping[str, Any]
    shapes: Shapes

    @classmethod
    def on(cls, day: date) -> "_Held":
        areas, points = rows_in_force(day)
        rings = {path: unpacked(row.rings) for path, row in areas.items()}
        return cls(areas, points, Shapes("", rings, {path: (row.x, row.y) for path, row in points.items()}))


def _matched(place: PlaceView, one: Feature, how: str, kept: Mapping[str, Rings], held: _Held) -> Matched:
    row = (held.areas if one.rings else held.points).get(place.path)
    new = _row(place, one, kept)
    return Matched(
        number=one.number,
        said=" ".join(filter(None, (one.code, one.name))),
        path=place.path,
        code=place.code,
        full_name=place.full_name,
        how=how,
        is_area=bool(one.rings),
        points=sum(len(ring) for ring in one.rings) or 1,
        replaces=row.edition.valid_from if row else None,
        same=row is not None and (row.rings, row.x, row.y) == (new.rings, new.x, new.y),
        doubt=doubt_of(place.path, kept.get(place.path, ()), one.point, held.shapes, kept),
    )


def _row(place: PlaceView, one: Feature, kept: Mapping[str, Rings]) -> Shape:
    rings = kept.get(place.path, ()) if one.rings else ()
    x, y = one.point or label_point(rings)
    return Shape(path=place.path, rings=packed(rings), x=x, y=y)


@recorded
def _keep(rows: list[Shape], terms: Terms, *, actor: Actor, at: datetime) -> None:
    lines = [[row.path, row.rings, row.x, row.y] for row in rows]
    edition = ShapeEdition(
        id=uuid7(at),
        valid_from=terms.valid_from,
        source=terms.source.strip(),
        licence=terms.licence.strip(),
        digest=hashlib.sha256(canonical_json(lines).encode()).hexdigest(),
        loaded_at=at,
    )
    edition.save(force_insert=True)
    for row in rows:
        row.edition = edition
    Shape.objects.bulk_create(rows)
    county = queries.county()
    if county is None:
        raise Refused
    record(
        "shape_edition.loaded",
        subject=Ref("shape_edition", str(edition.id)),
        actor=actor.ref,
        at=at,
        org_path=actor.org_path or county.path,
        place_path=county.path,
        data={"shapes": len(rows), "valid_from": terms.valid_from.isoformat(), "digest": edition.digest},
    )
