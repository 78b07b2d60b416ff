"""What the clock says beside the stages: orders and reports of pressure past their day, and clocks that stand still."""

from datetime import timedelta

import pytest
from tests.cases.test_notices import channels, deliver, told  # noqa: F401  # the fixture works by its name
from tests.factories import cases as make

from minqing.cases import queries, service, ticking
from minqing.cases.folding import differences
from minqing.directory.models import Notice
from minqing.kernel.times import day_of
from minqing.rulebook import service as rulebook

AT = make.AT
SECOND, HOUR, DAY = timedelta(seconds=1), timedelta(hours=1), timedelta(days=1)


def levels(number: str, kind: str) -> list[int]:
    return [fact.data["level"] for fact in make.facts_about(make.row(number).ref) if fact.kind == kind]


def every_day(first: int, last: int) -> None:
    for day in range(first, last + 1):
        ticking.tick(AT.replace(day=day))


@pytest.mark.django_db
class TestOrders:
    def ordered(self, who: make.County, number: str) -> None:
        service.supervise(number=number, actor=who.overseer, at=AT + DAY, words="为何还没修？")

    def test_are_asked_after_once_and_then_at_the_overseers(self, who: make.County) -> None:
        made = make.in_hand(who)
        self.ordered(who, made.number)  # due on Wednesday 9 September

        ticking.tick(AT.replace(day=9))
        assert levels(made.number, "case.supervision_reminded") == []
        every_day(10, 18)

        assert levels(made.number, "case.supervision_reminded") == [2, 3]
        deliver(AT.replace(day=19))
        assert "cases.tell_order_overdue" in told(who.water)
        assert "cases.tell_order_overdue" in told(who.overseer)

    def test_are_asked_after_in_working_hours_only(self, who: make.County) -> None:
        made = make.in_hand(who)
        self.ordered(who, made.number)

        ticking.tick(AT.replace(day=9, hour=14))

        assert levels(made.number, "case.supervision_reminded") == []

    def test_are_quiet_once_answered(self, who: make.County) -> None:
        made = make.in_hand(who)
        self.ordered(who, made.number)
        service.answer_supervision(number=made.number, actor=who.water, at=AT + DAY + HOUR, words="明天就修。")

        every_day(10, 18)

        assert levels(made.number, "case.supervision_reminded") == []

    def test_are_not_escaped_by_closing_the_request(self, who: make.County) -> None:
        made = make.closed(who)
        other = make.replied(who)
        self.ordered(who, other.number)
        service.verify(number=other.number, actor=who.verifier, at=AT + 2 * DAY, result="done", words="看过。")
        service.close(number=other.number, actor=who.verifier, at=AT + 2 * DAY + HOUR)

        ticking.tick(AT.replace(day=10))
        assert levels(other.number, "case.supervision_reminded") == [2]
        card = queries.case_card(other.number, actor=who.water, at=AT.replace(day=10))
        assert "answer_supervision" in {verb.key for verb in card.verbs}
        service.answer_supervision(number=other.number, actor=who.water, at=AT.replace(day=10), words="缺配件。")

        assert make.last(other.number, "case.supervision_answered")["late"] == 1
        assert levels(made.number, "case.supervision_reminded") == []
        assert list(differences(make.row(other.number))) == []

    def test_are_asked_after_at_intake_while_no_unit_holds_the_request(self, who: make.County) -> None:
        made = make.registered()
        self.ordered(who, made.number)

        ticking.tick(AT.replace(day=10))
        deliver(AT.replace(day=11))

        assert "cases.tell_order_overdue" in told(who.intake)


@pytest.mark.django_db
class TestReportsOfPressure:
    def test_are_asked_after_once_urgently_and_then_at_the_overseers(self, who: make.County) -> None:
        made = make.in_hand(who)
        service.report_pressure(receipt=made.receipt, words="有人叫我撤诉。", at=AT + DAY)  # due on Tuesday 8

        every_day(4, 14)

        assert levels(made.number, "pressure.reminded") == [2, 3]
        deliver(AT.replace(day=15))
        told_desk = Notice.objects.filter(post_id=who.pressure.ref.id, recipe="cases.tell_pressure_overdue")
        assert told_desk.filter(urgent=True).exists()
        assert "cases.tell_pressure_overdue" in told(who.overseer)
        assert "cases.tell_pressure_overdue" not in told(who.water) + told(who.water_head)

    def test_are_quiet_once_taken_up(self, who: make.County) -> None:
        made = make.in_hand(who)
        service.report_pressure(receipt=made.receipt, words="有人叫我撤诉。", at=AT + DAY)
        report = queries.pressure_reports(who.pressure, at=AT + DAY)[0]
        service.acknowledge_pressure(report_id=report.id, actor=who.pressure, at=AT + DAY + HOUR)

        every_day(7, 14)

        assert levels(made.number, "pressure.reminded") == []


@pytest.mark.django_db
class TestClocksThatStandStill:
    def test_remind_unit_and_overseer_as_often_as_the_rule_says(self, who: make.County) -> None:
        made = make.in_hand(who)
        make.suspend(who, made.number, at=AT + 3 * HOUR)
        rulebook.set_rule(rule_id="MQ-PAUSE", value=3, effective_from=day_of(AT), actor=who.keeper, at=AT)

        every_day(4, 8)
        assert levels(made.number, "case.reminded") == []
        every_day(9, 14)

        assert levels(made.number, "case.reminded") == [4, 4]
        deliver(AT.replace(day=15))
        assert "cases.tell_reminded" in told(who.water)
        assert "cases.tell_reminded" in told(who.overseer)

    def test_are_quiet_when_the_work_goes_on(self, who: make.County) -> None:
        made = make.in_hand(who)
        make.suspend(who, made.number, at=AT + 3 * HOUR, reason="parts", words="等货。")
        service.resume(number=made.number, actor=who.water, at=AT + DAY)
        service.withdraw_case(receipt=made.receipt, at=AT + DAY)

        every_day(4, 30)

        assert 4 not in levels(made.number, "case.reminded")

    def test_stand_on_the_overseers_page_the_longest_first(self, who: make.County) -> None:
        first, second, running = make.in_hand(who), make.in_hand(who), make.in_hand(who)
        make.suspend(who, second.number, at=AT + 3 * HOUR)
        make.suspend(who, first.number, at=AT + 4 * HOUR)

        page = queries.oversight(who.overseer, at=AT + DAY, start=day_of(AT), end=day_of(AT + 2 * DAY))

        assert [line.number for line in page.standing] == [second.number, first.number]
        assert running.number not in {line.number for line in page.standing}
