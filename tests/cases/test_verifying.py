"""Verifying by somebody who did not handle, sending back, closing."""

from datetime import timedelta

import pytest
from tests.factories import cases as make

from minqing.cases import queries, service
from minqing.kernel.access import Actor, Grant
from minqing.kernel.errors import NotAllowed, Refused
from minqing.kernel.ref import Ref

AT = make.AT
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
GRANTS = tuple(Grant(name, "139901/", "139901/") for name in ("cases.read", "cases.verify"))


def verify(number: str, actor: Actor) -> None:
    service.verify(number=number, actor=actor, at=AT + DAY + 2 * HOUR, result="done", words="现场看过。")


@pytest.mark.django_db
class TestVerify:
    def test_records_what_was_found(self, who: make.County) -> None:
        made = make.replied(who)

        verify(made.number, who.verifier)

        assert make.row(made.number).state == "verified"
        assert make.last(made.number, "case.verified")["result"] == 1

    def test_is_refused_to_the_person_in_whatever_post(self, who: make.County) -> None:
        made = make.replied(who)
        other_post = Actor(Ref("post", "other"), GRANTS, org_path=make.CENTRE, person=who.water.person)

        with pytest.raises(NotAllowed):
            verify(made.number, other_post)
        assert "verify" not in {v.key for v in queries.case_card(made.number, actor=other_post, at=AT).verbs}

    def test_is_refused_to_the_post_and_to_the_whole_unit(self, who: make.County) -> None:
        made = make.replied(who)
        same_post = Actor(who.water.ref, GRANTS, org_path=make.CENTRE, person="somebody-new")
        same_unit = Actor(Ref("post", "third"), GRANTS, org_path="139901/water/pipes/", person="third")

        for actor in (same_post, same_unit):
            with pytest.raises(NotAllowed):
                verify(made.number, actor)
        assert make.row(made.number).state == "replied"

    def test_still_lets_the_verifier_call_the_resident_first(self, who: make.County) -> None:
        made = make.replied(who)
        service.contact(
            number=made.number, actor=who.verifier, at=AT + DAY + HOUR, means="phone", words="回访。", reached=True
        )

        verify(made.number, who.verifier)

        assert make.row(made.number).state == "verified"


@pytest.mark.django_db
class TestAnswersOfTheVerifyingOfficeItself:
    @pytest.fixture
    def answered(self, who: make.County) -> str:
        """The centre, which verifies for everybody, has answered a request itself."""
        clerk = make.post(make.CENTRE, "咨询岗", "何咨询", *make.HANDLES)
        number = make.dispatched(who, to=make.CENTRE).number
        service.acknowledge(number=number, actor=clerk, at=AT + 2 * HOUR)
        answers = {str(demand.id): "可以到窗口办，带身份证。" for demand in make.row(number).demands.all()}
        service.reply(number=number, actor=clerk, at=AT + DAY, outcome="explained", answers=answers)
        return number

    def test_wait_for_the_overseer(self, who: make.County, answered: str) -> None:
        checker = make.post(make.CHECKS, "督办岗", "许督办", "cases.read", "cases.verify", org=make.COUNTY)

        with pytest.raises(NotAllowed):
            verify(answered, who.verifier)
        assert make.row(answered).stage_path == make.CHECKS
        verify(answered, checker)

        assert make.row(answered).state == "verified"

    def test_can_be_closed_then_by_the_centre(self, who: make.County, answered: str) -> None:
        checker = make.post(make.CHECKS, "督办岗", "许督办", "cases.read", "cases.verify", org=make.COUNTY)
        verify(answered, checker)

        service.close(number=answered, actor=who.verifier, at=AT + 2 * DAY)

        assert make.row(answered).state == "closed"


@pytest.mark.django_db
class TestRework:
    def test_sends_it_back_under_the_same_promise(self, who: make.County) -> None:
        made = make.replied(who)
        promised = make.row(made.number).due_at

        service.rework(number=made.number, actor=who.verifier, at=AT + DAY + HOUR, words="灯还是不亮。")

        case = make.row(made.number)
        assert (case.state, case.answered_at, case.due_at) == ("handling", None, promised)
        assert make.last(made.number, "case.reworked")["round"] == 1
        assert make.owed(made.number, "case.reworked") == {"cases.tell_holder"}

    def test_becomes_overdue_when_the_promise_has_passed_meanwhile(self, who: make.County) -> None:
        made = make.replied(who)

        service.rework(number=made.number, actor=who.verifier, at=AT + 30 * DAY, words="灯还是不亮。")

        assert make.row(made.number).overdue
        assert make.kinds(made.number).count("case.became_overdue") == 1


@pytest.mark.django_db
class TestClose:
    def test_asks_the_resident_and_never_says_solved(self, who: make.County) -> None:
        made = make.closed(who)

        case = make.row(made.number)
        assert (case.state, case.stage, case.outcome, case.solved) == ("closed", 0, 1, None)
        assert make.kinds(made.number).count("rating.asked") == 1
        assert make.owed(made.number, "rating.asked") == {"cases.tell_resident"}
        assert case.ratings.get().token_hash not in repr(queries.receipt_page(made.receipt, at=AT + 2 * DAY))

    def test_needs_the_verifying_first(self, who: make.County) -> None:
        made = make.replied(who)

        with pytest.raises(Refused):
            service.close(number=made.number, actor=who.verifier, at=AT + 2 * DAY)

    def test_refuses_solved_as_an_outcome(self, who: make.County) -> None:
        made = make.replied(who)
        verify(made.number, who.verifier)

        for outcome in ("solved", "not_now"):
            with pytest.raises(Refused):
                service.close(number=made.number, actor=who.verifier, at=AT + 2 * DAY, outcome=outcome)
        assert make.row(made.number).state == "verified"

    def test_counts_an_answer_in_time_as_on_time_however_long_verifying_took(self, who: make.County) -> None:
        made = make.replied(who)
        service.verify(number=made.number, actor=who.verifier, at=AT + 30 * DAY, result="done", words="看过。")
        service.close(number=made.number, actor=who.verifier, at=AT + 31 * DAY)

        assert make.last(made.number, "case.closed")["late"] == 0
        assert make.last(made.number, "case.verified")["late"] == 1
