"""Trees of matters from files: looked at first, published as versions, refused line by line."""

import pytest
from tests.factories import cases as make

from minqing.cases import queries, service
from minqing.cases.models import Matter, MatterClass, TreeVersion
from minqing.cases.records import TreeReport
from minqing.cases.service import import_matters
from minqing.kernel.errors import NotAllowed, Refused
from minqing.kernel.tabular import TableUnreadable
from minqing.ledger.models import Fact

AT = make.AT
LEVELS = """大类,大类代码,中类,中类代码,小类,小类代码,关键词
供用水,W,供水,W1,停水水压,water_supply,停水 没水
,,,,水管破裂,W103,爆管 水管
,,排水,W2,井盖缺损,manhole,井盖
道路,R,照明,R1,路灯不亮,street_light,路灯
"""
PARENTS = """代码,名称,上级代码
W,供用水,
W1,供水,W
W2,排水,W
R,道路,
R1,照明,R
water_supply,停水水压,W1
W103,水管破裂,W1
manhole,井盖缺损,W2
street_light,路灯不亮,R1
"""


def publish(who: make.County, text: str, *, encoding: str = "utf-8", **more: bool) -> TreeReport:
    """Publish a tree as the keeper of tables."""
    return import_matters(data=text.encode(encoding), actor=who.keeper, at=AT, **{"retire_many": True} | more)


def matter(code: str) -> Matter:
    found: Matter = Matter.objects.get(code=code)
    return found


@pytest.mark.django_db
class TestImportMatters:
    def test_keeps_numbers_gives_new_ones_and_retires_what_is_gone(self, who: make.County) -> None:
        report = publish(who, LEVELS)

        assert (report.version, report.classes, report.subclasses, report.matters) == (1, 2, 3, 4)
        assert (report.count("added"), report.count("moved"), report.count("retired")) == (1, 3, 66)
        assert (matter("water_supply").number, matter("W103").number) == (101, 1001)
        assert [(one.number, one.heading) for one in queries.matters()] == [
            (101, "供用水 › 供水"),
            (1001, "供用水 › 供水"),
            (105, "供用水 › 排水"),
            (132, "道路 › 照明"),
        ]
        assert matter("wage").retired

    def test_reads_a_code_with_its_parent_and_gb18030_to_the_same_tree(self, who: make.County) -> None:
        publish(who, LEVELS)

        again = publish(who, PARENTS, encoding="gb18030")

        assert (again.version, again.changes, again.refusals) == (0, (), ())

    def test_a_second_time_changes_nothing(self, who: make.County) -> None:
        publish(who, LEVELS)
        again = publish(who, LEVELS)

        assert (again.version, again.kept) == (0, 4)
        assert TreeVersion.objects.count() == 1

    def test_is_a_version_with_its_difference_and_one_fact(self, who: make.County) -> None:
        publish(who, LEVELS)
        renamed = LEVELS.replace("水管破裂", "水管爆裂").replace("照明,R1", "灯,R1").replace(",,排水,W2", ",,供水,W1")
        publish(who, renamed)

        newest, first = queries.tree_versions()
        changes = {(one.what, one.level, one.before, one.after) for one in queries.tree_version(2).changes}
        assert (first.number, newest.number, newest.renamed, newest.moved, newest.added) == (1, 2, 1, 1, 0)
        assert changes == {
            ("renamed", 3, "水管破裂", "水管爆裂"),
            ("renamed", 2, "照明", "灯"),
            ("moved", 3, "供用水 › 排水", "供用水 › 供水"),
            ("retired", 2, "", ""),
        }
        facts = Fact.objects.filter(kind="matter_tree.published").order_by("recorded_at")
        assert [fact.qty for fact in facts] == [4, 4]
        with pytest.raises(Refused):
            queries.tree_version(3)

    def test_brings_back_what_was_retired_under_its_old_number(self, who: make.County) -> None:
        publish(who, LEVELS)
        report = publish(who, LEVELS + "民生,P,劳动,P1,欠薪,wage,\n")

        assert report.count("back") == 1
        assert (matter("wage").number, matter("wage").retired) == (201, False)

    def test_without_codes_knows_a_matter_by_its_name_and_keeps_made_codes(self, who: make.County) -> None:
        plain = "大类,中类,小类\n供用水,供水,停水水压\n,,水表被盗\n"
        report = publish(who, plain)
        again = publish(who, plain)

        assert matter("water_supply").group == "供用水"
        assert report.count("added") == 1
        assert again.changes == ()
        assert all(one.code.startswith("c") for one in MatterClass.objects.filter(retired=False))

    def test_a_matter_may_lie_right_below_its_class(self, who: make.County) -> None:
        publish(who, "大类,中类,小类,代码\n其他,,其他,other\n")

        assert [(one.group, one.subclass) for one in queries.matters()] == [("其他", "")]

    def test_sets_the_countys_own_row_of_routing_and_what_belongs_to_a_matter(self, who: make.County) -> None:
        head = LEVELS.replace("关键词", "主管单位,时限规则,职责,依据,证明材料,材料用途,不得要求网格")
        text = head.replace(
            "water_supply,停水 没水", "water_supply,县水务局,,负责供水,供水条例第五条,水费单,核对户号,是"
        )
        lines = [line if line.count(",") > 10 else line.rsplit(",", 1)[0] + "," * 7 for line in text.splitlines()[1:]]
        text = "\n".join([text.splitlines()[0], *lines])
        publish(who, text)

        card = queries.matter_card(101, actor=who.intake)
        assert (card.unit_path, card.rule_id) == (make.WATER, "HL-04")
        assert [(duty.text, duty.source) for duty in card.duties] == [("负责供水", "供水条例第五条")]
        assert (card.evidence, card.evidence_needed, card.not_of_grid) == ("水费单", False, True)
        assert publish(who, text).changes == ()

    def test_a_trial_says_all_of_it_and_writes_nothing(self, who: make.County) -> None:
        before = [one.name for one in queries.matters()]
        report = publish(who, LEVELS, dry_run=True)

        assert (report.version, report.count("added")) == (0, 1)
        assert [one.name for one in queries.matters()] == before
        assert not TreeVersion.objects.exists()

    def test_once_published_what_ships_changes_nothing_any_more(self, who: make.County) -> None:
        publish(who, LEVELS)

        assert service.load_matters() == 4
        assert len(queries.matters()) == 4


