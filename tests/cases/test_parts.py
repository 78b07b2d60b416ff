"""Several units, one answer: each co-handler owes its own part by its own day."""

from datetime import date, timedelta
from typing import Any

import pytest
from tests.cases.test_notices import channels, deliver, told  # noqa: F401  # the fixture works by its name
from tests.factories import cases as make

from minqing.cases import queries, service, ticking
from minqing.cases.access import CaseNotFound
from minqing.kernel.errors import NotAllowed, Refused
from minqing.kernel.times import day_of
from minqing.ledger.queries import facts_about

AT = make.AT
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def shared(who: make.County, *, co: str = make.ROADS) -> str:
    """A request that the water bureau leads and another unit helps with; in the lead's hands."""
    made = make.registered()
    service.accept(
        number=made.number, actor=who.intake, at=AT + HOUR, matter_number=101, demands=["修好路灯", "清走杆子"]
    )
    service.dispatch(number=made.number, actor=who.intake, at=AT + HOUR, lead_path=make.WATER, co_paths=[co])
    service.acknowledge(number=made.number, actor=who.water, at=AT + 2 * HOUR)
    return made.number


def part(number: str, actor: Any, at: Any = AT) -> Any:
    return queries.case_card(number, actor=actor, at=at).parts[-1]


def where(number: str, kind: str) -> list[str]:
    return [fact.org_path for fact in facts_about(make.row(number).ref) if fact.kind == kind]


@pytest.mark.django_db
class TestAsking:
    def test_gives_each_co_handler_the_demands_and_a_day_before_the_promise(self, who: make.County) -> None:
        number = shared(who)

        asked = part(number, who.roads)

        assert asked.words == "修好路灯\n清走杆子"
        assert (day_of(asked.due_at), day_of(make.row(number).due_at)) == (date(2026, 9, 8), date(2026, 9, 10))
        assert where(number, "case.part_asked") == [make.ROADS]

    def test_lets_the_lead_ask_another_with_words_and_a_day_of_its_own(self, who: make.County) -> None:
        made = make.in_hand(who)

        service.ask_part(
            number=made.number,
            actor=who.water,
            at=AT + 3 * HOUR,
            part_path=make.ROADS,
            words="把占道的杆子移走。",
            due_on=date(2026, 9, 9),
        )

        found = queries.parts_owed(who.roads, at=AT + 4 * HOUR).items
        assert [(one.number, one.part.words) for one in found] == [(made.number, "把占道的杆子移走。")]
        assert day_of(found[0].part.due_at) == date(2026, 9, 9)
        assert [one.number for one in queries.parts_owed(who.water, of="asked", at=AT).items] == [made.number]
        assert queries.desk_counts(who.roads, AT).parts == "1"

    @pytest.mark.parametrize("day", [date(2026, 9, 2), date(2026, 9, 11)])
    def test_refuses_a_day_gone_by_or_after_the_promise(self, who: make.County, day: date) -> None:
        made = make.in_hand(who)

        with pytest.raises(Refused):
            service.ask_part(number=made.number, actor=who.water, at=AT + HOUR * 3, part_path=make.ROADS, due_on=day)

    def test_refuses_the_lead_itself_and_whoever_owes_one_already(self, who: make.County) -> None:
        number = shared(who)

        for path in (make.WATER, make.ROADS):
            with pytest.raises(Refused):
                service.ask_part(number=number, actor=who.water, at=AT + 3 * HOUR, part_path=path)

    def test_is_the_leads_alone(self, who: make.County) -> None:
        number = shared(who)

        with pytest.raises(NotAllowed):
            service.ask_part(number=number, actor=who.roads, at=AT + 3 * HOUR, part_path=make.CHECKS)

    def test_never_asks_the_unit_it_is_about(self, who: make.County) -> None:
        made = make.in_hand(who)
        service.bar_unit(number=made.number, actor=who.intake, at=AT + 3 * HOUR, about_org_path=make.ROADS)

        with pytest.raises(Refused):
            service.ask_part(number=made.number, actor=who.water, at=AT + 4 * HOUR, part_path=make.ROADS)

    def test_gives_one_rules_time_where_the_promise_is_past(self, who: make.County) -> None:
        made = make.in_hand(who)
        late = make.row(made.number).due_at + DAY

        service.ask_part(number=made.number, actor=who.water, at=late, part_path=make.ROADS)

        assert part(made.number, who.water, late).due_at > late


