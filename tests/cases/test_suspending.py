"""A clock stands still: asked for by one, agreed to by another, and capped by rule."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.utils.translation import override
from tests.factories import cases as make

from minqing.cases import queries, service, standing, ticking
from minqing.cases.folding import verify_cases
from minqing.kernel.errors import NotAllowed, NotFound, Refused
from minqing.kernel.times import day_of
from minqing.rulebook import service as rulebook

AT = make.AT  # Thursday, 3 September 2026, 9:00
SECOND, HOUR, DAY = timedelta(seconds=1), timedelta(hours=1), timedelta(days=1)


def ask(who: make.County, number: str, *, at: datetime = AT + 3 * HOUR, actor: Any = None) -> None:
    service.suspend(number=number, actor=actor or who.water, at=at, reason="parts", words="厂家下周才发货。")


def decide(
    who: make.County, number: str, *, at: datetime = AT + 4 * HOUR, decision: str = "approve", actor: Any = None
) -> None:
    service.decide_extension(
        number=number, actor=actor or who.water_head, at=at, decision=decision, words="灯头要等厂家发货"
    )


def question(who: make.County, number: str, *, at: datetime) -> None:
    service.ask_resident(number=number, actor=who.water, at=at, question="是哪一盏灯？")


def due(number: str) -> datetime:
    moment: datetime = make.row(number).due_at
    return moment


@pytest.mark.django_db
class TestAskingForIt:
    def test_stops_nothing_until_somebody_else_has_agreed(self, who: make.County) -> None:
        made = make.in_hand(who)

        ask(who, made.number)

        case, asked = make.row(made.number), make.row(made.number).extensions.get()
        assert (case.state, case.paused_at) == ("handling", None)
        assert (asked.state, asked.pause, asked.days) == ("asked", 3, 20)
        assert make.last(made.number, "case.suspension_asked")["reason"] == 3
        assert make.owed(made.number, "case.suspension_asked") == {"cases.tell_approver"}
        assert "case.suspended" not in make.kinds(made.number)
        ticking.tick(case.due_at + SECOND)
        assert make.row(made.number).overdue

    def test_stands_in_the_list_of_whoever_decides_with_what_is_asked_for(self, who: make.County) -> None:
        made = make.in_hand(who)
        ask(who, made.number)

        line = queries.extensions_to_decide(who.water_head, at=AT + 4 * HOUR).items[0]
        card = queries.case_card(made.number, actor=who.water_head, at=AT + 4 * HOUR)

        assert (line.number, line.pause, line.days) == (made.number, "parts", 20)
        assert (card.extensions[0].pause, card.extensions[0].state) == ("parts", "asked")
        assert "decide_extension" in [verb.key for verb in card.verbs]
        assert not queries.extensions_to_decide(who.water, at=AT + 4 * HOUR).items

    def test_is_not_read_by_the_resident(self, who: make.County) -> None:
        made = make.in_hand(who)
        ask(who, made.number)
        decide(who, made.number, decision="refuse")

        kinds = [line.kind for line in queries.receipt_page(made.receipt, at=AT + 5 * HOUR).history]

        assert "case.suspension_asked" not in kinds
        assert "case.suspension_refused" not in kinds

    def test_is_refused_while_something_waits_and_the_other_way_round(self, who: make.County) -> None:
        made = make.in_hand(who)
        ask(who, made.number)

        with pytest.raises(Refused):
            ask(who, made.number)
        with pytest.raises(Refused):
            service.ask_extension(number=made.number, actor=who.water, at=AT + 3 * HOUR, days=2, reason="等货。")

    def test_is_refused_and_no_longer_offered_once_late(self, who: make.County) -> None:
        made = make.in_hand(who)
        late = due(made.number) + SECOND
        ticking.tick(late)

        with pytest.raises(Refused):
            ask(who, made.number, at=late)
        offered = [verb.key for verb in queries.case_card(made.number, actor=who.water, at=late).verbs]
        assert "suspend" not in offered
        assert "give_new_day" in offered

    def test_refuses_a_reason_that_is_none(self, who: make.County) -> None:
        made = make.in_hand(who)

        for reason in ("question", "holiday", ""):
            with pytest.raises(Refused):
                service.suspend(number=made.number, actor=who.water, at=AT + 3 * HOUR, reason=reason, words="等。")

    def test_ends_undecided_with_the_answer(self, who: make.County) -> None:
        made = make.in_hand(who)
        ask(who, made.number)

        make.reply(who, made.number, at=AT + 4 * HOUR)

        assert make.row(made.number).extensions.get().state == "ended"

    def test_gives_way_to_a_new_day(self, who: make.County) -> None:
        made = make.in_hand(who)
        ask(who, made.number)
        late = due(made.number) + HOUR

        service.give_new_day(
            number=made.number, actor=who.water, at=late, new_on=day_of(late) + 4 * DAY, reason="配件周一到。"
        )

        states = make.row(made.number).extensions.order_by("asked_at").values_list("state", flat=True)
        assert list(states) == ["ended", "asked"]


@pytest.mark.django_db
class TestDeciding:
    def test_lets_the_clock_stand_from_the_moment_of_approval_and_tells_the_resident_why(
        self, who: make.County
    ) -> None:
        made = make.in_hand(who)
        ask(who, made.number)

        decide(who, made.number, at=AT + DAY)

        case = make.row(made.number)
        assert (case.state, case.paused_at) == ("suspended", AT + DAY)
        assert case.extensions.get().state == "approved"
        fact = make.last(made.number, "case.suspended")
        assert (fact["reason"], fact["approver"]) == (3, str(who.water_head.ref))
        assert fact["rule"] == standing.limit(case, "suspended", AT).version
        assert make.owed(made.number, "case.suspended") == {"cases.tell_resident", "cases.tell_holder"}
        assert "case.extended" not in make.kinds(made.number)
        with override("zh-hans"):
            page = queries.receipt_page(made.receipt, at=AT + 2 * DAY)
        assert page.clock.tone == "paused"
        assert "灯头要等厂家发货" in page.sentence

    def test_changes_nothing_when_refused(self, who: make.County) -> None:
        made = make.in_hand(who)
        before = due(made.number)
        ask(who, made.number)

        decide(who, made.number, decision="refuse")

        case = make.row(made.number)
        assert (case.state, case.due_at, case.pauses.count()) == ("handling", before, 0)
        assert case.extensions.get().state == "refused"
        assert make.owed(made.number, "case.suspension_refused") == {"cases.tell_holder"}

    def test_is_never_done_by_who_asked_nor_in_another_post_of_hers(self, who: make.County) -> None:
        made = make.in_hand(who)
        ask(who, made.number, actor=who.water_head)
        deputy = make.post(make.WATER, "副职岗", "吴副职", "cases.read", "cases.approve_extension")
        second_post = replace(deputy, person=who.water_head.person)

        for actor in (who.water_head, second_post):
            with pytest.raises(NotAllowed):
                decide(who, made.number, actor=actor)
        with pytest.raises(NotFound):  # a handler has no such permission
            decide(who, made.number, actor=who.water)

    def test_cannot_suspend_what_has_become_late_meanwhile(self, who: make.County) -> None:
        made = make.in_hand(who)
        ask(who, made.number)
        late = due(made.number) + SECOND

        with pytest.raises(Refused):
            decide(who, made.number, at=late)
        assert make.row(made.number).state == "handling"
        decide(who, made.number, at=late, decision="refuse")

    def test_waits_while_the_resident_is_asked(self, who: make.County) -> None:
        made = make.in_hand(who)
        ask(who, made.number)
        question(who, made.number, at=AT + 4 * HOUR)

        with pytest.raises(Refused):
            decide(who, made.number, at=AT + 5 * HOUR)
        service.resume(number=made.number, actor=who.water, at=AT + 6 * HOUR)
        decide(who, made.number, at=AT + 7 * HOUR)

        assert make.row(made.number).state == "suspended"
        assert list(verify_cases()) == []


@pytest.mark.django_db
class TestHowOften:
    def suspended(self, who: make.County, number: str, at: datetime) -> None:
        ask(who, number, at=at)
        decide(who, number, at=at + HOUR)
        service.resume(number=number, actor=who.water, at=at + 2 * HOUR)

    def test_a_clock_is_suspended_twice_under_one_promise(self, who: make.County) -> None:
        made = make.in_hand(who)
        self.suspended(who, made.number, AT + 3 * HOUR)
        self.suspended(who, made.number, AT + DAY)

        with pytest.raises(Refused):
            ask(who, made.number, at=AT + DAY + 4 * HOUR)
        # The extension that the rules allow is still there: standing still is no extension.
        service.ask_extension(number=made.number, actor=who.water, at=AT + DAY + 5 * HOUR, days=2, reason="等货。")

    def test_a_county_may_say_otherwise(self, who: make.County) -> None:
        made = make.in_hand(who)
        rulebook.set_rule(rule_id="MQ-SUSPEND-N", value=1, effective_from=day_of(AT), actor=who.keeper, at=AT)
        self.suspended(who, made.number, AT + 3 * HOUR)

        with pytest.raises(Refused):
            ask(who, made.number, at=AT + DAY)

    def test_a_question_stops_it_three_times_and_the_unit_may_still_call(self, who: make.County) -> None:
        made = make.in_hand(who)
        for hour in (3, 4, 5):
            question(who, made.number, at=AT + hour * HOUR)
            service.resume(number=made.number, actor=who.water, at=AT + hour * HOUR + HOUR / 2)

        with override("zh-hans"), pytest.raises(Refused) as refused:
            question(who, made.number, at=AT + 6 * HOUR)

        assert "已经停过 3 次" in str(refused.value)
        assert make.row(made.number).state == "handling"
        service.contact(number=made.number, actor=who.water, at=AT + 6 * HOUR, means="phone", words="问了是哪一盏。")

    def test_neither_uses_up_the_other(self, who: make.County) -> None:
        made = make.in_hand(who)
        for hour in (3, 4, 5):
            question(who, made.number, at=AT + hour * HOUR)
            service.resume(number=made.number, actor=who.water, at=AT + hour * HOUR + HOUR / 2)

        self.suspended(who, made.number, AT + 6 * HOUR)
        self.suspended(who, made.number, AT + DAY)

        assert make.kinds(made.number).count("case.suspended") == 2

    def test_a_reopened_request_begins_anew(self, who: make.County) -> None:
        made = make.in_hand(who)
        for at in (AT + 3 * HOUR, AT + 6 * HOUR):
            self.suspended(who, made.number, at)
        make.reply(who, made.number, at=AT + DAY)
        service.verify(number=made.number, actor=who.verifier, at=AT + DAY + HOUR, result="done", words="看过。")
        service.close(number=made.number, actor=who.verifier, at=AT + DAY + 2 * HOUR)
        service.reopen_by_resident(receipt=made.receipt, at=AT + 4 * DAY)
        service.dispatch(number=made.number, actor=who.intake, at=AT + 4 * DAY + HOUR, lead_path=make.WATER)
        service.acknowledge(number=made.number, actor=who.water, at=AT + 4 * DAY + 2 * HOUR)

        ask(who, made.number, at=AT + 4 * DAY + 3 * HOUR)

        assert make.row(made.number).extensions.filter(state="asked").exists()
