"""The grid of a village on the map: what is open in each cell, drawing, splitting, merging, and its history."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from tests.factories import cases as make
from tests.factories.boundaries import lay_square
from tests.web.office.seats import Office, client_of

from minqing.directory import queries as directory
from minqing.directory import service as staff
from minqing.directory.reactions import follow_merged_cells, follow_split_cell
from minqing.kernel.access import system_actor
from minqing.kernel.errors import Refused
from minqing.kernel.ref import Ref
from minqing.kernel.times import day_of
from minqing.ledger.queries import facts_about
from minqing.territory import queries as territory
from minqing.territory import service as places
from minqing.territory.models import Place
from minqing.territory.shapes.queries import division_at
from minqing.web.grid.points import points_in

pytestmark = pytest.mark.django_db

AT_VILLAGE = f"/office/grid/map/at/{make.VILLAGE}"
LEFT = "115.000000, 37.000000\n115.010000, 37.000000\n115.010000, 37.020000\n115.000000, 37.020000"
RIGHT = "115.010000, 37.000000\n115.020000, 37.000000\n115.020000, 37.020000\n115.010000, 37.020000"
ACROSS = "115.005000, 36.990000\n115.005000, 37.030000"


@pytest.fixture
def keeper(office: Office) -> Client:
    """The keeper of places, in a village with a boundary: a square."""
    lay_square()
    return client_of(office.keeper)


def do(client: Client, key: str, **sent: object) -> int:
    """Send one of the three forms."""
    return client.post(f"/office/grid/map/do/{key}/{make.VILLAGE}", sent).status_code


def cells() -> dict[str, str]:
    """Return the cells in force: name → path."""
    return {cell.name: cell.path for cell in territory.places_under(make.VILLAGE, "grid_cell")}


class TestVillage:
    def test_says_what_is_missing_before_anything_is_drawn(self, office: Office) -> None:
        page = client_of(office.keeper).get(AT_VILLAGE).content.decode()

        assert "这个村还没有地图" in page
        assert "还没有网格" in page

    def test_offers_the_whole_village_as_the_first_cell(self, keeper: Client) -> None:
        assert "115.020000, 37.020000" in keeper.get(AT_VILLAGE).content.decode()

    def test_counts_open_and_late_requests_and_tells_none_of_few_doors(self, office: Office, keeper: Client) -> None:
        do(keeper, "draw", name="第1网格", corners=LEFT)
        path = cells()["第1网格"]
        long_ago = timezone.now() - timedelta(days=60)
        make.registered(place_path=path, at=long_ago)
        reader = client_of(office.county.intake)
        few = reader.get(AT_VILLAGE).content.decode()
        who = system_actor("setup", ("territory.manage",), root="139901/")
        for number in range(12):
            places.register_household(parent_path=path, name=f"{number}号", actor=who, at=timezone.now())

        page = reader.get(AT_VILLAGE).content.decode()

        assert "户数少，不显示" in few
        assert "户数少，不显示" not in page
        assert f"place_path={path}" in page
        assert 'class="area c4"' in page
        assert "画一个网格" not in page, "only who keeps places draws"

    def test_asks_the_same_of_the_database_however_many_cells(self, office: Office, keeper: Client) -> None:
        do(keeper, "draw", name="第1网格", corners=LEFT)
        keeper.get(AT_VILLAGE)
        with CaptureQueriesContext(connection) as one:
            keeper.get(AT_VILLAGE)
        do(keeper, "draw", name="第2网格", corners=RIGHT)
        keeper.get(AT_VILLAGE)
        with CaptureQueriesContext(connection) as two:
            keeper.get(AT_VILLAGE)

        assert len(two) == len(one)

    def test_is_absent_for_what_is_no_village(self, keeper: Client) -> None:
        assert keeper.get("/office/grid/map/at/139901/").status_code == 404
        assert do(keeper, "paint") == 404


class TestVillages:
    def test_lists_villages_and_narrows_the_list(self, office: Office, keeper: Client) -> None:
        make.registered(at=timezone.now() - timedelta(days=60))
        reader = client_of(office.county.intake)

        whole = reader.get("/office/grid/map/").content.decode()
        late = reader.get("/office/grid/map/?only=late").content.decode()

        assert whole.count("/office/grid/map/at/") == 2
        assert late.count("/office/grid/map/at/") == 1


class TestChange:
    def test_draws_splits_and_merges_and_keeps_the_history(self, keeper: Client) -> None:
        assert do(keeper, "draw", name="第1网格", corners=LEFT) == 302
        assert do(keeper, "draw", name="第2网格", corners=RIGHT) == 302
        assert do(keeper, "split", path=cells()["第1网格"], left="西片", right="东片", line=ACROSS) == 302
        assert list(cells()) == ["第2网格", "西片", "东片"]
        both = {"path": cells()["东片"], "other_path": cells()["第2网格"]}
        assert do(keeper, "merge", name="大东片", **both) == 302

        page = keeper.get(f"/office/grid/map/history/{make.VILLAGE}").content.decode()

        assert list(cells()) == ["西片", "大东片"]
        assert "画好的网格盖住了全村" in keeper.get(AT_VILLAGE).content.decode()
        assert page.index("网格合并") < page.index("网格拆分") < page.rindex("网格划定")

    def test_keeps_what_was_typed_when_it_is_refused(self, keeper: Client) -> None:
        do(keeper, "draw", name="第1网格", corners=LEFT)

        answer = keeper.post(f"/office/grid/map/do/draw/{make.VILLAGE}", {"name": "又一格", "corners": LEFT})

        assert answer.status_code == 422
        assert "和第1网格重叠了" in answer.content.decode()
        assert "又一格" in answer.content.decode()
        assert list(cells()) == ["第1网格"]

    @pytest.mark.parametrize(
        ("sent", "words"),
        [
            ({"corners": "115.0; north"}, "第 1 行不是一对经纬度"),
            ({"corners": "37.0, 115.0"}, "写反了"),
            ({"corners": '{"type": "Point"}'}, "不是一个面或一条线的 GeoJSON"),
            ({"corners": "1" * 60_001}, "太长了"),
            ({"corners": LEFT, "valid_from": "soon"}, "2026-09-01"),
        ],
    )
    def test_says_what_cannot_be_read(self, keeper: Client, sent: dict[str, str], words: str) -> None:
        answer = keeper.post(f"/office/grid/map/do/draw/{make.VILLAGE}", {"name": "第1网格"} | sent)

        assert answer.status_code == 422
        assert words in answer.content.decode()

    def test_lets_whoever_answered_answer_for_what_came_in_its_place(self, office: Office, keeper: Client) -> None:
        do(keeper, "draw", name="第1网格", corners=LEFT)
        old = cells()["第1网格"]
        who = system_actor("setup", ("directory.manage",), root="139901/")
        post = str(office.county.grid_worker.ref.id)
        staff.appoint(post_id=post, role="grid_worker", place_path=old, actor=who, at=timezone.now())
        cell = Ref("grid_cell", str(Place.objects.get(path=old).pk))

        do(keeper, "split", path=old, left="西片", right="东片", line=ACROSS)
        split = facts_about(cell)[-1]
        follow_split_cell(split, timezone.now())
        follow_split_cell(split, timezone.now())
        assert directory.places_answered(post, "grid_worker") == (cells()["西片"], cells()["东片"])

        do(keeper, "merge", name="全片", path=cells()["西片"], other_path=cells()["东片"])
        merged = Ref("grid_cell", str(Place.objects.get(path=cells()["全片"]).pk))
        follow_merged_cells(next(f for f in facts_about(merged) if f.kind == "grid_cell.merged"), timezone.now())
        assert directory.places_answered(post, "grid_worker") == (cells()["全片"],)


class TestPoints:
    def test_reads_an_area_and_a_line_of_geojson(self) -> None:
        area = (
            '{"type":"Feature","geometry":{"type":"Polygon","coordinates":[[[115,37],[115.1,37],[115,37.1],[115,37]]]}}'
        )
        line = '{"type":"LineString","coordinates":[[115,37],[115.1,37]]}'

        assert len(points_in(area, field="corners")) == 3
        assert points_in(line, field="line") == ((115_000_000, 37_000_000), (115_100_000, 37_000_000))
        assert points_in(" \n", field="line") == ()

    def test_reads_chinese_commas(self) -> None:
        assert points_in("115.5，37.5", field="corners") == ((115_500_000, 37_500_000),)

    def test_names_the_line_it_cannot_read(self) -> None:
        with pytest.raises(Refused, match="2"):
            points_in("115, 37\nnorth", field="corners")


class TestPoint:
    def test_lies_in_the_village_and_never_in_a_cell(self, keeper: Client) -> None:
        do(keeper, "draw", name="第1网格", corners=LEFT)

        assert division_at(115.005, 37.005, on=day_of(timezone.now())) == make.VILLAGE
