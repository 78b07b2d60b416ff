"""What the unit does with a request in its hands."""

from datetime import date, timedelta

import pytest
from django.utils.translation import override
from tests.factories import cases as make

from minqing.cases import queries, service
from minqing.kernel.errors import Conflict, Refused

AT = make.AT
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.mark.django_db
class TestNote:
    def test_is_read_by_the_office_and_never_by_the_resident(self, who: make.County) -> None:
        made = make.in_hand(who)

        service.note(number=made.number, actor=who.water, at=AT + 3 * HOUR, words="配件库房没有。")

        assert "配件库房" in repr(queries.case_card(made.number, actor=who.water, at=AT).history)
        assert "配件库房" not in repr(queries.receipt_page(made.receipt, at=AT))


@pytest.mark.django_db
class TestContact:
    def test_logs_how_and_whether_the_resident_was_reached(self, who: make.County) -> None:
        made = make.in_hand(who)
        log = {"number": made.number, "actor": who.water, "means": "phone", "words": "约好明天上门。"}

        service.contact(at=AT + 3 * HOUR, reached=False, **log)
        assert not make.row(made.number).contacted
        service.contact(at=AT + 4 * HOUR, reached=True, **log)

        assert make.row(made.number).contacted
        assert make.last(made.number, "case.contacted") == {"matter": 101, "means": 1, "reached": 1}

    def test_refuses_an_unknown_way(self, who: make.County) -> None:
        made = make.in_hand(who)

        with pytest.raises(Refused):
            service.contact(number=made.number, actor=who.water, at=AT, means="dream", words="梦见")


@pytest.mark.django_db
class TestAskResident:
    def test_lets_the_clock_stand_still_until_the_answer(self, who: make.County) -> None:
        made = make.in_hand(who)
        promised = make.row(made.number).due_at

        friday = AT + DAY
        service.ask_resident(number=made.number, actor=who.water, at=friday, question="是哪一盏灯？")
        assert make.row(made.number).state == "asking"
        page = queries.receipt_page(made.receipt, at=friday + HOUR)
        assert page.questions[0].question == "是哪一盏灯？"
        assert page.clock.tone == "paused"
        service.answer_question(
            receipt=made.receipt,
            words="东头第二盏，电话13900001111。",
            at=friday + 3 * DAY,
            question_id=page.questions[0].id,
        )

        case = make.row(made.number)
        assert (case.state, case.paused_at) == ("handling", None)
        assert case.due_at == promised + DAY  # the clock stood still at the end of one working day
        assert "13900001111" not in case.questions.get().answer
        assert make.last(made.number, "case.answered")["answered"] == 1
        assert make.owed(made.number, "case.asked") == {"cases.tell_resident"}

    def test_goes_on_without_an_answer_when_the_unit_resumes(self, who: make.County) -> None:
        made = make.in_hand(who)
        service.ask_resident(number=made.number, actor=who.water, at=AT + 3 * HOUR, question="是哪一盏灯？")

        service.resume(number=made.number, actor=who.water, at=AT + 5 * HOUR)

        assert make.row(made.number).state == "handling"
        assert make.last(made.number, "case.answered")["answered"] == 0
        told = queries.receipt_page(made.receipt, at=AT + 5 * HOUR).history[-1]
        assert str(told.title) == "没有等到回话，继续办理"  # nobody puts words into her mouth
        with pytest.raises(Refused):
            service.answer_question(receipt=made.receipt, words="晚了", at=AT + 6 * HOUR)

    def test_refuses_the_answer_to_an_older_question(self, who: make.County) -> None:
        made = make.in_hand(who)
        service.ask_resident(number=made.number, actor=who.water, at=AT + 3 * HOUR, question="是哪一盏灯？")

        with pytest.raises(Conflict):
            service.answer_question(receipt=made.receipt, words="东头", at=AT + 4 * HOUR, question_id="another")
        assert make.row(made.number).state == "asking"


