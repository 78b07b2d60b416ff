"""Loading the public code table: two real counties, a newer table, and broken files."""

from datetime import date
from typing import Any

import pytest
from django.utils.translation import override
from tests.territory.counties import AT, COUNTY, GAOYI, LATER, QINGHE, QINGLONG, TOWN, VILLAGE, keeper, load_qinghe

from minqing.kernel.access import system_actor
from minqing.kernel.errors import NotAllowed, NotFound
from minqing.kernel.ref import Ref
from minqing.kernel.tabular import TableUnreadable
from minqing.ledger.queries import facts_about
from minqing.territory import queries, service
from minqing.territory.service import DivisionsUnusable

pytestmark = pytest.mark.django_db


def load(text: str, **more: Any) -> Any:
    return service.load_divisions(data=text.encode(), actor=keeper(), at=LATER, **more)


class TestLoadDivisions:
    @pytest.mark.parametrize(
        ("file", "county", "rows", "towns", "villages"),
        [(GAOYI, "高邑县", 115, 5, 107), (QINGLONG, "青龙满族自治县", 434, 25, 406)],
        ids=["gaoyi", "qinglong"],
    )
    def test_loads_a_real_county_once(self, file: Any, county: str, rows: int, towns: int, villages: int) -> None:
        operator = system_actor("operator", ["territory.manage"])

        first = service.load_divisions(data=file.read_bytes(), actor=operator, at=AT)
        again = service.load_divisions(data=file.read_bytes(), actor=operator, at=AT)

        home = queries.county()
        assert home is not None
        assert home.name == county
        assert (first.added, first.refusals) == (rows, ())
        assert (again.added, again.changed, again.kept) == (0, 0, rows)
        assert len(queries.places_under(home.path, "township")) == towns
        assert len(queries.places_under(home.path, "village")) == villages

    def test_names_places_from_the_county_down(self) -> None:
        load_qinghe()

        village = queries.place(VILLAGE)
        assert (village.name, village.official_name, village.code) == ("柳河村", "柳河村民委员会", "139901101203")
        assert village.full_name == "青禾县 清源镇 柳河村"
        assert queries.place(COUNTY).full_name == "青禾县"
        assert queries.place("13/").name == "河北省"

    def test_leaves_one_fact_a_division(self) -> None:
        load_qinghe()

        (fact,) = facts_about(Ref("division", "139901101203"))
        assert (fact.kind, fact.place_path) == ("division.opened", VILLAGE)
        assert fact.data == {"level": 5, "division": "139901101203"}

    def test_renames_without_overwriting(self) -> None:
        load_qinghe()

        report = load(QINGHE.replace("柳河村民", "新柳村民"))

        assert (report.added, report.renamed, report.closed) == (0, 1, 0)
        village = queries.place(VILLAGE)
        assert (village.name, village.valid_from) == ("新柳村", date(2026, 9, 3))
        assert {fact.kind for fact in facts_about(Ref("division", "139901101203"))} == {
            "division.opened",
            "division.renamed",
        }

    def test_corrects_a_name_on_its_first_day_in_place(self) -> None:
        load_qinghe()

        service.load_divisions(data=QINGHE.replace("柳河村民", "新柳村民").encode(), actor=keeper(), at=AT)

        assert queries.place(VILLAGE).name == "新柳村"

    def test_closes_what_is_gone_and_still_knows_it(self) -> None:
        load_qinghe()

        report = load(QINGHE.replace("139901101204,上湾村民委员会,139901101000,village,220\n", ""))

        assert report.closed == 1
        assert queries.place("139901/101/204/").closed_on == date(2026, 9, 3)
        assert "上湾村" not in [place.name for place in queries.divisions()]

    def test_keeps_each_place_there_ever_was_once_as_it_is_or_was_last(self) -> None:
        load_qinghe()
        renamed = QINGHE.replace("柳河村民", "新柳村民")
        load(renamed)
        load(renamed.replace("139901101204,上湾村民委员会,139901101000,village,220\n", ""))

        found = queries.places_ever("139901/101/", "village")

        assert [(one.name, one.closed_on is None) for one in found] == [("新柳村", True), ("上湾村", False)]

    def test_never_uses_a_code_again(self) -> None:
        load_qinghe()
        load(QINGHE.replace("139901101204,上湾村民委员会,139901101000,village,220\n", ""))

        with pytest.raises(DivisionsUnusable):
            load(QINGHE)

    def test_says_what_it_would_do_and_does_nothing(self) -> None:
        report = load(QINGHE, dry_run=True)

        assert (report.added, report.dry_run) == (8, True)
        assert queries.county() is None

    def test_does_not_close_half_a_county_by_accident(self) -> None:
        service.load_divisions(data=GAOYI.read_bytes(), actor=system_actor("operator", ["territory.manage"]), at=AT)
        half = "\n".join(GAOYI.read_text().splitlines()[:60])
        operator = system_actor("operator", ["territory.manage"])

        with pytest.raises(DivisionsUnusable):
            service.load_divisions(data=half.encode(), actor=operator, at=LATER)

        report = service.load_divisions(data=half.encode(), actor=operator, at=LATER, close_many=True)
        assert report.closed == 56

    def test_keeps_one_county_a_database(self) -> None:
        load_qinghe()

        for root in ("", COUNTY):
            operator = system_actor("operator", ["territory.manage"], root=root)
            with pytest.raises(DivisionsUnusable):
                service.load_divisions(data=GAOYI.read_bytes(), actor=operator, at=LATER)

    def test_says_line_by_line_what_is_wrong(self) -> None:
        with override("en"):
            report = load(
                QINGHE
                + "1399011022,井,,village,\n139901102202,,,village,\n139901103201,孤村民委员会,,village,\n"
                + "139901101203,别名村民委员会,,village,\n139901102203,好村民委员会,,village,9999\n"
                + "130127100201,外县村民委员会,,village,\n"
            )

        assert [refusal.number for refusal in report.refusals] == [10, 11, 12, 13, 14, 15]
        with override("en"):
            assert str(report.refusals[0]) == "Line 10: “1399011022” is no 12-digit division code."
        assert report.added == 8

    @pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030"])
    def test_reads_office_files_with_chinese_heads(self, encoding: str) -> None:
        text = QINGHE.replace("code,name,parent_code,level,urban_rural_code", "区划代码,名称,上级,级别,城乡分类代码")

        report = service.load_divisions(data=text.encode(encoding), actor=keeper(), at=AT)

        assert (report.added, report.refusals) == (8, ())

    @pytest.mark.parametrize(
        ("text", "error"),
        [
            ("code,name\n139901101203,柳河村\n", DivisionsUnusable),
            ("code,name\n139901000000,一县\n139902000000,二县\n", DivisionsUnusable),
            ("a,b\n1,2\n", TableUnreadable),
            ("", TableUnreadable),
        ],
    )
    def test_refuses_what_is_no_county(self, text: str, error: type[Exception]) -> None:
        with pytest.raises(error):
            load(text)

    def test_is_for_those_who_keep_the_whole_county(self) -> None:
        with pytest.raises(NotFound):
            service.load_divisions(data=QINGHE.encode(), actor=keeper(TOWN), at=AT)
        with pytest.raises(NotAllowed):
            service.load_divisions(data=QINGHE.encode(), actor=keeper(COUNTY, "territory.issue_cards"), at=AT)
        assert queries.county() is None
