"""Handing a request to a unit, and what the unit says to that."""

from datetime import timedelta

import pytest
from tests.factories import cases as make

from minqing.cases import queries, service
from minqing.cases.access import CaseNotFound
from minqing.kernel.errors import Conflict, NotAllowed, Refused
from minqing.kernel.times import day_of
from minqing.rulebook import service as rulebook

AT = make.AT
HOUR = timedelta(hours=1)


def returned(who: make.County, number: str, *, actor: object = None, at: object = None) -> None:
    service.return_case(
        number=number,
        actor=actor or who.water,  # type: ignore[arg-type]
        at=at or AT + 2 * HOUR,  # type: ignore[arg-type]
        reason="other_unit",
        words="按三定方案属交通局职责。",
    )


@pytest.mark.django_db
class TestDispatch:
    def test_gives_it_to_the_lead_and_lets_others_assist(self, who: make.County) -> None:
        made = make.registered()
        service.accept(number=made.number, actor=who.intake, at=AT + HOUR, matter_number=101)

        service.dispatch(number=made.number, actor=who.intake, at=AT + 2 * HOUR, co_paths=[make.ROADS])

        case = make.row(made.number)
        assert (case.state, case.lead_path) == ("dispatched", make.WATER)
        assert queries.case_card(made.number, actor=who.roads, at=AT).co_units == ("县交通局",)
        assert [line.number for line in queries.desk(who.roads, queue="co", at=AT).items] == [made.number]
        assert make.owed(made.number, "case.dispatched") == {"cases.tell_unit"}

    def test_lets_a_co_handler_see_and_log_but_not_answer(self, who: make.County) -> None:
        made = make.registered()
        service.accept(number=made.number, actor=who.intake, at=AT + HOUR, matter_number=101)
        service.dispatch(number=made.number, actor=who.intake, at=AT + 2 * HOUR, co_paths=[make.ROADS])

        with pytest.raises(NotAllowed):
            service.acknowledge(number=made.number, actor=who.roads, at=AT + 3 * HOUR)
        service.note(number=made.number, actor=who.roads, at=AT + 3 * HOUR, words="我们已派人看过。")

        keys = {verb.key for verb in queries.case_card(made.number, actor=who.roads, at=AT).verbs}
        assert "acknowledge" not in keys

    def test_refuses_an_unknown_unit(self, who: make.County) -> None:
        made = make.registered()
        service.accept(number=made.number, actor=who.intake, at=AT + HOUR, matter_number=101)

        with pytest.raises(Refused):
            service.dispatch(number=made.number, actor=who.intake, at=AT + HOUR, lead_path="139901/nowhere/")

        assert make.row(made.number).state == "accepted"


@pytest.mark.django_db
class TestAcknowledge:
    def test_takes_it_into_the_units_hands(self, who: make.County) -> None:
        made = make.dispatched(who)

        service.acknowledge(number=made.number, actor=who.water, at=AT + 2 * HOUR)

        case = make.row(made.number)
        assert (case.state, case.holder, case.stage) == ("handling", str(who.water.ref), 4)
        assert make.last(made.number, "case.acknowledged")["late"] == 0
        assert [line.number for line in queries.desk(who.water, queue="mine", at=AT).items] == [made.number]

    def test_tells_the_second_of_two_that_somebody_was_quicker(self, who: make.County) -> None:
        made = make.dispatched(who)
        service.acknowledge(number=made.number, actor=who.water, at=AT + 2 * HOUR)

        with pytest.raises(Conflict):
            service.acknowledge(number=made.number, actor=who.water_head, at=AT + 2 * HOUR)

        assert make.row(made.number).holder == str(who.water.ref)

    def test_hides_it_from_the_neighbour(self, who: make.County) -> None:
        made = make.dispatched(who)

        with pytest.raises(CaseNotFound):
            service.acknowledge(number=made.number, actor=who.roads, at=AT + 2 * HOUR)


