"""Boundaries and points: read from a file, matched, simplified together, kept in editions, drawn."""

import json
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from tests.territory.counties import AT, COUNTY, DATA, NEIGHBOUR, TOWN, VILLAGE, keeper, load_qinghe

from minqing.kernel.errors import NotAllowed
from minqing.kernel.secrecy import SecretMark
from minqing.ledger.models import Fact
from minqing.territory import service as territory
from minqing.territory.models import Shape, ShapeEdition
from minqing.territory.shapes import queries
from minqing.territory.shapes.datums import to_gcj02
from minqing.territory.shapes.geojson_file import MOST_BYTES, MOST_FEATURES
from minqing.territory.shapes.records import ShapesReport
from minqing.territory.shapes.service import ShapesUnusable, Terms, load_shapes

DAY = date(2026, 9, 2)
SQUARE = [[118.0, 38.0], [118.2, 38.0], [118.2, 38.2], [118.0, 38.2], [118.0, 38.0]]
BESIDE = [[118.2, 38.0], [118.4, 38.0], [118.4, 38.2], [118.2, 38.2], [118.2, 38.0]]
AROUND = [[118.0, 38.0], [118.2, 38.0], [118.4, 38.0], [118.4, 38.2], [118.2, 38.2], [118.0, 38.2], [118.0, 38.0]]


def area(ring: Any = SQUARE, **said: Any) -> dict[str, Any]:
    return {"type": "Feature", "properties": said, "geometry": {"type": "Polygon", "coordinates": [ring]}}


def point(lon: Any, lat: Any, **said: Any) -> dict[str, Any]:
    return {"type": "Feature", "properties": said, "geometry": {"type": "Point", "coordinates": [lon, lat]}}


def file_of(*features: Any, **more: Any) -> bytes:
    return json.dumps({"type": "FeatureCollection", "features": list(features), **more}, ensure_ascii=False).encode()


TOWNS = file_of(
    area(AROUND, code="139901"),
    area(code="139901101000"),
    area(BESIDE, name="北塬乡"),
    point(118.1, 38.1, name="柳河村"),
)


def load(data: bytes = TOWNS, *, dry_run: bool = False, actor: Any = None, **terms: Any) -> ShapesReport:
    said = Terms(**{"valid_from": DAY, "source": "县自然资源局", "licence": "县内使用", **terms})
    return load_shapes(data=data, terms=said, actor=actor or keeper(), at=AT, dry_run=dry_run)


@pytest.fixture
def county(db: None) -> None:
    load_qinghe()


@pytest.mark.usefixtures("county")
class TestLoading:
    def test_finds_divisions_by_code_and_by_name(self) -> None:
        report = load()

        assert [(one.path, one.how, one.is_area) for one in report.matched] == [
            (COUNTY, "code", True),
            (TOWN, "code", True),
            (NEIGHBOUR, "name", True),
            (VILLAGE, "name", False),
        ]
        assert set(queries.shapes(DAY).areas) == {COUNTY, TOWN, NEIGHBOUR}
        assert queries.shapes(DAY).points[VILLAGE] == (118_100_000, 38_100_000)

    def test_keeps_whole_numbers_source_and_licence(self) -> None:
        load()

        (ring,) = queries.shapes(DAY).areas[TOWN]
        assert set(ring) == {(x, y) for x in (118_000_000, 118_200_000) for y in (38_000_000, 38_200_000)}
        edition = queries.editions(DAY)[0]
        assert (edition.source, edition.licence, edition.shapes, edition.in_force) == ("县自然资源局", "县内使用", 4, 4)

    def test_leaves_one_fact(self) -> None:
        load()

        fact = Fact.objects.get(kind="shape_edition.loaded")
        assert (fact.qty, fact.place_path) == (4, COUNTY)

    def test_writes_nothing_when_it_only_looks(self) -> None:
        report = load(dry_run=True)

        assert (report.dry_run, report.added) == (True, 4)
        assert not ShapeEdition.objects.exists()
        assert not Fact.objects.filter(kind="shape_edition.loaded").exists()

    def test_changes_nothing_when_it_is_done_twice(self) -> None:
        load()

        with pytest.raises(ShapesUnusable, match=r"Nothing in this file is new|没有新的"):
            load()

        assert ShapeEdition.objects.count() == 1

    def test_takes_the_place_of_what_held_from_a_day_on(self) -> None:
        load()
        later = DAY + timedelta(days=30)

        report = load(file_of(area(BESIDE, code="139901101000")), valid_from=later)

        assert report.matched[0].replaces == DAY
        assert queries.shapes(DAY).areas[TOWN] != queries.shapes(later).areas[TOWN]
        assert queries.shapes(later).areas[NEIGHBOUR] == queries.shapes(DAY).areas[NEIGHBOUR]

    def test_takes_what_a_person_wrote_beside_a_feature(self) -> None:
        report = load(chosen={3: "139901101204", 2: "0"})

        assert [(one.number, one.code, one.how) for one in report.matched if one.how == "chosen"] == [
            (3, "139901101204", "chosen")
        ]
        assert [one.number for one in report.refusals] == [2]

    def test_shifts_what_comes_from_a_web_map(self) -> None:
        shifted = [list(to_gcj02(*corner)) for corner in SQUARE]

        load(file_of(area(shifted, code="139901101000")), datum="gcj02")

        x, y = min(queries.shapes(DAY).areas[TOWN][0])
        assert abs(x - 118_000_000) <= 2
        assert abs(y - 38_000_000) <= 2

    def test_doubts_what_lies_beside_the_map_as_web_maps_do(self) -> None:
        load()
        shifted = [list(to_gcj02(*corner)) for corner in SQUARE]

        report = load(file_of(area(shifted, code="139901101000")), dry_run=True)

        assert report.matched[0].doubt

    def test_doubts_a_village_outside_its_township(self) -> None:
        load()

        report = load(file_of(point(118.3, 38.1, name="上湾村"), point(118.3, 38.1, name="井台村")), dry_run=True)

        assert [bool(one.doubt) for one in report.matched] == [True, False]

    def test_is_never_changed_by_anybody(self) -> None:
        load()

        for rows in (Shape.objects, ShapeEdition.objects):
            with pytest.raises(DatabaseError), transaction.atomic():
                rows.all().delete()

    def test_takes_a_real_county(self, db: None) -> None:
        Shape.objects.count()
        data = (DATA / "gaoyi_boundary.geojson").read_bytes()

        report = load(data, dry_run=True, chosen={1: "139901"})

        assert report.matched[0].points == 150
        assert 40 < report.after <= report.before


