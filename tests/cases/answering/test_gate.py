"""The look at an answer before it is sent: what it doubts, what it lets through, and the way on."""

import csv
from datetime import date, timedelta
from typing import Any

import pytest
from tests.factories import cases as make

from minqing.cases import queries, service
from minqing.cases.answering import vouchers
from minqing.cases.answering.gate import WORDINGS, doubts_of, wordings_of
from minqing.cases.answering.giving import AnswerDoubted
from minqing.cases.codes import Outcome
from minqing.cases.doubts import Doubt
from minqing.cases.models import Case

AT = make.AT
DAY = timedelta(days=1)
LONG = "路灯的灯头和线路都已经换新，昨晚八点到现场看过，三盏都亮。"


def answer(who: make.County, number: str, text: str, *, outcome: str = "handled", **more: Any) -> None:
    answers = {str(demand.id): text for demand in make.row(number).demands.all()}
    service.reply(number=number, actor=who.water, at=AT + DAY, outcome=outcome, answers=answers, **more)


def doubted(who: make.County, number: str, text: str, **more: Any) -> list[Doubt]:
    with pytest.raises(AnswerDoubted) as refused:
        answer(who, number, text, **more)
    return [doubt.kind for doubt in refused.value.doubts]


@pytest.mark.django_db
class TestReply:
    @pytest.mark.parametrize("phrase", ["路灯的事已转相关部门处理。", "路灯问题正在积极协调，请耐心等待。"])
    def test_doubts_a_phrase_that_says_nothing_and_marks_the_sentence(self, who: make.County, phrase: str) -> None:
        made = make.in_hand(who)

        assert doubted(who, made.number, f"您好。{phrase}") == [Doubt.EMPTY_PHRASE]
        assert make.row(made.number).state == "handling"
        assert "case.replied" not in make.kinds(made.number)

    def test_doubts_an_answer_that_speaks_of_something_else(self, who: make.County) -> None:
        made = make.in_hand(who)

        assert doubted(who, made.number, "自来水费按月收取。") == [Doubt.NOT_MENTIONED]

    def test_doubts_silence_about_a_danger(self, who: make.County) -> None:
        made = make.in_hand(who, words="村口闻到很浓的煤气味，路灯也坏了。")

        assert doubted(who, made.number, "路灯换好了，味道也没有了。") == [Doubt.DANGER_IGNORED]
        answer(who, made.number, "路灯换好了。燃气公司到场检测，没有泄漏，味道来自下水道，已疏通。")

    def test_doubts_the_same_words_as_another_request_but_not_short_ones(self, who: make.County) -> None:
        first, second, third, fourth = (make.in_hand(who) for _ in range(4))
        answer(who, first.number, LONG)

        assert doubted(who, second.number, LONG.replace("，", "、")) == [Doubt.SAME_ANSWER]
        answer(who, third.number, "路灯好了。")
        answer(who, fourth.number, "路灯好了。")

    def test_doubts_words_that_speak_against_the_outcome(self, who: make.County) -> None:
        first, second = make.in_hand(who), make.in_hand(who)

        assert doubted(who, first.number, "路灯已修好。", outcome="explained") == [Doubt.WRONG_OUTCOME]
        assert doubted(who, second.number, "路灯暂时无法修。") == [Doubt.WRONG_OUTCOME]
        answer(who, second.number, "路灯暂时无法修。", outcome="not_now", not_now_until=date(2026, 12, 1))

    def test_doubts_a_missing_voucher_where_the_matter_asks_for_one(
        self, who: make.County, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(vouchers, "_asked", [lambda case: "修好以后的照片"])
        made = make.in_hand(who)

        assert doubted(who, made.number, "路灯换好了。") == [Doubt.NO_VOUCHER]
        answer(who, made.number, "路灯要到春天换，因为要挖开路面。", outcome="explained")

    def test_sends_it_as_it_is_with_a_reason_that_is_kept(self, who: make.County) -> None:
        made = make.in_hand(who)

        answer(who, made.number, "路灯的事已转相关部门处理。", as_is="供电公司今天就修，已电话说过。")

        assert make.row(made.number).state == "replied"
        assert make.last(made.number, "case.sent_as_is") == {"matter": 101, "doubt": Doubt.EMPTY_PHRASE, "doubts": 1}
        assert "今天就修" in repr(queries.case_card(made.number, actor=who.verifier, at=AT).history)
        assert "今天就修" not in repr(queries.receipt_page(made.receipt, at=AT))

    def test_keeps_no_reason_where_nothing_was_doubted(self, who: make.County) -> None:
        made = make.in_hand(who)

        answer(who, made.number, "路灯换好了。", as_is="无")

        assert make.row(made.number).replies.get().as_is == ""
        assert "case.sent_as_is" not in make.kinds(made.number)

    def test_wants_a_reason_and_not_only_blanks(self, who: make.County) -> None:
        made = make.in_hand(who)

        assert doubted(who, made.number, "路灯：高度重视。", as_is="  ") == [Doubt.EMPTY_PHRASE]

    def test_lets_a_part_be_done(self, who: make.County) -> None:
        made = make.in_hand(who)

        answer(who, made.number, "两盏路灯换好了，第三盏要等灯杆。", outcome="partly")

        assert make.last(made.number, "case.replied")["outcome"] == Outcome.PARTLY
        page = queries.receipt_page(made.receipt, at=AT + DAY)
        assert page.replies[0].outcome == "partly"


class TestWordings:
    def test_each_stands_in_its_example_and_each_empty_one_names_its_rule(self) -> None:
        with WORDINGS.open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))

        assert [row["wording"] for row in rows if row["wording"] not in row["example"]] == []
        assert [row["wording"] for row in rows if row["kind"] == "empty" and not row["source"]] == []
        assert {row["kind"] for row in rows} == {"empty", "done", "undone", "safety"}
        assert len(wordings_of("empty")) == len(set(wordings_of("empty"))) > 20

    @pytest.mark.django_db
    def test_let_an_answer_with_who_what_and_when_pass(self) -> None:
        asked = {(1, "路灯坏了三天"): "供电所周三上午换好了三盏路灯，夜里看过都亮。"}

        assert doubts_of(Case(), outcome=Outcome.HANDLED, answers=asked, words="") == ()
