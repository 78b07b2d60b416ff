"""Each step of the state table tells somebody, or says why nobody."""

from datetime import timedelta
from typing import Any

import pytest
from tests.cases.test_notices import channels, deliver, sent, told  # noqa: F401  # the fixture works by its name
from tests.factories import cases as make

from minqing.cases import messages, notices, queries, service
from minqing.cases.access import CaseNotFound
from minqing.cases.states import LIFECYCLE
from minqing.ledger.owing import recipes_for

AT = make.AT
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
KINDS = sorted({arrow.fact for arrow in LIFECYCLE.transitions})
HERS: dict[str, Any] = {"phone": "13800001234", "may_call": True}


def texts() -> list[str]:
    return [body for to, body in sent if to.endswith("13800001234")]


class TestTheStateTable:
    @pytest.mark.parametrize("kind", KINDS)
    def test_tells_somebody_after_each_step_or_says_why_nobody(self, kind: str) -> None:
        reason = notices.NOBODY.get(kind, "")

        assert bool(recipes_for(kind)) != bool(reason)
        assert not reason or reason.startswith("none, because ")

    def test_excuses_no_step_that_does_not_exist(self) -> None:
        assert set(notices.NOBODY) <= set(KINDS)


@pytest.mark.django_db
class TestTheResident:
    def test_hears_that_the_office_withdrew_even_if_she_may_not_be_called(self, who: make.County) -> None:
        made = make.in_hand(who, phone="13800001234")
        service.withdraw(number=made.number, actor=who.intake, at=AT + DAY, words="电话里说不用办了。")

        deliver(AT + 2 * DAY)

        assert len(texts()) == 1
        assert made.number in texts()[0]
        assert "cases.tell_holder" in told(who.water)

    def test_hears_nothing_of_what_she_did_herself_but_the_unit_does(self, who: make.County) -> None:
        made = make.in_hand(who, phone="13800001234")
        service.withdraw_case(receipt=made.receipt, at=AT + DAY)

        deliver(AT + 2 * DAY)

        assert texts() == []
        assert "cases.tell_holder" in told(who.water)

    def test_hears_of_a_pause_and_of_reopening_by_the_office(self, who: make.County) -> None:
        paused, closed = make.in_hand(who, **HERS), make.closed(who, **HERS)
        make.suspend(who, paused.number, at=AT + DAY, reason="parts", words="等灯头。")
        service.reopen(number=closed.number, actor=who.intake, at=AT + 2 * DAY, words="还没修好。")

        deliver(AT + 3 * DAY)

        address = "/r"
        assert sum(body.endswith(address) for body in texts() if paused.number in body) == 2  # accepted, paused
        assert make.owed(closed.number, "case.reopened") == {"cases.tell_reopened", "cases.tell_resident"}

    def test_is_promised_nothing_in_a_text_that_the_table_lacks(self) -> None:
        assert set(messages.ALWAYS) <= set(messages.TEXTS)


@pytest.mark.django_db
class TestTheOffice:
    def test_hears_that_closing_waits(self, who: make.County) -> None:
        made = make.replied(who)
        service.verify(number=made.number, actor=who.verifier, at=AT + 2 * DAY, result="done", words="看过。")

        deliver(AT + 3 * DAY)

        assert "cases.tell_closer" in told(who.intake)
        assert "cases.tell_closer" not in told(who.verifier)  # she did it

    def test_hears_in_the_unit_that_somebody_stepped_back(self, who: make.County) -> None:
        made = make.in_hand(who)
        service.recuse_self(number=made.number, actor=who.water, at=AT + DAY, ground="kinship")

        deliver(AT + 2 * DAY)

        assert "cases.tell_colleagues" in told(who.water_head)
        assert "cases.tell_colleagues" not in told(who.water)

    def test_hears_that_the_matter_was_corrected(self, who: make.County) -> None:
        made = make.in_hand(who)
        service.recategorise(number=made.number, actor=who.second_intake, at=AT + DAY, matter_number=132)

        deliver(AT + 2 * DAY)

        assert "cases.tell_holder" in told(who.water)

    def test_hears_at_intake_what_no_unit_holds_yet(self, who: make.County) -> None:
        made = make.registered()
        service.supervise(number=made.number, actor=who.overseer, at=AT + HOUR, words="为何还没派？")
        service.add_words(receipt=made.receipt, words="又坏了一盏。", at=AT + 2 * HOUR)

        deliver(AT + DAY)

        assert told(who.intake).count("cases.tell_holder") == 2

    def test_answers_at_intake_an_order_on_what_no_unit_holds_yet(self, who: make.County) -> None:
        made = make.registered()
        service.supervise(number=made.number, actor=who.overseer, at=AT + HOUR, words="为何还没派？")
        card = queries.case_card(made.number, actor=who.intake, at=AT + HOUR)
        assert "answer_supervision" in {verb.key for verb in card.verbs}
        answer: dict[str, Any] = {"number": made.number, "at": AT + 2 * HOUR, "words": "今天就派。"}

        with pytest.raises(CaseNotFound):
            service.answer_supervision(actor=who.grid_worker, **answer)
        service.answer_supervision(actor=who.intake, **answer)

        assert make.last(made.number, "case.supervision_answered")["late"] == 0
