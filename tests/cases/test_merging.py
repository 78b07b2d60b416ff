"""Requests about the same: merged and answered together, each by its own promise; taken apart; linked."""

from datetime import timedelta
from typing import Any

import pytest
from tests.factories import cases as make

from minqing.cases import queries, service
from minqing.cases.access import CaseNotFound
from minqing.cases.folding import verify_cases
from minqing.cases.models import CaseLink
from minqing.cases.service.merging import UnableToMerge
from minqing.kernel.errors import Refused
from minqing.ledger.deliveries import run_due

AT = make.AT
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.fixture
def who() -> make.County:
    return make.county()


def react(at: Any) -> None:
    """Let the worker do what is owed."""
    while run_due(at, limit=200):
        pass


def merged(who: make.County, *, at: Any = AT + 3 * HOUR) -> tuple[str, str]:
    """A request in the water bureau's hands, and a new one that was merged into it."""
    main = make.in_hand(who).number
    number = make.registered(words="停水三天了", at=AT + 2 * HOUR).number
    service.merge(number=number, into=main, words="同一处水管", actor=who.intake, at=at)
    return number, main


@pytest.mark.django_db
class TestMerge:
    def test_lets_a_new_request_go_along_and_tells_whoever_reported_it(self, who: make.County) -> None:
        number, main = merged(who)

        case = make.row(number)
        assert (case.state, case.lead_path, case.same_as) == ("handling", make.WATER, main)
        assert case.due_at == case.first_due_at > make.row(main).due_at - DAY
        assert {"case.merged", "case.accepted", "case.dispatched", "case.acknowledged"} <= set(make.kinds(number))
        assert "cases.tell_resident" in make.owed(number, "case.merged")
        assert list(verify_cases()) == []

    def test_offers_no_step_that_the_other_one_takes_for_both(self, who: make.County) -> None:
        number, _main = merged(who)

        card = queries.case_card(number, actor=who.water, at=AT + 4 * HOUR)

        assert "reply" not in {verb.key for verb in card.verbs}
        with pytest.raises(Refused, match=r"2026-"):
            service.return_case(number=number, reason="unclear", words="不清楚", actor=who.water, at=AT + 4 * HOUR)

    def test_keeps_its_own_promise_whatever_the_other_one_gets(self, who: make.County) -> None:
        number, main = merged(who)
        before = make.row(number).due_at
        service.ask_extension(number=main, days=5, reason="等配件", actor=who.water, at=AT + 4 * HOUR)
        service.decide_extension(
            number=main, decision="approve", words="配件三天后到货", actor=who.water_head, at=AT + 5 * HOUR
        )
        react(AT + 5 * HOUR)

        assert make.row(main).due_at > before
        assert make.row(number).due_at == before

    @pytest.mark.parametrize("into", ["2026-999999", "nothing", ""])
    def test_refuses_what_is_not_there(self, who: make.County, into: str) -> None:
        made = make.registered()
        before = make.kinds(made.number)

        with pytest.raises(Refused):
            service.merge(number=made.number, into=into, actor=who.intake, at=AT + HOUR)

        assert make.kinds(made.number) == before

    def test_refuses_itself_chains_and_what_no_unit_has(self, who: make.County) -> None:
        number, main = merged(who)
        new, other = make.registered().number, make.registered().number

        for one, into in ((new, new), (new, other), (new, number)):
            with pytest.raises(UnableToMerge):
                service.merge(number=one, into=into, actor=who.intake, at=AT + 4 * HOUR)
        assert make.row(new).state == "registered"
        assert make.row(main).state == "handling"

    def test_refuses_a_request_about_the_unit_that_has_the_other_one(self, who: make.County) -> None:
        main = make.in_hand(who).number
        made = make.registered(words="水务局的人态度不好", about_org_path=make.WATER)

        with pytest.raises(UnableToMerge):
            service.merge(number=made.number, into=main, actor=who.intake, at=AT + 4 * HOUR)

        assert make.row(made.number).lead_path == ""

    def test_hides_a_request_out_of_reach(self, who: make.County) -> None:
        main, made = make.in_hand(who).number, make.registered().number

        with pytest.raises(CaseNotFound):
            service.merge(number=made, into=main, actor=who.roads, at=AT + 4 * HOUR)


