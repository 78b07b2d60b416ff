"""Following what is public: a receipt of one's own, and nothing else kept."""

from datetime import timedelta
from typing import Any

import pytest
from tests.factories import cases as make

from minqing.cases.access import ReceiptNotFound, get_case_by_receipt
from minqing.cases.following.queries import followed, same_in_village
from minqing.cases.following.service import follow
from minqing.cases.models import Follow
from minqing.cases.releasing import service as releasing
from minqing.kernel.errors import NotFound
from minqing.ledger.models import Fact

AT, DAY = make.AT, timedelta(days=1)
LATER = AT + 3 * DAY
pytestmark = pytest.mark.django_db


def public(who: make.County, words: str = "村口一盏路灯不亮", *, at: Any = AT, **changes: Any) -> str:
    made = make.in_hand(who, at=at, **changes)
    releasing.release(number=made.number, actor=who.intake, at=AT + 2 * DAY, words=words)
    return str(made.number)


def many() -> None:
    for _ in range(30):
        make.registered(at=AT - DAY)


def same(text: str = "别的事", *, place: str = make.VILLAGE, matters: Any = (101,)) -> list[str]:
    return [one.number for one in same_in_village(text, place_path=place, matters=lambda: matters, at=LATER)]


class TestWhatMayBeFollowed:
    def test_is_released_open_of_this_village_and_of_these_matters(self, who: make.County) -> None:
        many()
        number = public(who)
        make.in_hand(who)  # of the same matter, but not public

        assert same() == [number]
        assert same(matters=(132,)) == []
        assert same(place="139901/101/204/") == []
        assert same(place="139901/101/") == []

    def test_is_alike_by_its_public_words_as_well(self, who: make.County) -> None:
        many()
        number = public(who)

        assert same("我家旁边村口一盏路灯坏了", matters=()) == [number]
        assert same("村口有狗", matters=()) == []

    def test_is_three_at_most_and_the_newest_first(self, who: make.County) -> None:
        many()
        numbers = [public(who, at=AT + timedelta(minutes=n)) for n in range(4)]

        assert same() == numbers[:0:-1]

    def test_is_nothing_where_a_village_of_few_is_told_as_its_township(self, who: make.County) -> None:
        public(who)

        assert same() == []

    def test_is_nothing_that_was_taken_back(self, who: make.County) -> None:
        many()
        number = public(who)
        releasing.withdraw_release(number=number, actor=who.intake, at=LATER, words="写错了")

        assert same() == []


class TestFollowing:
    def test_gives_a_receipt_that_shows_what_is_public_and_opens_nothing_else(self, who: make.County) -> None:
        number = public(who)

        receipt = follow(number=number, submission_token="t" * 24, at=LATER)

        told = followed(receipt, at=LATER).told
        assert told is not None
        assert (told.number, told.words) == (number, "村口一盏路灯不亮")
        assert "晚上走路看不见" not in str(told)
        with pytest.raises(ReceiptNotFound):
            get_case_by_receipt(receipt)

    def test_is_a_fact_without_anything_personal_and_counted_once(self, who: make.County) -> None:
        number = public(who)

        first = follow(number=number, submission_token="t" * 24, at=LATER)
        again = follow(number=number, submission_token="t" * 24, at=LATER)
        other = follow(number=number, submission_token="u" * 24, at=LATER)

        assert first == again != other
        assert Follow.objects.count() == 2
        facts = Fact.objects.filter(kind="case.followed")
        assert facts.count() == 2
        assert make.last(number, "case.followed") == {"matter": 101}
        assert {fact.actor for fact in facts} == {"system:public"}
        assert first not in str(list(Follow.objects.values()))

    def test_never_gives_the_receipt_that_her_own_report_gets(self, who: make.County) -> None:
        number = public(who)
        receipt = follow(number=number, submission_token="t" * 24, at=LATER)

        assert make.registered(submission_token="t" * 24).receipt != receipt

    def test_refuses_what_is_not_public(self, who: make.County) -> None:
        made = make.in_hand(who)

        for number in (made.number, "2026-999999", "x"):
            with pytest.raises(NotFound):
                follow(number=number, submission_token="t" * 24, at=LATER)
        with pytest.raises(ReceiptNotFound):
            followed(made.receipt, at=LATER)
        with pytest.raises(ReceiptNotFound):
            followed("nonsense", at=LATER)

    def test_ends_with_the_release_and_comes_back_with_a_new_one(self, who: make.County) -> None:
        number = public(who)
        receipt = follow(number=number, submission_token="t" * 24, at=LATER)

        releasing.withdraw_release(number=number, actor=who.intake, at=LATER, words="写错了")
        assert followed(receipt, at=LATER).told is None
        releasing.release(number=number, actor=who.intake, at=LATER, words="村口路灯不亮", answer="周五修")

        told = followed(receipt, at=LATER).told
        assert told is not None
        assert told.answer == "周五修"
