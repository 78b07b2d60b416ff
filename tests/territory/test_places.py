"""Grid cells, lanes and households: drawn, registered, renamed, closed, imported."""

from typing import Any

import pytest
from tests.territory.counties import (
    AT,
    COUNTY,
    LATER,
    NEIGHBOUR,
    TOWN,
    VILLAGE,
    keeper,
    load_qinghe,
    village_with_doors,
)

from minqing.kernel.errors import NotAllowed, NotFound, Refused
from minqing.kernel.ref import Ref
from minqing.ledger.queries import facts_about
from minqing.territory import queries, service
from minqing.territory.service import UnableToRegister
from minqing.territory.service.imports import ListOfPeople

pytestmark = pytest.mark.django_db


class TestDrawGridCell:
    def test_gives_the_next_number_a_code_and_a_fact(self) -> None:
        load_qinghe()

        first = service.draw_grid_cell(
            village_path=VILLAGE, name="第1网格", scope_words="河东各巷", actor=keeper(), at=AT
        )
        second = service.draw_grid_cell(village_path=VILLAGE, name="集市", dedicated=True, actor=keeper(TOWN), at=AT)

        assert (first.path, first.code, first.scope_words) == (f"{VILLAGE}g001/", "139901101203001", "河东各巷")
        assert (second.code, second.dedicated) == ("139901101203002", True)
        assert second.full_name == "青禾县 清源镇 柳河村 集市"
        (fact,) = facts_about(Ref("grid_cell", second.id))
        assert fact.data == {"dedicated": 1, "cell": "139901101203002"}

    @pytest.mark.parametrize(
        "wrong",
        [{"name": " "}, {"name": "x" * 61}, {"serial": 0}, {"serial": 1000}, {"serial": 1}, {"village_path": TOWN},
         {"name": "张三13812345678"}, {"scope_words": "13812345678"}],
    )  # fmt: skip
    def test_refuses_what_is_no_cell(self, wrong: dict[str, Any]) -> None:
        load_qinghe()
        service.draw_grid_cell(village_path=VILLAGE, name="第1网格", actor=keeper(), at=AT)

        with pytest.raises(UnableToRegister):
            service.draw_grid_cell(**{"village_path": VILLAGE, "name": "第2网格", **wrong}, actor=keeper(), at=AT)

        assert len(queries.places_under(VILLAGE, "grid_cell")) == 1

    def test_is_hidden_from_the_neighbour(self) -> None:
        load_qinghe()

        with pytest.raises(NotFound):
            service.draw_grid_cell(village_path=VILLAGE, name="一", actor=keeper(NEIGHBOUR), at=AT)
        with pytest.raises(NotAllowed):
            service.draw_grid_cell(village_path=VILLAGE, name="一", actor=keeper(COUNTY, "cases.read"), at=AT)


class TestRegisterHousehold:
    def test_makes_a_door_with_an_immutable_id_and_no_name_of_anybody(self) -> None:
        (door, _other) = village_with_doors()

        assert door.path.startswith(f"{VILLAGE}g001/b")
        assert door.path.split("/")[-2].startswith("h")
        assert door.full_name == "青禾县 清源镇 柳河村 第1网格 柳河西巷 1号"
        assert [fact.kind for fact in facts_about(Ref("household", door.id))] == ["household.registered"]

    def test_needs_no_name(self) -> None:
        load_qinghe()

        assert service.register_household(parent_path=VILLAGE, actor=keeper(), at=AT).name == ""

    @pytest.mark.parametrize("name", ["13812345678", "138-1234-5678", "110101199003078515", "x\x07y"])
    def test_refuses_numbers_of_persons(self, name: str) -> None:
        load_qinghe()

        with pytest.raises(UnableToRegister):
            service.register_household(parent_path=VILLAGE, name=name, actor=keeper(), at=AT)

    def test_does_not_lie_in_a_township_or_in_another_household(self) -> None:
        door = village_with_doors(1)[0]

        for above in (TOWN, door.path):
            with pytest.raises(UnableToRegister):
                service.register_household(parent_path=above, actor=keeper(), at=AT)


class TestRenamePlace:
    def test_keeps_the_path(self) -> None:
        door = village_with_doors(1)[0]

        renamed = service.rename_place(path=door.path, name="东头第一家门", actor=keeper(), at=LATER)

        assert (renamed.path, renamed.name) == (door.path, "东头第一家门")
        assert facts_about(Ref("household", door.id))[-1].kind == "place.renamed"

    def test_leaves_divisions_to_their_table(self) -> None:
        load_qinghe()

        with pytest.raises(UnableToRegister):
            service.rename_place(path=VILLAGE, name="新村", actor=keeper(), at=LATER)