@pytest.mark.django_db
class TestGoingAlong:
    def test_is_answered_verified_and_closed_with_the_other_one(self, who: make.County) -> None:
        number, main = merged(who)
        make.reply(who, main, at=AT + 5 * HOUR)
        react(AT + 5 * HOUR)
        assert make.row(number).state == "replied"
        assert [reply.words for reply in make.row(number).replies.all()] == ["已经换好了灯泡。"]

        service.verify(number=main, result="done", words="看过", actor=who.verifier, at=AT + 6 * HOUR)
        react(AT + 6 * HOUR)
        service.close(number=main, actor=who.verifier, at=AT + 7 * HOUR)
        react(AT + 7 * HOUR)
        react(AT + 7 * HOUR)

        assert make.row(number).state == "closed"
        assert make.kinds(number).count("case.closed") == make.kinds(number).count("rating.asked") == 1
        assert list(verify_cases()) == []

    def test_goes_back_to_intake_and_on_to_another_unit_with_the_other_one(self, who: make.County) -> None:
        number, main = merged(who)
        service.return_case(number=main, reason="other_unit", words="归交通", actor=who.water, at=AT + 5 * HOUR)
        react(AT + 5 * HOUR)
        assert make.row(number).state == "accepted"

        service.dispatch(number=main, lead_path=make.ROADS, actor=who.intake, at=AT + 6 * HOUR)
        react(AT + 6 * HOUR)
        service.acknowledge(number=main, actor=who.roads, at=AT + 7 * HOUR)
        react(AT + 7 * HOUR)

        assert (make.row(number).state, make.row(number).lead_path) == ("handling", make.ROADS)
        assert list(verify_cases()) == []

    def test_goes_its_own_way_when_the_other_one_is_withdrawn(self, who: make.County) -> None:
        number, main = merged(who)
        service.withdraw(number=main, words="她来电说不办了", actor=who.intake, at=AT + 5 * HOUR)
        react(AT + 5 * HOUR)

        case = make.row(number)
        assert (case.state, case.same_as) == ("handling", "")
        assert "case.unmerged" in make.kinds(number)
        assert "reply" in {verb.key for verb in queries.case_card(number, actor=who.water, at=AT + 6 * HOUR).verbs}


@pytest.mark.django_db
class TestUnmerge:
    def test_lets_it_go_its_own_way_where_it_lies(self, who: make.County) -> None:
        number, _main = merged(who)

        service.unmerge(number=number, words="不是同一条巷子", actor=who.intake, at=AT + 5 * HOUR)

        case = make.row(number)
        assert (case.state, case.lead_path, case.same_as) == ("handling", make.WATER, "")
        assert CaseLink.objects.get().ended_at is not None
        with pytest.raises(UnableToMerge):
            service.unmerge(number=number, words="再来一次", actor=who.intake, at=AT + 5 * HOUR)


@pytest.mark.django_db
class TestTie:
    def test_lets_two_show_each_other_until_it_is_undone(self, who: make.County) -> None:
        one, other = make.registered().number, make.registered().number

        service.tie(number=one, other=other, kind="linked", actor=who.intake, at=AT + HOUR)
        assert make.last(one, "case.linked")["tie"] == 3
        with pytest.raises(UnableToMerge):
            service.tie(number=other, other=one, kind="linked", actor=who.intake, at=AT + HOUR)
        service.untie(number=other, other=one, actor=who.intake, at=AT + HOUR)
        with pytest.raises(UnableToMerge):
            service.untie(number=other, other=one, actor=who.intake, at=AT + HOUR)

    def test_has_two_levels_and_no_third(self, who: make.County) -> None:
        whole, part, third = (make.registered().number for _one in range(3))
        service.tie(number=part, other=whole, kind="part", actor=who.intake, at=AT + HOUR)

        for one, above in ((third, part), (whole, third), (part, third)):
            with pytest.raises(UnableToMerge):
                service.tie(number=one, other=above, kind="part", actor=who.intake, at=AT + HOUR)
        with pytest.raises(UnableToMerge):
            service.tie(number=third, other=whole, kind="brother", actor=who.intake, at=AT + HOUR)
