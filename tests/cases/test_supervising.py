"""Supervision, and stepping back."""

from datetime import timedelta

import pytest
from tests.factories import cases as make

from minqing.cases import queries, service
from minqing.cases.access import CaseNotFound
from minqing.directory import queries as directory
from minqing.kernel.errors import Refused

AT = make.AT
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.mark.django_db
class TestSupervise:
    def test_asks_the_unit_for_an_answer_by_a_day(self, who: make.County) -> None:
        made = make.in_hand(who)

        service.supervise(number=made.number, actor=who.overseer, at=AT + DAY, words="为何还没修？")

        card = queries.case_card(made.number, actor=who.water, at=AT + DAY)
        assert card.supervisions[0].due_at.isoformat() == "2026-09-09T10:00:00+00:00"
        assert "answer_supervision" in {verb.key for verb in card.verbs}
        assert [line.number for line in queries.desk(who.water, queue="supervised", at=AT).items] == [made.number]
        assert make.owed(made.number, "case.supervised") == {"cases.tell_holder"}
        with pytest.raises(Refused):
            service.supervise(number=made.number, actor=who.overseer, at=AT + DAY, words="再问。")

    def test_is_answered_late_one_second_after_its_day(self, who: make.County) -> None:
        first, second = make.in_hand(who), make.in_hand(who)
        for made in (first, second):
            service.supervise(number=made.number, actor=who.overseer, at=AT + DAY, words="为何还没修？")
        due = make.row(first.number).supervisions.get().due_at

        answer = {"actor": who.water, "words": "明天就修。"}
        service.answer_supervision(number=first.number, at=due, **answer)
        service.answer_supervision(number=second.number, at=due + timedelta(seconds=1), **answer)

        assert make.last(first.number, "case.supervision_answered")["late"] == 0
        assert make.last(second.number, "case.supervision_answered")["late"] == 1
        with pytest.raises(Refused):
            service.answer_supervision(number=first.number, at=due, **answer)


@pytest.mark.django_db
class TestRecuseSelf:
    def test_hides_the_request_from_the_post_from_then_on(self, who: make.County) -> None:
        made = make.in_hand(who)

        service.recuse_self(number=made.number, actor=who.water, at=AT + DAY, ground="kinship")

        again = directory.actor_for_post(who.water.ref.id)
        with pytest.raises(CaseNotFound):
            queries.case_card(made.number, actor=again, at=AT + DAY)
        assert not queries.desk(again, queue="unit", at=AT + DAY).items
        assert make.row(made.number).holder == ""
        with pytest.raises(Refused):
            service.recuse_self(number=made.number, actor=who.water_head, at=AT + DAY, ground="mood")
