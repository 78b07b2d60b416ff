"""Extra questions of a matter: set by the county, checked at filing, masked, shown to whoever handles it."""

from typing import Any

import pytest
from tests.factories import cases as make

from minqing.cases import queries, service
from minqing.cases.models import CaseAnswer
from minqing.kernel.errors import NotAllowed, NotFound, Refused
from minqing.ledger.models import Fact

AT = make.AT


def ask(who: make.County, code: str, datatype: str = "string", **more: Any) -> None:
    """The keeper lets street lamps ask something."""
    what: dict[str, Any] = {"matter_number": 132, "code": code, "label": f"问{code}", "datatype": datatype}
    service.set_question(**what | more, actor=who.keeper, at=AT)


def said(number: str) -> dict[str, str]:
    return {row.code: row.text for row in CaseAnswer.objects.filter(case=make.row(number))}


@pytest.mark.django_db
class TestSetQuestion:
    def test_is_asked_in_its_order_and_changed_by_its_code(self, who: make.County) -> None:
        ask(who, "pole")
        ask(who, "since", "datetime", required=True)
        ask(who, "kind", "singlevaluelist", choices=["off=全灭", "blink=闪", "其他"], order=1)
        ask(who, "pole", label="灯杆编号")

        found = queries.questions_of(132)
        assert [(one.code, one.order, one.required) for one in found] == [
            ("kind", 1, False), ("since", 2, True), ("pole", 3, False),
        ]  # fmt: skip
        assert found[0].choices == (("off", "全灭"), ("blink", "闪"), ("其他", "其他"))
        assert found[2].label == "灯杆编号"
        assert (queries.questions_of(101), queries.questions_of(None)) == ((), ())
        assert Fact.objects.filter(kind="matter.described", d2=132).count() == 4

    def test_is_asked_no_more_and_answers_stay(self, who: make.County) -> None:
        ask(who, "pole")
        made = make.registered(matter_number=132, answers={"pole": "A12"})
        service.retire_question(matter_number=132, code="pole", actor=who.keeper, at=AT)

        assert queries.questions_of(132) == ()
        assert said(made.number) == {"pole": "A12"}
        with pytest.raises(NotFound):
            service.retire_question(matter_number=132, code="pole", actor=who.keeper, at=AT)

    def test_refuses_what_nobody_could_answer(self, who: make.County) -> None:
        for wrong in (
            {"code": "灯杆"},
            {"datatype": "photo"},
            {"datatype": "singlevaluelist"},
            {"datatype": "multivaluelist", "choices": ["a=甲", "a=乙"]},
            {"label": " "},
        ):
            with pytest.raises(Refused):
                ask(who, **{"code": "pole"} | wrong)  # type: ignore[arg-type]
        with pytest.raises(NotFound):
            ask(who, "pole", matter_number=999)
        with pytest.raises(NotAllowed):
            service.set_question(matter_number=132, code="pole", label="杆", datatype="string", actor=who.intake, at=AT)
        for number in range(12):
            ask(who, f"q{number}")
        with pytest.raises(Refused):
            ask(who, "one_more")
        assert len(queries.questions_of(132)) == 12


