"""What everybody may read of a request: released one by one, in the office's words, cut to the village."""

from datetime import timedelta
from typing import Any

import pytest
from tests.factories import cases as make

from minqing.cases import queries, service
from minqing.cases.access import CaseNotFound
from minqing.cases.codes import By
from minqing.cases.releasing import queries as public
from minqing.cases.releasing import service as releasing
from minqing.cases.releasing.records import ReleasedCase, ReleaseFilters
from minqing.kernel.errors import NotFound, Refused

AT, DAY, HOUR = make.AT, timedelta(days=1), timedelta(hours=1)
LATER = AT + 3 * DAY
WORDS = "村口一盏路灯不亮"
TOWNSHIP = "139901/101/"
pytestmark = pytest.mark.django_db


def told(**asked: Any) -> list[ReleasedCase]:
    return public.released_page(ReleaseFilters(**asked), at=LATER)


def release(who: make.County, number: str, words: str = WORDS, **more: Any) -> str:
    return releasing.release(number=number, actor=who.intake, at=AT + 2 * DAY, words=words, **more)


def many(count: int = 30) -> None:
    """So many requests of the village that one of them tells nobody apart."""
    for _ in range(count):
        make.registered(at=AT - DAY)


class TestRelease:
    def test_tells_words_of_its_own_with_place_matter_days_state_and_unit(self, who: make.County) -> None:
        many()
        made = make.in_hand(who)

        release(who, made.number)

        [one] = told()
        assert (one.number, one.words, one.answer) == (made.number, WORDS, "")
        assert (one.place_path, one.place_name) == (make.VILLAGE, "青禾县 清源镇 柳河村")
        assert (one.matter_number, one.unit_name, one.is_open, one.late) == (101, "县水务局", True, False)
        assert one.asked_at == AT
        assert "王秀兰" not in str(one)
        assert "住3组" not in str(one)
        assert make.last(made.number, "case.released") == {"matter": 101, "again": 0}

    def test_tells_of_a_village_with_few_requests_only_its_township(self, who: make.County) -> None:
        many(28)
        made = make.in_hand(who)

        release(who, made.number)

        assert [one.place_path for one in told()] == [TOWNSHIP]

    def test_tells_of_a_village_with_thirty_in_a_year(self, who: make.County) -> None:
        many(29)
        made = make.in_hand(who)

        release(who, made.number)

        assert [one.place_path for one in told()] == [make.VILLAGE]

    def test_again_puts_other_words_in_their_place(self, who: make.County) -> None:
        made = make.closed(who)
        release(who, made.number)

        release(who, made.number, answer="灯泡已经换好。")

        assert [(one.words, one.answer, one.is_open) for one in told()] == [(WORDS, "灯泡已经换好。", False)]
        assert make.last(made.number, "case.released")["again"] == 1

    def test_is_read_by_the_resident_in_her_history(self, who: make.County) -> None:
        made = make.in_hand(who)
        release(who, made.number)

        history = queries.receipt_page(made.receipt, at=LATER).history

        assert WORDS in [line.words for line in history if line.kind == "case.released"]

    @pytest.mark.parametrize(
        "words",
        [
            "王秀兰反映路灯不亮",
            "请联系13800001234",
            "柳河西巷12号门前路灯不亮",
            "密级：秘密 路灯",
            "有人要跳楼",
            "村口的路灯坏了三天，晚上走路看不见",
            "",
            "灯" * 301,
        ],
    )
    def test_refuses_names_numbers_doors_secrets_danger_and_her_own_words(self, who: make.County, words: str) -> None:
        made = make.in_hand(who)

        with pytest.raises(Refused) as refused:
            release(who, made.number, words)

        assert refused.value.field == "words"
        assert told() == []
        assert "case.released" not in make.kinds(made.number)

    def test_refuses_an_answer_that_would_be_masked(self, who: make.County) -> None:
        made = make.closed(who)

        with pytest.raises(Refused) as refused:
            release(who, made.number, answer="已与王秀兰本人联系，电话13800001234")

        assert refused.value.field == "answer"

    @pytest.mark.parametrize(
        "filed",
        [
            {"about_org_path": make.ROADS},
            {"words": "我不想活了，路灯也没人修"},
            {"words": "老公天天打我，路灯也没人修"},
            {"words": "孩子被打得满身伤痕"},
            {"words": "学校门口路灯不亮", "child": "guardian"},
        ],
        ids=["about a unit", "suicide", "violence", "child in danger", "about a child"],
    )
    def test_refuses_requests_of_which_nothing_is_ever_told(self, who: make.County, filed: dict[str, Any]) -> None:
        made = make.registered(**filed)
        service.accept(number=made.number, actor=who.intake, at=AT + HOUR, matter_number=101)

        with pytest.raises(Refused):
            release(who, made.number)

        assert told() == []

    def test_refuses_what_nobody_has_accepted(self, who: make.County) -> None:
        with pytest.raises(Refused):
            release(who, make.registered().number)

    def test_refuses_whoever_may_not(self, who: make.County) -> None:
        made = make.in_hand(who)

        with pytest.raises(CaseNotFound):
            releasing.release(number=made.number, actor=who.water, at=LATER, words=WORDS)


