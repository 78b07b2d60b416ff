"""A unit's no is no answer before an office of another unit agrees."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils.translation import override
from tests.cases.test_notices import channels, deliver, told  # noqa: F401  # the fixture works by its name
from tests.factories import cases as make

from minqing.cases import queries, service, ticking
from minqing.cases.access import CaseNotFound
from minqing.cases.models import Refusal
from minqing.kernel.errors import NotAllowed, Refused

AT = make.AT
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
NO = "路灯在小区里，归业主共有，由物业维修。"


def says_no(who: make.County, *, outcome: str = "not_within_duty", **more: Any) -> Any:
    made = make.in_hand(who, **more)
    answers = {str(demand.id): NO for demand in make.row(made.number).demands.all()}
    service.reply(number=made.number, actor=who.water, at=AT + 3 * HOUR, outcome=outcome, answers=answers)
    return made


def decide(number: str, actor: Any, decision: str, *, at: Any = AT + 5 * HOUR) -> None:
    service.decide_refusal(number=number, actor=actor, at=at, decision=decision, words="清单里没有，物业合同里有。")


@pytest.mark.django_db
class TestAsking:
    @pytest.mark.parametrize("outcome", ["not_within_duty", "unreasonable"])
    def test_is_no_answer_and_the_clock_runs_on(self, who: make.County, outcome: str) -> None:
        made = says_no(who, outcome=outcome)

        case = make.row(made.number)
        assert (case.state, case.answered_at, case.paused_at) == ("handling", None, None)
        assert "case.replied" not in make.kinds(made.number)
        assert "case.refusal_asked" in make.kinds(made.number)
        assert NO not in repr(queries.receipt_page(made.receipt, at=AT + 4 * HOUR))
        card = queries.case_card(made.number, actor=who.overseer, at=AT + 4 * HOUR)
        assert card.refusal
        assert card.refusal.answers[0].answer == NO

    def test_waits_once(self, who: make.County) -> None:
        made = says_no(who)
        answers = {str(demand.id): NO for demand in make.row(made.number).demands.all()}

        with pytest.raises(Refused):
            service.reply(
                number=made.number, actor=who.water, at=AT + DAY, outcome="unreasonable", answers=answers, words=""
            )

    def test_ends_when_the_unit_answers_otherwise(self, who: make.County) -> None:
        made = says_no(who)

        make.reply(who, made.number, at=AT + DAY)

        assert Refusal.objects.get().state == "ended"
        assert "case.refusal_ended" in make.kinds(made.number)
        with pytest.raises(Refused):
            decide(made.number, who.overseer, "approve", at=AT + 2 * DAY)

    def test_tells_the_second_office_and_lists_it_there_alone(self, who: make.County) -> None:
        made = says_no(who)
        deliver(AT + 4 * HOUR)

        assert "cases.tell_second_office" in told(who.overseer)
        assert [line.number for line in queries.refusals_to_decide(who.overseer, at=AT).items] == [made.number]
        for actor in (who.water, who.water_head, who.roads, who.intake):
            assert not queries.refusals_to_decide(actor, at=AT).items


@pytest.mark.django_db
class TestDecideRefusal:
    def test_makes_it_the_answer_and_tells_who_agreed_and_how_to_object(self, who: make.County) -> None:
        made = says_no(who)

        decide(made.number, who.overseer, "approve")

        case = make.row(made.number)
        reply = case.replies.get()
        assert (case.state, reply.agreed_by, reply.by) == ("replied", "县督查室", str(who.water.ref))
        assert {"case.refusal_approved", "case.replied"} <= set(make.kinds(made.number))
        page = queries.receipt_page(made.receipt, at=AT + DAY)
        assert page.replies[0].agreed_by == "县督查室"
        assert page.replies[0].answers[0].answer == NO
        assert "物业合同" in repr(page.history)

    def test_sends_it_back_and_the_unit_goes_on(self, who: make.County) -> None:
        made = says_no(who)

        decide(made.number, who.overseer, "refuse")
        deliver(AT + DAY)

        assert make.row(made.number).state == "handling"
        assert "case.replied" not in make.kinds(made.number)
        assert "cases.tell_refuser" in told(who.water)
        assert "物业合同" not in repr(queries.receipt_page(made.receipt, at=AT + DAY))
        make.reply(who, made.number, at=AT + DAY)
        assert make.row(made.number).state == "replied"

    def test_is_not_for_the_unit_nor_for_whoever_had_a_hand_in_it(self, who: make.County) -> None:
        made = says_no(who)
        colleague = make.post(make.WATER, "科长", "赵科长", "cases.read", "cases.approve_refusal", org=make.COUNTY)
        stranger = make.post(make.ROADS, "科长", "韩科长", "cases.read")

        with pytest.raises(NotAllowed):
            decide(made.number, colleague, "approve")
        for actor in (who.water, stranger):
            with pytest.raises(CaseNotFound):
                decide(made.number, actor, "approve")
        assert "decide_refusal" not in {
            verb.key for verb in queries.case_card(made.number, actor=colleague, at=AT).verbs
        }
        assert "decide_refusal" in {
            verb.key for verb in queries.case_card(made.number, actor=who.overseer, at=AT).verbs
        }

    def test_wants_a_decision_and_a_reason(self, who: make.County) -> None:
        made = says_no(who)

        with pytest.raises(Refused):
            decide(made.number, who.overseer, "perhaps")
        with pytest.raises(Refused):
            service.decide_refusal(number=made.number, actor=who.overseer, at=AT, decision="approve", words=" ")
        with pytest.raises(Refused):
            decide(make.in_hand(who).number, who.overseer, "approve")
        assert Refusal.objects.get().state == "asked"

    def test_has_a_clock_of_its_own(self, who: make.County) -> None:
        made = says_no(who)

        ticking.tick(AT + 5 * DAY)  # Tuesday; asked on Thursday with two working days

        assert "case.refusal_reminded" in make.kinds(made.number)
        decide(made.number, who.overseer, "approve", at=AT + 5 * DAY)
        assert make.last(made.number, "case.refusal_approved")["late"] == 1

    def test_is_not_passed_by_at_closing(self, who: make.County) -> None:
        made = make.verified(who)

        for outcome in ("not_within_duty", "unreasonable"):
            with pytest.raises(Refused):
                service.close(number=made.number, actor=who.verifier, at=AT + 2 * DAY, outcome=outcome)

        assert make.row(made.number).state == "verified"

    def test_says_so_to_the_resident_in_plain_words(self, who: make.County) -> None:
        made = says_no(who)
        decide(made.number, who.overseer, "approve")

        with override("zh-hans"):
            titles = [str(line.title) for line in queries.receipt_page(made.receipt, at=AT + DAY).history]

        assert "核对过，同意这样答复，理由如下" in titles
