"""What intake decides."""

from datetime import timedelta

import pytest
from tests.factories import cases as make

from minqing.cases import queries, service
from minqing.cases.access import CaseNotFound
from minqing.kernel.errors import Conflict, NotAllowed, Refused
from minqing.vault.models import Custody

AT = make.AT
HOUR = timedelta(hours=1)


@pytest.mark.django_db
class TestAccept:
    def test_lists_demands_and_names_the_matter(self, who: make.County) -> None:
        made = make.registered()

        service.accept(
            number=made.number,
            actor=who.intake,
            at=AT + HOUR,
            matter_number=132,
            demands=["修好路灯", "说明何时修"],
            mask_more=["村口"],
        )

        case = make.row(made.number)
        assert (case.state, case.stage, case.matter) == ("accepted", 2, 132)
        assert [demand.text for demand in case.demands.order_by("number")] == ["修好路灯", "说明何时修"]
        assert "村口" not in case.texts.get().text
        assert "村口" not in case.title
        assert make.last(made.number, "case.accepted")["demands"] == 2
        assert make.owed(made.number, "case.accepted") == {"cases.tell_resident"}

    def test_takes_the_whole_as_one_demand_where_none_is_listed(self, who: make.County) -> None:
        made = make.registered()

        service.accept(number=made.number, actor=who.intake, at=AT + HOUR, matter_number=132)

        assert make.row(made.number).matter == 132
        assert make.row(made.number).demands.count() == 1

    def test_never_takes_a_matter_that_nobody_named(self, who: make.County) -> None:
        made = make.registered()

        with pytest.raises(Refused):
            service.accept(number=made.number, actor=who.intake, at=AT + HOUR)

        assert make.row(made.number).matter == 0

    def test_says_late_one_second_after_its_clock_and_not_at_it(self, who: make.County) -> None:
        first, second = make.registered(), make.registered()
        due = make.row(first.number).stage_due_at

        service.accept(number=first.number, actor=who.intake, at=due, matter_number=132)
        service.accept(number=second.number, actor=who.intake, at=due + timedelta(seconds=1), matter_number=132)

        assert make.last(first.number, "case.accepted")["late"] == 0
        assert make.last(second.number, "case.accepted")["late"] == 1

    def test_refuses_the_second_press_and_writes_nothing_more(self, who: make.County) -> None:
        made = make.registered(matter_number=132)
        service.accept(number=made.number, actor=who.intake, at=AT + HOUR)
        before = make.kinds(made.number)

        with pytest.raises(Conflict):
            service.accept(number=made.number, actor=who.second_intake, at=AT + HOUR)

        assert make.kinds(made.number) == before

    def test_hides_it_from_a_unit_that_has_nothing_to_do_with_it(self, who: make.County) -> None:
        made = make.registered()

        with pytest.raises(CaseNotFound):
            service.accept(number=made.number, actor=who.water, at=AT + HOUR)
        with pytest.raises(CaseNotFound):
            queries.case_card(made.number, actor=who.roads, at=AT + HOUR)

    def test_refuses_an_unknown_matter(self, who: make.County) -> None:
        made = make.registered(words="这件事没有关键词", where_words="")

        with pytest.raises(Refused):
            service.accept(number=made.number, actor=who.intake, at=AT + HOUR)

        assert make.row(made.number).state == "registered"
        assert make.row(made.number).demands.count() == 0


@pytest.mark.django_db
class TestAcceptAndDispatch:
    def test_follows_the_routing_table_in_one_press(self, who: make.County) -> None:
        made = make.registered(matter_number=132)

        service.accept_and_dispatch(number=made.number, actor=who.intake, at=AT + HOUR)

        case = make.row(made.number)
        assert (case.state, case.lead_path, case.routing_why) == ("dispatched", make.ROADS, "matter")
        assert make.last(made.number, "case.dispatched")["chosen"] == 1
        card = queries.case_card(made.number, actor=who.roads, at=AT + HOUR)
        assert card.routing is not None
        assert not card.routing.is_default

    def test_needs_the_right_to_dispatch_as_well(self, who: make.County) -> None:
        made = make.registered()
        only = make.post(make.CENTRE, "登记岗", "何登记", "cases.read", "cases.accept")

        with pytest.raises(NotAllowed):
            service.accept_and_dispatch(number=made.number, actor=only, at=AT + HOUR)
        keys = {verb.key for verb in queries.case_card(made.number, actor=only, at=AT).verbs}
        assert "accept" in keys
        assert "accept_and_dispatch" not in keys


