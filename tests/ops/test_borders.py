"""The demo county's invented map: whole, without gaps, and the same at every run."""

import csv
from pathlib import Path

import minqing.ops.demo
from minqing.ops.demo.borders import invented_shapes
from minqing.territory.paths import path_of
from minqing.territory.records import PlaceView
from minqing.territory.shapes.geojson_file import read_geojson
from minqing.territory.shapes.geometry import doubled_area
from minqing.territory.shapes.simplifying import simplify

DIVISIONS = Path(minqing.ops.demo.__file__).parent / "data" / "divisions.csv"


def villages() -> list[PlaceView]:
    with DIVISIONS.open(encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["level"] == "village"]
    return [PlaceView(r["code"], path_of(r["code"]), "village", r["name"], r["name"], r["code"]) for r in rows]


def test_covers_the_county_with_townships_and_these_with_villages() -> None:
    features, refusals = read_geojson(invented_shapes(villages()))
    found = simplify({path_of(one.code): one.rings for one in features}, 100)
    sizes = {path: sum(doubled_area(ring) for ring in rings) for path, rings in found.items()}

    assert refusals == []
    for depth in (2, 3):
        assert sum(size for path, size in sizes.items() if path.count("/") == depth) == sizes["139901/"]


def test_is_the_same_at_every_run() -> None:
    assert invented_shapes(villages()) == invented_shapes(villages())