@pytest.mark.django_db
class TestGiving:
    def test_is_acknowledged_given_and_kept_as_given(self, who: make.County) -> None:
        number = shared(who)
        service.acknowledge_part(number=number, actor=who.roads, at=AT + 3 * HOUR)
        service.answer_part(number=number, actor=who.roads, at=AT + DAY, words="杆子已移走。")

        given = part(number, who.water)
        assert (given.state, given.answer, given.late, given.unit_name) == ("given", "杆子已移走。", False, "县交通局")
        assert make.last(number, "case.part_acknowledged")["late"] == 0
        assert where(number, "case.part_answered") == [make.ROADS]
        assert queries.parts_owed(who.roads, at=AT + DAY).items == ()
        deliver(AT + 2 * DAY)
        assert "cases.tell_helper" in told(who.roads)
        assert "cases.tell_lead" in told(who.water)

    def test_offers_each_unit_its_own_steps(self, who: make.County) -> None:
        number = shared(who)

        def keys(actor: Any) -> set[str]:
            return {verb.key for verb in queries.case_card(number, actor=actor, at=AT).verbs}

        assert {"acknowledge_part", "answer_part", "return_part"} <= keys(who.roads)
        assert "take_back_part" in keys(who.water)
        assert not {"answer_part", "acknowledge_part"} & keys(who.water)
        service.acknowledge_part(number=number, actor=who.roads, at=AT + 3 * HOUR)
        assert "acknowledge_part" not in keys(who.roads)

    def test_refuses_a_second_acknowledging_and_whoever_owes_none(self, who: make.County) -> None:
        number = shared(who)
        service.acknowledge_part(number=number, actor=who.roads, at=AT + 3 * HOUR)

        with pytest.raises(Refused):
            service.acknowledge_part(number=number, actor=who.roads, at=AT + 3 * HOUR)
        with pytest.raises(Refused):
            service.answer_part(number=number, actor=who.water, at=AT + 4 * HOUR, words="不是我的。")

    def test_hides_it_from_the_neighbour(self, who: make.County) -> None:
        made = make.in_hand(who)

        with pytest.raises(CaseNotFound):
            service.answer_part(number=made.number, actor=who.roads, at=AT + 3 * HOUR, words="插一手。")

    def test_is_returned_once_with_a_reason_and_asked_again_stays(self, who: make.County) -> None:
        number = shared(who)
        why: dict[str, Any] = {
            "number": number,
            "actor": who.roads,
            "reason": "other_unit",
            "words": "三定方案第八条。",
        }
        service.return_part(at=AT + 3 * HOUR, **why)
        service.ask_part(number=number, actor=who.water, at=AT + 4 * HOUR, part_path=make.ROADS, words="请再核。")

        with pytest.raises(Refused):
            service.return_part(at=AT + 5 * HOUR, **why)

        assert make.last(number, "case.part_returned")["reason"] == 1
        assert [one.state for one in queries.case_card(number, actor=who.water, at=AT).parts] == ["returned", "asked"]

    def test_needs_a_known_reason_to_be_returned(self, who: make.County) -> None:
        number = shared(who)

        with pytest.raises(Refused):
            service.return_part(number=number, actor=who.roads, at=AT + HOUR * 3, reason="busy", words="忙。")

    def test_is_taken_back_by_the_lead(self, who: make.County) -> None:
        number = shared(who)

        service.take_back_part(
            number=number, actor=who.water, at=AT + 3 * HOUR, part_path=make.ROADS, words="现场已解决。"
        )

        assert part(number, who.roads).state == "ended"
        with pytest.raises(Refused):
            service.take_back_part(number=number, actor=who.water, at=AT + 3 * HOUR, part_path=make.ROADS, words="再。")


