"""More time: asked for, decided, capped, and ended when it no longer matters."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.utils.translation import override
from tests.factories import cases as make

from minqing.cases import queries, service
from minqing.kernel.errors import NotAllowed, Refused
from minqing.kernel.times import day_of
from minqing.rulebook import service as rulebook

AT = make.AT
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.mark.django_db
class TestExtension:
    def ask(self, who: make.County, number: str, *, days: int = 3, after: timedelta = 3 * HOUR) -> None:
        service.ask_extension(number=number, actor=who.water, at=AT + after, days=days, reason="要等配件到货。")

    def decide(self, who: make.County, number: str, decision: str, actor: object = None) -> None:
        service.decide_extension(
            number=number,
            actor=actor or who.water_head,  # type: ignore[arg-type]
            at=AT + 5 * HOUR,
            decision=decision,
            words="因为要等配件到货",
        )

    def test_moves_the_promise_and_tells_the_resident_why(self, who: make.County) -> None:
        made = make.in_hand(who)
        before = make.row(made.number).due_at
        self.ask(who, made.number)

        self.decide(who, made.number, "approve")

        case = make.row(made.number)
        assert case.due_at == before + 5 * DAY  # Thursday 10 Sept + 3 working days = Tuesday 15
        assert make.last(made.number, "case.extended")["days"] == 3
        assert make.owed(made.number, "case.promise_changed") == {"cases.tell_resident"}
        with override("zh-hans"):
            before_the_day = str(queries.receipt_page(made.receipt, at=AT + DAY).apology)
            after_it = str(queries.receipt_page(made.receipt, at=before + 2 * DAY).apology)
        assert before_the_day.startswith("对不起，要多等几天。")
        assert after_it.startswith("晚了，对不起。")
        assert before_the_day.endswith("因为：要等配件到货")
        assert after_it.endswith("因为：要等配件到货")

    def test_leaves_the_promise_where_it_stood_when_refused(self, who: make.County) -> None:
        made = make.in_hand(who)
        before = make.row(made.number).due_at
        self.ask(who, made.number)

        self.decide(who, made.number, "refuse")

        assert make.row(made.number).due_at == before
        assert "case.extended" not in make.kinds(made.number)

    def test_is_never_decided_by_who_asked(self, who: make.County) -> None:
        made = make.in_hand(who)
        service.ask_extension(number=made.number, actor=who.water_head, at=AT + 3 * HOUR, days=2, reason="等货")

        with pytest.raises(NotAllowed):
            self.decide(who, made.number, "approve")

    def test_is_never_decided_by_who_asked_in_another_post_of_hers(self, who: make.County) -> None:
        made = make.in_hand(who)
        self.ask(who, made.number)
        same = replace(who.water_head, person=who.water.person)

        with pytest.raises(NotAllowed):
            self.decide(who, made.number, "approve", actor=same)

        self.decide(who, made.number, "approve")

    def test_is_capped_by_the_rule_in_days_and_number(self, who: make.County) -> None:
        made = make.in_hand(who)

        for days in (0, 6, 30):
            with pytest.raises(Refused):
                self.ask(who, made.number, days=days)
        self.ask(who, made.number)
        with pytest.raises(Refused):
            self.ask(who, made.number)
        self.decide(who, made.number, "approve")
        with pytest.raises(Refused):
            self.ask(who, made.number, days=1)

    def test_ends_undecided_when_the_request_leaves_the_unit(self, who: make.County) -> None:
        made = make.in_hand(who)
        self.ask(who, made.number)

        service.return_case(
            number=made.number, actor=who.water, at=AT + 4 * HOUR, reason="other_unit", words="路灯归交通局。"
        )
        service.dispatch(number=made.number, actor=who.intake, at=AT + 5 * HOUR, lead_path=make.ROADS)
        service.acknowledge(number=made.number, actor=who.roads, at=AT + 6 * HOUR)
        service.ask_extension(number=made.number, actor=who.roads, at=AT + 7 * HOUR, days=2, reason="要等灯杆。")

        states = make.row(made.number).extensions.order_by("asked_at").values_list("state", flat=True)
        assert list(states) == ["ended", "asked"]
        assert make.kinds(made.number).count("case.extension_ended") == 1

    def test_ends_undecided_when_the_request_is_answered_or_leaves(self, who: make.County) -> None:
        answered, withdrawn = make.in_hand(who), make.in_hand(who)
        self.ask(who, answered.number)
        self.ask(who, withdrawn.number)

        make.reply(who, answered.number, at=AT + 4 * HOUR)
        service.rework(number=answered.number, actor=who.verifier, at=AT + 5 * HOUR, words="还没亮。")
        service.withdraw_case(receipt=withdrawn.receipt, at=AT + 4 * HOUR)

        for number in (answered.number, withdrawn.number):
            assert make.row(number).extensions.get().state == "ended"
        with pytest.raises(Refused):
            self.decide(who, answered.number, "approve")
        assert not queries.extensions_to_decide(who.water_head, at=AT + DAY).items

    def test_is_counted_anew_after_reopening(self, who: make.County) -> None:
        made = make.in_hand(who)
        self.ask(who, made.number)
        self.decide(who, made.number, "approve")
        make.reply(who, made.number, at=AT + DAY)
        service.verify(number=made.number, actor=who.verifier, at=AT + DAY + HOUR, result="done", words="看过。")
        service.close(number=made.number, actor=who.verifier, at=AT + DAY + 2 * HOUR)
        service.reopen_by_resident(receipt=made.receipt, at=AT + 4 * DAY)
        service.dispatch(number=made.number, actor=who.intake, at=AT + 4 * DAY + HOUR, lead_path=make.WATER)
        service.acknowledge(number=made.number, actor=who.water, at=AT + 4 * DAY + 2 * HOUR)

        service.ask_extension(number=made.number, actor=who.water, at=AT + 5 * DAY, days=5, reason="要等配件。")

        assert make.row(made.number).extensions.filter(state="asked").exists()

    def test_is_capped_each_time_and_as_often_as_the_county_says(self, who: make.County) -> None:
        made = make.in_hand(who)
        rulebook.set_rule(rule_id="MQ-EXT-N", value=2, effective_from=day_of(AT), actor=who.keeper, at=AT)
        self.ask(who, made.number, days=5)
        self.decide(who, made.number, "approve")

        with pytest.raises(Refused):
            self.ask(who, made.number, days=6)
        self.ask(who, made.number, days=5)

    def test_is_refused_one_second_after_the_promise(self, who: make.County) -> None:
        first, second = make.in_hand(who), make.in_hand(who)
        left = make.row(first.number).due_at - AT

        self.ask(who, first.number, after=left)
        with pytest.raises(Refused):
            self.ask(who, second.number, after=left + timedelta(seconds=1))