@pytest.mark.django_db
class TestRefusals:
    @pytest.mark.parametrize(
        ("text", "number", "words"),
        [
            ("大类,中类,小类\n,,路灯\n", 2, "大类"),
            ("大类,中类,小类\n道路,照明,\n", 2, "没有名称"),
            ("大类,中类,小类,代码\n道路,照明,路灯,L\n道路,照明,灯杆,L\n", 3, "L"),
            ("大类,中类,小类\n道路,照明,路灯\n道路,照明,路灯\n", 3, "路灯"),
            ("大类,大类代码,中类,小类\n道路,R,照明,路灯\n供水,R,管网,漏水\n", 3, "R"),
            (f"大类,中类,小类\n道路,照明,{'长' * 41}\n", 2, "40"),
            ("代码,名称,上级代码\nL,路灯,X\n", 2, "X"),
            ("代码,名称,上级代码\nL,路灯,\n", 2, "大类"),
            ("代码,名称,上级代码\nA,甲,B\nB,乙,A\n", 2, "三级"),
            ("代码,名称,上级代码\nA,甲,\nB,乙,A\nC,丙,B\nD,丁,C\n", 5, "三级"),
            ("大类,中类,小类,主管单位\n道路,照明,路灯,月球局\n", 2, "月球局"),
            ("大类,中类,小类,主管单位,时限规则\n道路,照明,路灯,县交通局,XX-9\n", 2, "时限"),
            ("大类,中类,小类,时限规则\n道路,照明,路灯,HL-04\n", 2, "主管单位"),
            ("大类,中类,小类,职责\n道路,照明,路灯,修灯\n", 2, "依据"),
            ("大类,中类,小类,证明材料\n道路,照明,路灯,照片\n", 2, "材料用途"),
            ("大类,中类,小类,原代码\n道路,照明,路灯,never\n", 2, "never"),
            (
                "大类,中类,小类,代码,原代码\n道路,照明,路灯,street_light,\n道路,照明,灯杆,P,street_light\n",
                3,
                "street_light",
            ),
        ],
    )
    def test_each_wrong_line_is_named_and_nothing_is_written(
        self, who: make.County, text: str, number: int, words: str
    ) -> None:
        report = publish(who, text)

        assert number in {refusal.number for refusal in report.refusals}
        assert words in "".join(map(str, report.refusals))
        assert not TreeVersion.objects.exists()

    def test_a_file_that_is_no_tree_is_refused_as_a_whole(self, who: make.County) -> None:
        for text in ("名称\n路灯\n", "大类,中类,小类\n", "a,b\n1,2\n"):
            with pytest.raises(TableUnreadable):
                publish(who, text)

    def test_half_a_file_retires_nothing_by_a_slip(self, who: make.County) -> None:
        with pytest.raises(Refused, match="66"):
            publish(who, LEVELS, retire_many=False)
        assert publish(who, LEVELS, retire_many=False, dry_run=True).blocked
        assert not TreeVersion.objects.exists()

    def test_only_whoever_routes_in_the_whole_county_publishes(self, who: make.County) -> None:
        town = make.post(make.CENTRE, "镇规则岗", "吕规则", "cases.route", place="139901/101/")
        for actor in (town, who.intake):
            with pytest.raises(NotAllowed):
                import_matters(data=LEVELS.encode(), actor=actor, at=AT)


@pytest.mark.django_db
class TestLargeTree:
    def test_reads_six_hundred_matters(self, who: make.County) -> None:
        lines = [f"大类{i % 14},中类{i % 99},小类{i},X{i:04}" for i in range(600)]
        report = publish(who, "\n".join(["大类,中类,小类,代码", *sorted(lines)]))

        assert (report.refusals, report.matters, len(queries.matters())) == ((), 600, 600)