@pytest.mark.django_db
class TestLateParts:
    def test_are_named_openly_and_counted_for_the_co_handler(self, who: make.County) -> None:
        number = shared(who)
        late = part(number, who.roads).due_at + HOUR

        assert ticking.tick(late)["parts"] == 1
        assert ticking.tick(late + HOUR)["parts"] == 0

        assert where(number, "case.part_became_overdue") == [make.ROADS]
        line = queries.case_card(number, actor=who.water, at=late).history[-1]
        assert (line.kind, line.words, line.late) == ("case.part_became_overdue", "县交通局", True)
        service.answer_part(number=number, actor=who.roads, at=late + HOUR, words="办了。")
        assert make.last(number, "case.part_answered")["late"] == 1

    def test_are_marked_before_they_come_late(self, who: make.County) -> None:
        number = shared(who)
        late = part(number, who.roads).due_at + HOUR

        service.answer_part(number=number, actor=who.roads, at=late, words="办了。")

        assert where(number, "case.part_became_overdue") == [make.ROADS]

    def test_are_not_left_out_in_silence(self, who: make.County) -> None:
        number = shared(who)

        with pytest.raises(Refused) as refusal:
            make.reply(who, number, at=AT + DAY)

        assert refusal.value.field == "without_parts"
        assert "县交通局" in str(refusal.value)
        assert make.row(number).state == "handling"

    def test_are_left_out_by_saying_so(self, who: make.County) -> None:
        number = shared(who)

        make.reply(who, number, at=AT + DAY, without_parts="交通局还在等设备，先答复灯的事。")

        assert make.row(number).state == "replied"
        assert make.last(number, "case.part_left_out")["late"] == 0
        assert where(number, "case.part_left_out") == [make.ROADS]
        words = [line.words for line in queries.case_card(number, actor=who.water, at=AT).history]
        assert any("县交通局：交通局还在等设备" in said for said in words)

    @pytest.mark.parametrize(("decision", "left_out"), [("refuse", []), ("approve", [make.ROADS])])
    def test_are_left_out_of_a_no_only_when_a_second_office_agrees(
        self, who: make.County, decision: str, left_out: list[str]
    ) -> None:
        number = shared(who)

        make.reply(who, number, at=AT + DAY, outcome="not_within_duty", without_parts="这不归我们管。")
        assert where(number, "case.part_left_out") == []
        service.decide_refusal(
            number=number, actor=who.overseer, at=AT + DAY + HOUR, decision=decision, words="看过清单。"
        )

        assert where(number, "case.part_left_out") == left_out


@pytest.mark.django_db
class TestEnding:
    def test_a_new_dispatch_ends_what_is_not_asked_again(self, who: make.County) -> None:
        made = make.registered()
        service.accept(number=made.number, actor=who.intake, at=AT + HOUR, matter_number=101)
        service.dispatch(
            number=made.number, actor=who.intake, at=AT + HOUR, lead_path=make.WATER, co_paths=[make.ROADS]
        )
        service.return_case(
            number=made.number, actor=who.water, at=AT + 2 * HOUR, reason="other_unit", words="三定方案。"
        )

        service.dispatch(number=made.number, actor=who.intake, at=AT + 3 * HOUR, lead_path=make.ROADS)

        assert where(made.number, "case.part_ended") == [make.ROADS]

    def test_what_leaves_owes_nothing_more(self, who: make.County) -> None:
        number = shared(who)

        service.withdraw(number=number, actor=who.intake, at=AT + DAY, words="电话里说不用办了。")

        assert part(number, who.water).state == "ended"

    def test_a_bar_ends_the_part_of_the_unit_it_is_about(self, who: make.County) -> None:
        number = shared(who)

        service.bar_unit(number=number, actor=who.intake, at=AT + DAY, about_org_path=make.ROADS)

        assert part(number, who.water).state == "ended"
        deliver(AT + 2 * DAY)
        assert "cases.tell_helper" not in told(who.roads)[1:]
