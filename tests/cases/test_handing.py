"""Handing a request to a colleague, and what lies with whom."""

from datetime import timedelta

import pytest
from tests.cases.test_notices import channels, deliver, told  # noqa: F401  # the fixture works by its name
from tests.factories import cases as make

from minqing.cases import queries as cases
from minqing.cases import service
from minqing.cases.access import CaseNotFound
from minqing.cases.working import queries
from minqing.kernel.errors import MoveNotAllowed, Refused

AT = make.AT
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.mark.django_db
class TestHandTo:
    def test_moves_it_to_the_colleague_who_is_told(self, who: make.County) -> None:
        made = make.in_hand(who)

        service.hand_to(
            number=made.number, actor=who.water, at=AT + DAY, post_id=who.water_head.ref.id, words="我去培训三天。"
        )

        assert make.row(made.number).holder == str(who.water_head.ref)
        assert [line.number for line in cases.desk(who.water_head, queue="mine", at=AT).items] == [made.number]
        assert make.last(made.number, "case.handed_over")["post"] == str(who.water_head.ref)
        assert "我去培训三天。" in cases.case_card(made.number, actor=who.water, at=AT).history[-1].words
        deliver(AT + 2 * DAY)
        assert "cases.tell_holder" in told(who.water_head)

    def test_is_refused_to_another_unit_to_nobody_and_to_who_holds_it(self, who: make.County) -> None:
        made = make.in_hand(who)

        for post in (who.roads.ref.id, "no-such-post", who.water.ref.id):
            with pytest.raises(Refused):
                service.hand_to(number=made.number, actor=who.water, at=AT + DAY, post_id=post)

    def test_is_refused_to_who_stepped_back(self, who: make.County) -> None:
        made = make.in_hand(who)
        service.recuse_self(number=made.number, actor=who.water_head, at=AT + DAY, ground="kinship")

        with pytest.raises(Refused):
            service.hand_to(number=made.number, actor=who.water, at=AT + DAY, post_id=who.water_head.ref.id)

    def test_waits_until_it_is_in_hand_and_is_the_units_own(self, who: make.County) -> None:
        made = make.dispatched(who)
        with pytest.raises(MoveNotAllowed):
            service.hand_to(number=made.number, actor=who.water, at=AT + DAY, post_id=who.water_head.ref.id)

        with pytest.raises(CaseNotFound):
            service.hand_to(number=made.number, actor=who.roads, at=AT + DAY, post_id=who.roads.ref.id)


@pytest.mark.django_db
class TestLoad:
    def test_counts_what_lies_with_each_post_by_age(self, who: make.County) -> None:
        make.in_hand(who)
        make.in_hand(who, at=AT - 9 * DAY)
        late = make.in_hand(who, at=AT - 20 * DAY)
        service.hand_to(number=late.number, actor=who.water, at=AT, post_id=who.water_head.ref.id)
        make.dispatched(who, at=AT - 5 * DAY)

        found = queries.load(who.water_head, at=AT + HOUR * 3)

        assert [(line.post, line.open, line.ages) for line in found] == [
            ("经办岗", 2, (1, 0, 1, 0)),
            ("负责人", 1, (0, 0, 0, 1)),
            ("", 1, (0, 1, 0, 0)),
        ]
        assert [line.late for line in found] == [1, 1, 0]
        assert {line.unit_name for line in found} == {"县水务局"}

    def test_is_for_heads_alone(self, who: make.County) -> None:
        make.in_hand(who)

        assert queries.load(who.water, at=AT) == ()
        assert queries.load(who.overseer, at=AT + HOUR) == ()  # her own unit has none
