"""The grid by program: cells drawn, split and merged, doors without a contact, what is not asked, and warnings."""

from datetime import date

import pytest
from django.utils import timezone
from tests.exchange.conftest import Caller, system
from tests.factories import cases as make
from tests.web.office.test_grid_warnings import pile_up

from minqing.directory import service as directory
from minqing.kernel.access import system_actor
from minqing.kernel.ids import uuid7
from minqing.territory import service as territory
from minqing.territory.models import Shape, ShapeEdition
from minqing.territory.shapes.geometry import MICRO
from minqing.territory.shapes.keeping import packed

SQUARE = [[115.0, 37.0], [115.02, 37.0], [115.02, 37.02], [115.0, 37.02]]
ACROSS = [[115.01, 36.995], [115.01, 37.025]]


@pytest.fixture
def keeper(office: make.County) -> Caller:
    """A system that keeps the list of places; the village has a boundary."""
    edition = ShapeEdition(
        id=uuid7(make.AT), valid_from=date(2020, 1, 1), source="测", licence="自用", digest="0" * 64, loaded_at=make.AT
    )
    edition.save(force_insert=True)
    ring = tuple((round(lon * MICRO), round(lat * MICRO)) for lon, lat in SQUARE)
    x, y = ring[0]
    Shape.objects.create(edition=edition, path=make.VILLAGE, rings=packed((ring,)), x=x, y=y)
    return system("territory.manage")


def cells(caller: Caller) -> dict[str, str]:
    """The cells of the village: name and path."""
    found = caller.get(f"/grid/cells?village_path={make.VILLAGE}").body["cells"]
    return {one["place"]["name"]: one["place"]["path"] for one in found}


class TestCells:
    def test_are_drawn_split_and_merged_again(self, keeper: Caller) -> None:
        drawn = {"village_path": make.VILLAGE, "corners": SQUARE, "name": "第一网格"}
        assert keeper.post("/grid/cells/draw", drawn).status == 200
        (one,) = keeper.get(f"/grid/cells?village_path={make.VILLAGE}").body["cells"]
        assert sorted(one["corners"]) == sorted(SQUARE)
        halves = {"path": one["place"]["path"], "line": ACROSS, "left_name": "西格", "right_name": "东格"}
        assert keeper.post("/grid/cells/split", halves).status == 200
        held = cells(keeper)
        assert set(held) == {"西格", "东格"}

        whole = {"path": held["西格"], "other_path": held["东格"], "name": "大格"}
        assert keeper.post("/grid/cells/merge", whole).status == 200

        assert set(cells(keeper)) == {"大格"}
        told = keeper.get(f"/grid/cells/history?village_path={make.VILLAGE}").body
        assert {"grid_cell.drawn", "grid_cell.split", "grid_cell.merged"} <= {step["kind"] for step in told}

    def test_are_changed_once_under_one_key(self, keeper: Caller) -> None:
        drawn = {"village_path": make.VILLAGE, "corners": SQUARE, "name": "第一网格"}

        done = [keeper.post("/grid/cells/draw", drawn, Idempotency_Key="k1").body["again"] for _ in range(2)]

        assert done == [False, True]
        assert len(cells(keeper)) == 1

    def test_refuse_corners_elsewhere_a_wrong_village_and_whoever_may_not(
        self, keeper: Caller, hotline: Caller
    ) -> None:
        drawn = {"village_path": make.VILLAGE, "corners": SQUARE, "name": "第一网格"}

        assert keeper.post("/grid/cells/draw", drawn | {"corners": [[37.0, 115.0]] * 4}).status == 422
        assert keeper.post("/grid/cells/draw", drawn | {"corners": SQUARE[:2]}).status == 422
        assert keeper.post("/grid/cells/draw", drawn | {"village_path": "139901/999/999/"}).status == 404
        assert hotline.post("/grid/cells/draw", drawn).status == 403
        assert keeper.get(f"/grid/cells?village_path={make.COUNTY}").status == 404
        assert system("cases.file").get(f"/grid/cells?village_path={make.VILLAGE}").status == 403


class TestContacts:
    def test_name_doors_without_one_and_nobody_else(self, office: make.County, hotline: Caller) -> None:
        clerk = system_actor(
            "setup", ["territory.manage", "territory.issue_cards", "directory.manage"], root=make.COUNTY
        )
        who = {"actor": clerk, "at": timezone.now()}
        doors = [territory.register_household(parent_path=make.VILLAGE, name=name, **who) for name in ("9号", "12号")]
        post = office.grid_worker.ref.id
        directory.appoint(post_id=post, role="household_contact", place_path=doors[0].path, **who)
        issuer, address = system("territory.issue_cards"), "/cards/contacts"

        found = {one["cards"]["path"]: one["with_contact"] for one in issuer.get(address).body}
        missing = issuer.get(f"{address}/missing?village_path={make.VILLAGE}").body

        assert found[make.VILLAGE] == 1
        assert [door["name"] for door in missing] == ["12号"]
        assert issuer.get(f"{address}/missing?village_path={make.COUNTY}").status == 404
        assert (
            hotline.get(address).status == hotline.get(f"{address}/missing?village_path={make.VILLAGE}").status == 403
        )


class TestWhatIsNotAsked:
    def test_is_one_list_with_its_sources(self, hotline: Caller) -> None:
        found = hotline.get("/grid/not-asked").body["not_asked"]

        assert found
        assert all(one["what"] and one["instead"] and one["source"] for one in found)
        assert system("cases.read").get("/grid/not-asked").status == 403


class TestWarnings:
    def test_name_places_and_matters(self, office: make.County) -> None:
        pile_up()

        found = system("insight.read").get("/grid/warnings").body

        assert found["says"]
        assert {make.VILLAGE} == {one["place_path"] for one in found["places"]}
        assert {132} == {one["matter"] for one in found["matters"]}
        assert {24} == {one["count"] for one in [*found["places"], *found["matters"]]}

    def test_are_for_whoever_reads_figures(self, hotline: Caller) -> None:
        assert hotline.get("/grid/warnings").status == 403


class TestSuggestions:
    def test_are_made_from_masked_words_and_write_nothing(self, hotline: Caller) -> None:
        found = hotline.post("/requests/suggest-matters", {"words": "村口的路灯坏了，电话13812345678。"})

        assert "路灯不亮" in {one["name"] for one in found.body}
        assert hotline.get("/cases").body["items"] == []
        assert system("cases.read").post("/requests/suggest-matters", {"words": "路灯坏了"}).status == 403

    def test_models_are_for_whoever_keeps_routing(self, hotline: Caller, office: make.County) -> None:
        keeper = system("cases.route")

        assert keeper.get("/suggestions/models").body == []
        assert keeper.get("/suggestions/compared?one=1&other=2").status == 404
        assert (
            hotline.get("/suggestions/models").status
            == hotline.get("/suggestions/compared?one=1&other=2").status
            == 403
        )


class TestWhatArrived:
    def test_is_listed_for_whoever_takes_in_the_whole_county(self, hotline: Caller, office: make.County) -> None:
        assert hotline.get("/incoming").body["items"] == []
        assert {"mail", "sms"} <= {one["key"] for one in hotline.get("/incoming/ways").body}
        assert hotline.get("/incoming?listed=waiting").status == 200
        assert system("cases.read").get("/incoming").status == system("cases.read").get("/incoming/ways").status == 403