@pytest.mark.django_db
class TestDecline:
    def test_ends_it_with_an_answer_that_the_resident_reads(self, who: make.County) -> None:
        made = make.registered()

        service.decline(
            number=made.number, actor=who.intake, at=AT + HOUR, reason="legal_channel", words="请向法院起诉。"
        )

        page = queries.receipt_page(made.receipt, at=AT + 2 * HOUR)
        assert page.state == "declined"
        assert page.decline_answer == "请向法院起诉。"
        assert make.last(made.number, "case.declined") == {"late": 0, "matter": 0, "reason": 2, "hours": 1}

    def test_names_the_request_that_goes_on_for_the_same_matter(self, who: make.County) -> None:
        first, second = make.registered(), make.registered()
        decline = {"actor": who.intake, "at": AT + HOUR, "reason": "same_matter", "words": "已在办理。"}

        for wrong in ("", "2026-999999", second.number):
            with pytest.raises(Refused):
                service.decline(number=second.number, same_as=wrong, **decline)
        service.decline(number=second.number, same_as=first.number, **decline)

        assert make.row(second.number).same_as == first.number

    def test_refuses_a_reason_that_is_none_of_the_six(self, who: make.County) -> None:
        made = make.registered()

        for reason in ("", "busy", "7"):
            with pytest.raises(Refused):
                service.decline(number=made.number, actor=who.intake, at=AT, reason=reason, words="不办")


@pytest.mark.django_db
class TestDivert:
    def test_hands_danger_to_the_emergency_service(self, who: make.County) -> None:
        made = make.registered(words="楼道里闻到很浓的煤气味。")

        service.divert(number=made.number, actor=who.intake, at=AT + HOUR, call="119", words="消防已接警。")

        assert make.row(made.number).state == "diverted"
        assert make.last(made.number, "case.diverted")["call"] == 119
        with pytest.raises(Refused):
            service.divert(number=made.number, actor=who.intake, at=AT + HOUR, call="119", words="又一次")


@pytest.mark.django_db
class TestRecategorise:
    def test_is_done_by_another_person_than_the_first(self, who: make.County) -> None:
        made = make.registered()
        service.accept(number=made.number, actor=who.intake, at=AT + HOUR, matter_number=132)

        with pytest.raises(Refused):
            service.recategorise(number=made.number, actor=who.intake, at=AT + HOUR, matter_number=131)
        service.recategorise(number=made.number, actor=who.second_intake, at=AT + HOUR, matter_number=131)

        assert make.row(made.number).matter == 131
        assert make.last(made.number, "case.recategorised") == {"matter": 131, "before": 132}


@pytest.mark.django_db
class TestReopen:
    def test_gives_a_new_promise_and_goes_back_to_intake(self, who: make.County) -> None:
        made = make.closed(who)
        later = AT + timedelta(days=4)

        service.reopen(number=made.number, actor=who.intake, at=later, words="群众来电说又坏了。")

        case = make.row(made.number)
        assert (case.state, case.lead_path, case.reopen_round) == ("accepted", "", 1)
        assert case.due_at > later
        assert make.last(made.number, "case.reopened")["by"] == 2
        assert make.owed(made.number, "case.reopened") == {"cases.tell_reopened", "cases.tell_resident"}

    def test_stops_the_clock_of_erasure(self, who: make.County) -> None:
        made = make.closed(who, phone="13800001234", name="王秀兰")
        assert Custody.objects.get(pk=made.case_id).erase_at is not None

        service.reopen(number=made.number, actor=who.intake, at=AT + timedelta(days=3), words="又坏了。")

        kept = Custody.objects.get(pk=made.case_id)
        assert (kept.closed_at, kept.erase_at) == (None, None)

    def test_lets_the_resident_reopen_at_a_tap_without_a_word(self, who: make.County) -> None:
        made = make.closed(who)

        assert queries.receipt_page(made.receipt, at=AT + timedelta(days=3)).may_reopen
        service.reopen_by_resident(receipt=made.receipt, at=AT + timedelta(days=3))

        assert make.row(made.number).state == "accepted"

    def test_refuses_the_resident_when_the_time_has_run_out(self, who: make.County) -> None:
        made = make.closed(who)

        with pytest.raises(Refused):
            service.reopen_by_resident(receipt=made.receipt, at=AT + timedelta(days=60))
        assert make.row(made.number).state == "closed"


@pytest.mark.django_db
class TestWithdraw:
    def test_is_recorded_as_the_offices_act_with_words(self, who: make.County) -> None:
        made = make.registered()

        with pytest.raises(Refused):
            service.withdraw(number=made.number, actor=who.intake, at=AT + HOUR, words=" ")
        service.withdraw(number=made.number, actor=who.intake, at=AT + HOUR, words="来电说已自己修好。")

        assert make.last(made.number, "case.withdrawn")["by"] == 2