@pytest.mark.django_db
class TestReturnCase:
    def test_goes_back_to_intake_once(self, who: make.County) -> None:
        made = make.dispatched(who)

        returned(who, made.number)

        case = make.row(made.number)
        assert (case.state, case.bounce, case.lead_path, case.needs_ruling) == ("accepted", 1, "", False)
        assert make.last(made.number, "case.returned") == {"late": 0, "matter": 101, "reason": 1, "bounce": 1}
        with pytest.raises(CaseNotFound):
            queries.case_card(made.number, actor=who.water, at=AT)

    def test_is_possible_until_the_window_closes_and_not_a_second_later(self, who: make.County) -> None:
        first, second = make.in_hand(who), make.in_hand(who)
        window = AT.replace(day=4, hour=10)  # Friday 18:00 in the county

        returned(who, first.number, at=window)
        with pytest.raises(Refused):
            returned(who, second.number, at=window + timedelta(seconds=1))

        assert make.row(second.number).state == "handling"

    def test_is_refused_to_the_same_unit_a_second_time(self, who: make.County) -> None:
        made = make.dispatched(who)
        returned(who, made.number)
        service.dispatch(number=made.number, actor=who.intake, at=AT + 3 * HOUR, lead_path=make.WATER)

        with pytest.raises(Refused):
            returned(who, made.number, at=AT + 4 * HOUR)

    def test_is_possible_to_the_same_unit_as_often_as_the_county_says(self, who: make.County) -> None:
        rulebook.set_rule(rule_id="HL-06-N", value=2, effective_from=day_of(AT), actor=who.keeper, at=AT)
        made = make.dispatched(who)
        returned(who, made.number)
        service.dispatch(number=made.number, actor=who.intake, at=AT + 3 * HOUR, lead_path=make.WATER)

        returned(who, made.number, at=AT + 4 * HOUR)

        assert make.row(made.number).bounce == 2

    def test_goes_to_the_overseer_from_the_second_on_who_decides_for_good(self, who: make.County) -> None:
        made = make.dispatched(who)
        returned(who, made.number)
        service.dispatch(number=made.number, actor=who.intake, at=AT + 3 * HOUR, lead_path=make.ROADS)
        returned(who, made.number, actor=who.roads, at=AT + 4 * HOUR)

        with pytest.raises(Refused):
            service.dispatch(number=made.number, actor=who.intake, at=AT + 5 * HOUR, lead_path=make.WATER)
        keys = {verb.key for verb in queries.case_card(made.number, actor=who.overseer, at=AT).verbs}
        assert "decide_dispute" in keys
        service.decide_dispute(
            number=made.number, actor=who.overseer, at=AT + 6 * HOUR, lead_path=make.WATER, words="水务局主管。"
        )
        with pytest.raises(Refused):
            returned(who, made.number, at=AT + 7 * HOUR)

        case = make.row(made.number)
        assert (case.state, case.lead_path, case.routing_why) == ("dispatched", make.WATER, "ruling")
        assert make.last(made.number, "case.dispatched")["chosen"] == 3
        assert make.last(made.number, "case.dispatched")["round"] == 3


@pytest.mark.django_db
class TestLongerRule:
    def test_gives_a_matter_with_a_longer_lawful_limit_more_time_openly(self, who: make.County) -> None:
        where = {"place_path": make.COUNTY, "actor": who.keeper, "at": AT}
        service.set_routing_row(lead_path=make.WATER, matter_number=233, rule_id="XF-05", **where)  # type: ignore[arg-type]
        made = make.registered()

        service.accept_and_dispatch(number=made.number, actor=who.intake, at=AT + HOUR, matter_number=233)

        case = make.row(made.number)
        assert case.due_at > case.first_due_at
        assert make.last(made.number, "case.promise_changed")["reason"] == 5
        assert make.owed(made.number, "case.promise_changed") == {"cases.tell_resident"}
        assert queries.receipt_page(made.receipt, at=AT + 2 * HOUR).apology