class TestClosePlace:
    def test_takes_a_door_off_the_list(self) -> None:
        door = village_with_doors(1)[0]

        closed = service.close_place(path=door.path, actor=keeper(), at=LATER)

        assert closed.closed_on is not None
        assert queries.places_under(VILLAGE, "household") == ()
        with pytest.raises(NotFound):
            service.close_place(path=door.path, actor=keeper(), at=LATER)

    def test_is_refused_while_something_hangs_there(self) -> None:
        door = village_with_doors(1)[0]
        service.issue_card(village_path=VILLAGE, household_path=door.path, actor=keeper(), at=AT)

        for path in (f"{VILLAGE}g001/", door.path, VILLAGE):
            with pytest.raises(UnableToRegister):
                service.close_place(path=path, actor=keeper(), at=LATER)


CELLS = "村代码,序号,网格名称,范围\n139901101203,1,第1网格,河东\n139901101203,,第2网格,河西\n139901101203,004,市场,\n"
DOORS = (
    "网格代码,街巷,门牌\n139901101203001,柳河西巷,1号\n139901101203001,柳河西巷,2号\n"
    "139901101203,,村东独户\n139901101203001,柳河西巷,1号\n"
)


class TestImportGridCells:
    def test_draws_them_once(self) -> None:
        load_qinghe()

        first = service.import_grid_cells(data=CELLS.encode("gb18030"), actor=keeper(), at=AT)
        again = service.import_grid_cells(
            data=CELLS.replace(",,第2网格", ",2,第2网格").encode(), actor=keeper(), at=LATER
        )

        assert (first.added, again.added, again.kept) == (3, 0, 3)
        codes = [cell.code[-3:] for cell in queries.places_under(VILLAGE, "grid_cell")]
        assert codes == ["001", "002", "004"]

    def test_says_line_by_line_what_is_wrong_and_keeps_to_its_reach(self) -> None:
        load_qinghe()
        more = (
            "139901999999,1,无村,\n139901101204,x,坏号,\n139901101204,2,,\n139901102201,1,邻乡,\n139901101204,0,零,\n"
        )

        report = service.import_grid_cells(data=(CELLS + more).encode(), actor=keeper(TOWN), at=AT)

        assert [refusal.number for refusal in report.refusals] == [5, 6, 7, 8, 9]
        assert report.added == 3


class TestImportHouseholds:
    def test_registers_doors_with_their_lanes_once(self) -> None:
        load_qinghe()
        service.import_grid_cells(data=CELLS.encode(), actor=keeper(), at=AT)

        dry = service.import_households(data=DOORS.encode(), actor=keeper(), at=AT, dry_run=True)
        first = service.import_households(data=DOORS.encode("utf-8-sig"), actor=keeper(), at=AT)
        again = service.import_households(data=DOORS.encode(), actor=keeper(), at=LATER)

        assert (dry.added, dry.dry_run) == (3, True)
        assert (first.added, first.kept, again.added, again.kept) == (3, 1, 0, 4)
        assert [lane.name for lane in queries.places_under(VILLAGE, "building")] == ["柳河西巷"]
        assert len(queries.places_under(VILLAGE, "household")) == 3

    @pytest.mark.parametrize("head", ["户主姓名", "联系电话", "身份证号", "手机"])
    def test_refuses_a_list_of_people_whole(self, head: str) -> None:
        load_qinghe()
        text = f"网格代码,街巷,门牌,{head}\n139901101203,,1号,张三\n"

        with pytest.raises(ListOfPeople):
            service.import_households(data=text.encode(), actor=keeper(), at=AT)

        assert queries.places_under(VILLAGE, "household") == ()

    def test_says_line_by_line_what_is_wrong(self) -> None:
        load_qinghe()
        text = "网格代码,街巷,门牌\n139901101203999,,1号\n139901101203,,\n139901101203,,张三 13812345678\n"

        report = service.import_households(data=text.encode(), actor=keeper(), at=AT)

        assert [refusal.number for refusal in report.refusals] == [2, 3, 4]
        assert report.added == 0

    @pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"a,b\n1,2\n"])
    def test_refuses_what_is_no_table(self, data: bytes) -> None:
        with pytest.raises(Refused):
            service.import_households(data=data, actor=keeper(), at=AT)