@pytest.mark.usefixtures("county")
class TestRefusing:
    @pytest.mark.parametrize(
        "feature",
        [
            {"type": "Feature", "properties": {}, "geometry": None},
            "text",
            area([[118.0, 38.0], [118.2, 38.0], [118.0, 38.0]], code="139901101000"),
            area(SQUARE[:-1], code="139901101000"),
            area([[118.0, 38.0], [118.1, 38.0], [118.2, 38.0], [118.0, 38.0]], code="139901101000"),
            area([[38.0, 118.0], [38.2, 118.0], [38.2, 118.2], [38.0, 118.0]], code="139901101000"),
            area([[512000, 4200000], [512100, 4200000], [512100, 4200100], [512000, 4200000]], code="139901101000"),
            area([["a", "b"]] * 4, code="139901101000"),
            area([[10**400, 38.0]] * 4, code="139901101000"),
            area([[float("nan"), 38.0]] * 4, code="139901101000"),
            area([[float("inf"), 38.0]] * 4, code="139901101000"),
            area(name="没有的乡"),
            point(118.1, None, name="柳河村"),
            {"type": "Feature", "properties": {"code": "139901"}, "geometry": {"type": "Polygon", "coordinates": []}},
        ],
    )
    def test_says_of_each_feature_alone_what_is_wrong(self, feature: Any) -> None:
        report = load(file_of(feature, area(BESIDE, code="139901102000")))

        assert [one.number for one in report.refusals] == [1]
        assert [one.path for one in report.matched] == [NEIGHBOUR]

    def test_refuses_a_division_that_comes_twice_and_one_out_of_reach(self) -> None:
        report = load(
            file_of(area(code="139901101000"), area(code="139901101"), area(BESIDE, code="139901102")),
            actor=keeper(TOWN),
            dry_run=True,
        )

        assert [one.number for one in report.refusals] == [2, 3]

    @pytest.mark.parametrize(
        "data",
        [
            b"",
            b"code,name",
            b'{"type":"Feature"}',
            b'{"type":"FeatureCollection","features":[]}',
            b"[" * 100_000,
            b" " * (MOST_BYTES + 1),
            file_of(*[area()] * (MOST_FEATURES + 1)),
            file_of(area(), crs={"type": "name", "properties": {"name": "EPSG:3857"}}),
            file_of(area(datum="GCJ-02")),
            file_of(area(坐标系="百度坐标")),
        ],
        ids=["empty", "csv", "feature", "none", "deep", "large", "many", "metres", "web", "baidu"],
    )
    def test_refuses_a_file_as_a_whole(self, data: bytes) -> None:
        with pytest.raises(ShapesUnusable):
            load(data)

    def test_refuses_a_secret_paper(self) -> None:
        with pytest.raises(SecretMark):
            load(file_of(area(name="机密★1年")))

    @pytest.mark.parametrize(
        "terms",
        [
            {"source": " "},
            {"licence": ""},
            {"source": "长" * 201},
            {"valid_from": date(1949, 1, 1)},
            {"valid_from": date(2028, 1, 1)},
        ],
    )
    def test_refuses_what_says_not_whence_it_is_and_from_when(self, terms: dict[str, Any]) -> None:
        with pytest.raises(ShapesUnusable):
            load(**terms)

    def test_refuses_who_keeps_no_places(self) -> None:
        with pytest.raises(NotAllowed):
            load(actor=keeper(COUNTY, "territory.issue_cards"))


class TestDrawing:
    def test_is_none_without_shapes(self, db: None) -> None:
        load_qinghe()

        assert not queries.drawing(COUNTY, [TOWN], on=DAY)

    def test_draws_areas_with_the_boundary_around_them(self, county: None) -> None:
        load()

        drawn = queries.drawing(COUNTY, [TOWN, NEIGHBOUR, VILLAGE], on=DAY)

        assert set(drawn.areas) == {TOWN, NEIGHBOUR}
        assert set(drawn.points) == {TOWN, NEIGHBOUR, VILLAGE}
        assert drawn.outline.startswith("M")
        assert 900 < drawn.width <= 1000

    def test_is_drawn_anew_after_a_load(self, county: None) -> None:
        load()
        before = queries.drawing(COUNTY, [TOWN, NEIGHBOUR], on=DAY)
        load(file_of(point(118.05, 38.05, code="139901101000")))

        after = queries.drawing(COUNTY, [TOWN, NEIGHBOUR], on=DAY)

        assert before.points[TOWN] != after.points[TOWN]
        assert before.areas[TOWN] == after.areas[TOWN]

    def test_holds_no_division_of_a_county_that_is_not_loaded(self, db: None) -> None:
        territory.load_divisions(data=(DATA / "divisions_gaoyi.csv").read_bytes(), actor=keeper("130127/"), at=AT)

        assert not queries.shapes(DAY).areas