class TestWhatHappensAfterwards:
    def test_hides_it_once_it_is_about_a_unit(self, who: make.County) -> None:
        made = make.in_hand(who)
        release(who, made.number)

        service.bar_unit(number=made.number, actor=who.overseer, at=LATER, about_org_path=make.ROADS)

        assert told() == []

    def test_hides_it_once_somebody_was_put_under_pressure(self, who: make.County) -> None:
        made = make.in_hand(who)
        release(who, made.number)

        service.report_pressure(receipt=made.receipt, words="叫我撤诉", at=LATER)

        assert told() == []

    def test_hides_it_once_she_took_it_back(self, who: make.County) -> None:
        made = make.in_hand(who)
        release(who, made.number)

        service.withdraw_case(receipt=made.receipt, at=LATER)

        assert told() == []


class TestWithdrawRelease:
    def test_tells_nothing_any_more(self, who: make.County) -> None:
        made = make.in_hand(who)
        release(who, made.number)

        releasing.withdraw_release(number=made.number, actor=who.overseer, at=LATER, words="写得太细")

        assert told() == []
        with pytest.raises(NotFound):
            public.released(made.number, at=LATER)
        assert make.last(made.number, "case.release_withdrawn")["by"] == By.OFFICE

    def test_refuses_what_is_not_public(self, who: make.County) -> None:
        with pytest.raises(Refused):
            releasing.withdraw_release(number=make.in_hand(who).number, actor=who.intake, at=LATER, words="写错了")

    def test_refuses_whoever_may_not(self, who: make.County) -> None:
        made = make.in_hand(who)
        release(who, made.number)

        with pytest.raises(CaseNotFound):
            releasing.withdraw_release(number=made.number, actor=who.roads, at=LATER, words="写错了")
        assert len(told()) == 1


class TestTakeDown:
    def test_ends_it_on_the_residents_receipt_for_good(self, who: make.County) -> None:
        made = make.in_hand(who)
        release(who, made.number)
        assert queries.receipt_page(made.receipt, at=LATER).is_public

        releasing.take_down(receipt=made.receipt, at=LATER)

        assert told() == []
        assert not queries.receipt_page(made.receipt, at=LATER).is_public
        assert make.last(made.number, "case.release_withdrawn")["by"] == By.RESIDENT
        with pytest.raises(Refused):
            release(who, made.number)

    def test_refuses_what_is_not_public(self, who: make.County) -> None:
        with pytest.raises(Refused):
            releasing.take_down(receipt=make.in_hand(who).receipt, at=LATER)


class TestOffers:
    def test_offers_only_what_may_be_done(self, who: make.County) -> None:
        plain, barred = make.in_hand(who), make.in_hand(who)
        service.bar_unit(number=barred.number, actor=who.overseer, at=AT + DAY, about_org_path=make.ROADS)

        def offered(number: str) -> set[str]:
            card = queries.case_card(number, actor=who.intake, at=LATER)
            return {verb.key for verb in card.verbs} & {"release", "withdraw_release"}

        assert offered(plain.number) == {"release"}
        assert offered(barred.number) == set()
        release(who, plain.number)
        assert offered(plain.number) == {"release", "withdraw_release"}


class TestWeekOfPlace:
    def test_lists_what_was_asked_done_and_late(self, who: make.County) -> None:
        many()
        asked, done = make.in_hand(who), make.closed(who)
        for made in (asked, done):
            release(who, made.number)

        this = public.week_of_place(make.VILLAGE, day=AT.date(), at=LATER)
        long_after = AT + 60 * DAY
        then = public.week_of_place(make.VILLAGE, day=long_after.date(), at=long_after)

        assert (this.counts, then.counts) == ((2, 1, 0), (0, 0, 1))
        page = public.part_of_week(then, "late", at=long_after)
        assert [(one.number, one.late) for one in page.items] == [(asked.number, True)]
        assert len(public.part_of_week(this, "asked", at=LATER, size=1).items) == 1
        assert public.part_of_week(this, "asked", at=LATER, size=1).next

    def test_shows_the_township_of_a_village_with_few(self, who: make.County) -> None:
        made = make.in_hand(who)
        release(who, made.number)

        week = public.week_of_place(make.VILLAGE, day=AT.date(), at=LATER)

        assert (week.asked_for, week.place_path, week.counts[0]) == (make.VILLAGE, TOWNSHIP, 1)

    def test_asks_as_often_for_many_as_for_one(self, who: make.County, django_assert_max_num_queries: Any) -> None:
        for _ in range(3):
            release(who, make.in_hand(who).number)

        with django_assert_max_num_queries(3):
            assert len(told()) == 3


class TestFilters:
    def test_leave_out_what_is_not_asked_for(self, who: make.County) -> None:
        here, there = make.in_hand(who), make.closed(who, place_path=make.OTHER_VILLAGE)
        for made in (here, there):
            release(who, made.number)

        assert [one.number for one in told(is_open=True)] == [here.number]
        assert [one.number for one in told(is_open=False)] == [there.number]
        assert [one.number for one in told(place_path="139901/102/")] == [there.number]
        assert told(matters=(132,)) == []
        assert told(start=AT + DAY) == []
        assert told(end=AT) == []
        assert [one.number for one in public.released_by_number([here.number, "x", "2026-999999"], at=LATER)] == [
            here.number
        ]
