"""
A file of boundaries and points as GeoJSON. Reading it is pure; what is wrong with one feature is said of it alone.

:source: RFC 7946: longitude before latitude, WGS-84.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal

from django.utils.translation import gettext_lazy as _

from minqing.kernel.errors import Refused
from minqing.kernel.secrecy import refuse_secret

from .datums import to_wgs84
from .geometry import MICRO, Point, Ring, doubled_area

MOST_BYTES: Final = 8 * 1024 * 1024
MOST_FEATURES: Final = 1_000
MOST_POINTS: Final = 200_000
CODES: Final = ("code", "区划代码", "代码", "XZQDM", "adcode", "id")
NAMES: Final = ("name", "名称", "区划名称", "XZQMC", "MC", "NAME")
DATUMS: Final = ("datum", "crs", "坐标系", "coordinate_system")
REFUSED: Final = "minqing:refused"
"""Under this a file that was read before says why a feature was refused then."""
WEST, SOUTH, EAST, NORTH = 73, 3, 136, 54
"""China from end to end, in degrees."""

Datum = Literal["wgs84", "gcj02"]


class ShapesUnusable(Refused):
    """The file as a whole cannot be taken; the message says why, and what to do."""


@dataclass(frozen=True, slots=True)
class Feature:
    """
    One feature of the file.

    :param number: its place in the file, the first is 1.
    :param rings: an area's rings, each part's outer one before its holes; empty of a point.
    :param point: of a point, else None.
    """

    number: int
    code: str
    name: str
    rings: tuple[Ring, ...]
    point: Point | None = None


@dataclass(frozen=True, slots=True)
class FeatureRefusal:
    """Why one feature was left out. The text may be shown."""

    number: int
    name: str
    reason: Any

    def __str__(self) -> str:
        said = {"number": self.number, "name": self.name or "—", "reason": self.reason}
        return str(_("Feature %(number)s (%(name)s): %(reason)s")) % said


class _Wrong(Exception):
    """What is wrong with one feature."""


def read_geojson(data: bytes, *, datum: Datum = "wgs84") -> tuple[list[Feature], list[FeatureRefusal]]:
    """
    Read a FeatureCollection.

    :param datum: in what the file's coordinates are; those of web maps are shifted back.
    :raises ShapesUnusable: if the file as a whole is none, is too large, or says that it is in other coordinates.
    :raises SecretMark: if it carries the mark of a secret paper.
    """
    whole = _whole(data)
    features = whole["features"]
    _refuse_datum([whole, *features], datum)
    found: list[Feature] = []
    refused: list[FeatureRefusal] = []
    points = 0
    for number, one in enumerate(features, start=1):
        said = _said(one)
        try:
            feature = _feature(number, one, said, datum)
        except _Wrong as wrong:
            refused.append(FeatureRefusal(number, said[1], wrong.args[0]))
            continue
        points += sum(len(ring) for ring in feature.rings)
        if points > MOST_POINTS:
            words = _("The file has more than %(n)s points. Simplify it first, or load it in parts.")
            raise ShapesUnusable(words % {"n": f"{MOST_POINTS:,}"})
        found.append(feature)
    return found, refused


def _whole(data: bytes) -> Mapping[str, Any]:
    if len(data) > MOST_BYTES:
        raise ShapesUnusable(_("The file is larger than 8 MB. Simplify it first, or load it in parts."))
    try:
        text = data.decode("utf-8-sig")
        refuse_secret(text)
        whole = json.loads(text)
    except (UnicodeDecodeError, ValueError, RecursionError) as broken:
        raise ShapesUnusable(_("This is no GeoJSON. Save the layer as GeoJSON (UTF-8) and send it again.")) from broken
    features = whole.get("features") if isinstance(whole, dict) else None
    if not isinstance(features, list) or whole.get("type") != "FeatureCollection" or not features:
        raise ShapesUnusable(_("This is no GeoJSON. Save the layer as GeoJSON (UTF-8) and send it again."))
    if len(features) > MOST_FEATURES:
        words = _("The file has more than %(n)s features. Load townships and villages one after the other.")
        raise ShapesUnusable(words % {"n": f"{MOST_FEATURES:,}"})
    return whole


def _refuse_datum(things: Sequence[Any], datum: Datum) -> None:
    """Refuse a file that says itself that it is in other coordinates than it was said to be."""
    marks = " ".join(_marks(things)).lower()
    if datum == "wgs84" and any(word in marks for word in ("gcj", "火星", "国测局")):
        raise ShapesUnusable(
            _("This file says that its coordinates are GCJ-02, those of web maps. Choose GCJ-02, and they are shifted.")
        )
    if any(word in marks for word in ("bd09", "bd-09", "百度", "3857", "beijing", "xian", "gauss")):
        raise ShapesUnusable(
            _("This file says that it is in another system of coordinates. Save it as longitude and latitude, WGS-84.")
        )


def _marks(things: Sequence[Any]) -> Iterator[str]:
    for thing in things:
        if isinstance(thing, dict):
            crs, own = thing.get("crs"), thing.get("properties")
            yield json.dumps(crs, ensure_ascii=False) if crs else ""
            held = own if isinstance(own, dict) else {}
            yield from (str(held[key])[:100] for key in DATUMS if held.get(key))


def _said(feature: Any) -> tuple[str, str]:
    """Return what a feature says of itself: a code and a name, either may be empty."""
    own = feature.get("properties") if isinstance(feature, dict) else None
    held = own if isinstance(own, dict) else {}
    code = next((str(held[key]).strip() for key in CODES if _is_code(held.get(key))), "")
    name = next((str(held[key]).strip()[:60] for key in NAMES if isinstance(held.get(key), str)), "")
    return code, name


def _is_code(value: Any) -> bool:
    text = str(value).strip()
    return text.isascii() and text.isdigit() and len(text) in {6, 9, 12}


def _feature(number: int, feature: Any, said: tuple[str, str], datum: Datum) -> Feature:
    shape = feature.get("geometry") if isinstance(feature, dict) else None
    kind = shape.get("type") if isinstance(shape, dict) else None
    held = shape.get("coordinates") if isinstance(shape, dict) else None
    if kind == "Point":
        return Feature(number, *said, (), _point(held, datum))
    if earlier := _refused_before(feature):
        raise _Wrong(earlier)
    if kind not in {"Polygon", "MultiPolygon"}:
        raise _Wrong(_("it is neither an area nor a point."))
    parts = [held] if kind == "Polygon" else held
    rings = tuple(_ring(ring, datum) for part in _list(parts) for ring in _list(part))
    if not rings:
        raise _Wrong(_("it has no points."))
    return Feature(number, *said, rings)


def _refused_before(feature: Any) -> str:
    own = feature.get("properties") if isinstance(feature, dict) else None
    return str(own.get(REFUSED) or "")[:200] if isinstance(own, dict) else ""


def _list(held: Any) -> list[Any]:
    if not isinstance(held, list):
        raise _Wrong(_("its coordinates cannot be read."))
    return held


def _ring(held: Any, datum: Datum) -> Ring:
    points = [_point(one, datum) for one in _list(held)]
    if len(points) < 4 or points[0] != points[-1]:
        raise _Wrong(_("a ring is not closed, or has fewer than four points."))
    ring = tuple(points[:-1])
    if doubled_area(ring) == 0:
        raise _Wrong(_("a ring holds no land: all its points lie on one line."))
    return ring


def _point(held: Any, datum: Datum) -> Point:
    numbers = _list(held)[:2]
    if len(numbers) < 2 or not all(isinstance(one, int | float) and not isinstance(one, bool) for one in numbers):
        raise _Wrong(_("its coordinates cannot be read."))
    try:
        lon, lat = float(numbers[0]), float(numbers[1])
    except OverflowError as huge:
        raise _Wrong(_("its coordinates cannot be read.")) from huge
    if WEST <= lat <= EAST and SOUTH <= lon <= NORTH and lon < WEST:
        raise _Wrong(_("longitude and latitude are exchanged: longitude comes first."))
    if not (WEST <= lon <= EAST and SOUTH <= lat <= NORTH):
        raise _Wrong(_("it lies outside China, or its coordinates are metres, not degrees."))
    lon, lat = to_wgs84(lon, lat) if datum == "gcj02" else (lon, lat)
    return round(lon * MICRO), round(lat * MICRO)