@pytest.mark.django_db
class TestAnswers:
    def test_are_checked_read_and_shown(self, who: make.County) -> None:
        ask(who, "pole")
        ask(who, "lamps", "number")
        ask(who, "since", "datetime")
        ask(who, "kind", "singlevaluelist", choices=["off=全灭", "blink=闪"])
        ask(who, "near", "multivaluelist", choices=["school=学校", "clinic=卫生室", "road=路口"])
        answers = {
            "pole": "A12",
            "lamps": "３",
            "since": "2026-09-01T20:15",
            "kind": "blink",
            "near": ["road", "school"],
        }

        made = make.registered(matter_number=132, answers=answers)

        card = queries.case_card(made.number, actor=who.intake, at=AT)
        assert [(one.label, one.text) for one in card.answers] == [
            ("问pole", "A12"), ("问lamps", "3"), ("问since", "2026-09-01 20:15"),
            ("问kind", "闪"), ("问near", "路口、学校"),
        ]  # fmt: skip
        assert card.answers[4].value == "road\nschool"
        assert queries.receipt_page(made.receipt, at=AT).answers == card.answers

    def test_hide_what_words_hide_and_the_vault_keeps_it(self, who: make.County) -> None:
        ask(who, "who", "text")
        made = make.registered(matter_number=132, name="王秀兰", answers={"who": "找王秀兰，13800001234"})

        text = said(made.number)["who"]
        assert "王秀兰" not in text
        assert "13800001234" not in text

    def test_are_struck_with_the_words_when_it_is_accepted(self, who: make.County) -> None:
        ask(who, "pole")
        made = make.registered(matter_number=132, answers={"pole": "老槐树对面"})
        service.accept(number=made.number, actor=who.intake, at=AT, mask_more=["老槐树"])

        assert "老槐树" not in said(made.number)["pole"]

    def test_are_searched(self, who: make.County) -> None:
        ask(who, "pole")
        made = make.registered(matter_number=132, answers={"pole": "戏台西侧灯杆"})

        found = queries.search(who.intake, "戏台西侧", at=AT)
        assert [one.line.number for one in found.items] == [made.number]

    def test_name_a_danger_as_words_do(self, who: make.County) -> None:
        ask(who, "more", "text")

        assert make.registered(matter_number=132, answers={"more": "闻到煤气味"}).danger

    @pytest.mark.parametrize(
        ("answers", "field"),
        [
            ({}, "answer_since"),
            ({"since": "昨天"}, "answer_since"),
            ({"since": "2026-09-01", "lamps": "三盏"}, "answer_lamps"),
            ({"since": "2026-09-01", "lamps": "NaN"}, "answer_lamps"),
            ({"since": "2026-09-01", "kind": "dark"}, "answer_kind"),
            ({"since": "2026-09-01", "kind": ["off", "blink"]}, "answer_kind"),
            ({"since": "2026-09-01", "pole": "长" * 201}, "answer_pole"),
            ({"since": "2026-09-01", "colour": "红"}, "answer_colour"),
        ],
    )
    def test_that_do_not_fit_are_refused_at_their_question(
        self, who: make.County, answers: dict[str, Any], field: str
    ) -> None:
        ask(who, "since", "datetime", required=True)
        ask(who, "lamps", "number")
        ask(who, "kind", "singlevaluelist", choices=["off=全灭", "blink=闪"])
        ask(who, "pole")

        with pytest.raises(Refused) as refusal:
            make.registered(matter_number=132, answers=answers)
        assert refusal.value.field == field
        assert not CaseAnswer.objects.exists()

    def test_without_a_matter_nothing_is_asked_and_nothing_answered(self, who: make.County) -> None:
        ask(who, "since", "datetime", required=True)

        make.registered()
        with pytest.raises(Refused):
            make.registered(answers={"since": "2026-09-01"})

    def test_required_ones_may_stay_open_where_nobody_sees_a_form(self, who: make.County) -> None:
        ask(who, "since", "datetime", required=True)
        assert make.registered(matter_number=132, channel="import", actor=who.intake).number

    def test_sent_again_are_told_apart(self, who: make.County) -> None:
        ask(who, "kind", "singlevaluelist", choices=["off=全灭", "blink=闪"])
        token = {"submission_token": "one-token", "matter_number": 132}
        make.registered(answers={"kind": "off"}, **token)

        same, other = (make.registered(answers={"kind": kind}, **token) for kind in ("off", "blink"))
        assert (same.again, same.changed, other.again, other.changed) == (True, False, True, True)


@pytest.mark.django_db
class TestDescribe:
    def test_says_what_belongs_to_a_matter(self, who: make.County) -> None:
        keeper = {"matter_number": 132, "actor": who.keeper, "at": AT}
        service.set_duties(duties=["维护路灯｜城市道路照明条例第九条", "抢修 | 县政发〔2025〕3号"], **keeper)
        service.describe_matter(evidence="照片", evidence_why="看清哪一盏", not_of_grid=True, **keeper)

        card = queries.matter_card(132, actor=who.intake)
        assert [duty.source for duty in card.duties] == ["城市道路照明条例第九条", "县政发〔2025〕3号"]
        assert (card.evidence, card.evidence_needed, card.not_of_grid) == ("照片", False, True)

    def test_refuses_papers_without_a_reason_and_duties_without_a_source(self, who: make.County) -> None:
        keeper = {"matter_number": 132, "actor": who.keeper, "at": AT}
        for wrong in ({"evidence": "身份证"}, {"evidence": "身份证、户口本", "evidence_why": "核对"}):
            with pytest.raises(Refused):
                service.describe_matter(**wrong, **keeper)  # type: ignore[arg-type]
        for duties in (["维护路灯"], ["｜条例"], ["维护｜条例"] * 13, ["长" * 201 + "｜条例"]):
            with pytest.raises(Refused):
                service.set_duties(duties=duties, **keeper)  # type: ignore[arg-type]
        assert not Fact.objects.filter(kind="matter.described").exists()


@pytest.mark.django_db
class TestMatterTree:
    def test_counts_what_the_reader_may_see_and_finds_by_sound(self, who: make.County) -> None:
        make.registered(matter_number=132)
        make.dispatched(who)

        tree = {branch.name: branch.open_requests for branch in queries.matter_tree(actor=who.intake)}
        assert (tree["道路交通"], tree["水电气暖"]) == (1, 1)
        assert {branch.name: branch.open_requests for branch in queries.matter_tree(actor=who.water)}["道路交通"] == 0
        for word in ("路灯", "ld", "street", "灯坏"):
            found = queries.matter_tree(actor=who.intake, word=word)
            names = {leaf.name for top in found for below in top.branches for leaf in below.leaves}
            assert "路灯不亮" in names
            assert len(names) < 12
        (only,) = queries.matter_tree(actor=who.water, open_only=True)
        assert (only.name, only.matters) == ("水电气暖", 1)
        assert queries.matter_tree(actor=who.intake, word="没有这样的事") == ()
        with pytest.raises(NotFound):
            queries.matter_card(999, actor=who.intake)