@pytest.mark.django_db
class TestSuspend:
    def test_moves_the_promise_openly_by_the_days_it_stood_still(self, who: make.County) -> None:
        made = make.in_hand(who)
        before = make.row(made.number).due_at

        make.suspend(who, made.number, at=AT + DAY, reason="parts", words="等灯头到货。")
        service.resume(number=made.number, actor=who.water, at=AT + 4 * DAY)

        case = make.row(made.number)
        assert case.due_at > before
        assert make.last(made.number, "case.promise_changed")["reason"] == 3
        page = queries.receipt_page(made.receipt, at=AT + 5 * DAY)
        assert [change[1] for change in page.promise.changes] == [case.due_at]
        with override("zh-hans"):
            words = str(queries.receipt_page(made.receipt, at=AT + 5 * DAY).apology)
        assert words.endswith("中间暂停过计时，原因是：等配件或材料。")
        assert "对不起" not in words

    def test_speaks_to_her_of_what_she_asked_for(self, who: make.County) -> None:
        made = make.in_hand(who)
        make.suspend(who, made.number, at=AT + DAY, reason="resident_away", words="下月再说。")
        service.resume(number=made.number, actor=who.water, at=AT + 4 * DAY)

        with override("zh-hans"):
            words = str(queries.receipt_page(made.receipt, at=AT + 5 * DAY).apology)

        assert words.endswith("原因是：您要求缓一缓。")

    def test_moves_nothing_within_one_day(self, who: make.County) -> None:
        made = make.in_hand(who)
        before = make.row(made.number).due_at

        make.suspend(who, made.number, at=AT + 3 * HOUR, reason="weather", words="暴雨。")
        service.resume(number=made.number, actor=who.water, at=AT + 4 * HOUR)

        assert make.row(made.number).due_at == before
        assert "case.promise_changed" not in make.kinds(made.number)


@pytest.mark.django_db
class TestReply:
    def test_answers_every_demand_and_waits_to_be_verified(self, who: make.County) -> None:
        made = make.in_hand(who)

        make.reply(who, made.number, at=AT + DAY)

        case = make.row(made.number)
        assert (case.state, case.stage, case.stage_path) == ("replied", 5, make.CENTRE)
        assert make.last(made.number, "case.replied")["late"] == 0
        assert make.owed(made.number, "case.replied") == {"cases.tell_verifier", "cases.tell_resident"}
        assert queries.receipt_page(made.receipt, at=AT + DAY).replies[0].answers[0].answer == "已经换好了灯泡。"

    def test_refuses_to_leave_a_demand_without_answer(self, who: make.County) -> None:
        made = make.registered()
        service.accept_and_dispatch(
            number=made.number, actor=who.intake, at=AT + HOUR, matter_number=101, demands=["修好", "说明时间"]
        )
        service.acknowledge(number=made.number, actor=who.water, at=AT + 2 * HOUR)
        first, second = make.row(made.number).demands.order_by("number")
        reply = {"number": made.number, "actor": who.water, "at": AT + DAY, "outcome": "handled"}

        for answers in ({}, {str(first.id): "修好了"}, {str(first.id): "修好了", str(second.id): "  "}, {"x": "y"}):
            with pytest.raises(Refused):
                service.reply(answers=answers, **reply)

        assert make.row(made.number).state == "handling"
        assert "case.replied" not in make.kinds(made.number)

    def test_says_late_one_second_after_the_promise_and_not_at_it(self, who: make.County) -> None:
        first, second = make.in_hand(who), make.in_hand(who)
        due = make.row(first.number).due_at

        make.reply(who, first.number, at=due)
        make.reply(who, second.number, at=due + timedelta(seconds=1))

        assert make.last(first.number, "case.replied")["late"] == 0
        assert make.last(second.number, "case.replied")["late"] == 1
        assert "case.became_overdue" in make.kinds(second.number)
        assert "case.became_overdue" not in make.kinds(first.number)

    def test_never_lets_a_unit_say_solved(self, who: make.County) -> None:
        made = make.in_hand(who)

        with pytest.raises(Refused):
            make.reply(who, made.number, at=AT + DAY, outcome="solved")

    def test_wants_a_day_for_not_now(self, who: make.County) -> None:
        made = make.in_hand(who)

        for until in (None, date(2026, 9, 4), date(2026, 1, 1)):
            with pytest.raises(Refused):
                make.reply(who, made.number, at=AT + DAY, outcome="not_now", not_now_until=until)
        make.reply(who, made.number, at=AT + DAY, outcome="not_now", not_now_until=date(2026, 12, 1))

        assert make.row(made.number).replies.get().not_now_until == date(2026, 12, 1)
