"""What is left of a file once it was read: enough to load it, small enough to go along in the page of the preview."""

import json
from collections.abc import Iterable
from typing import Any

from .geojson_file import REFUSED, Datum, Feature, FeatureRefusal, read_geojson
from .geometry import MICRO, Point
from .simplifying import simplify

__all__ = ["slim"]


def slim(data: bytes, *, datum: Datum, tolerance: int) -> bytes:
    """
    Write a file anew: simplified, in WGS-84, of each feature only code and name; of a refused one its name and why.

    Loading it gives the same as loading the file itself.

    :raises ShapesUnusable: as reading the file does.
    """
    features, refusals = read_geojson(data, datum=datum)
    fewer = simplify({str(one.number): one.rings for one in features if one.rings}, tolerance)
    found = {one.number: _written(one, fewer.get(str(one.number), ())) for one in features}
    found |= {one.number: _refused(one) for one in refusals}
    whole = {"type": "FeatureCollection", "features": [found[number] for number in sorted(found)]}
    return json.dumps(whole, ensure_ascii=False, separators=(",", ":")).encode()


def _refused(one: FeatureRefusal) -> dict[str, Any]:
    return {"type": "Feature", "properties": {"name": one.name, REFUSED: str(one.reason)}, "geometry": None}


def _written(one: Feature, rings: Iterable[tuple[Point, ...]]) -> dict[str, Any]:
    if one.point:
        shape: dict[str, Any] = {"type": "Point", "coordinates": _degrees(one.point)}
    else:
        closed = [[_degrees(point) for point in (*ring, ring[0])] for ring in rings]
        shape = {"type": "Polygon", "coordinates": closed}
    return {"type": "Feature", "properties": {"code": one.code, "name": one.name}, "geometry": shape}


def _degrees(point: Point) -> list[float]:
    return [point[0] / MICRO, point[1] / MICRO]
