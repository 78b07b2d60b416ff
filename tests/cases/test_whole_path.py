"""Scan, report, accept, dispatch, acknowledge, answer, verify, close, rate: one request from end to end."""

from datetime import timedelta

from tests.factories import cases as make

from minqing.cases import queries, service
from minqing.cases.folding import differences
from minqing.ledger.queries import facts_about

AT = make.AT


class TestWholePath:
    def test_leads_from_the_code_to_the_residents_own_word(self, who: make.County) -> None:
        made = make.closed(who)
        page = queries.receipt_page(made.receipt, at=AT + timedelta(days=2))

        service.rate_case(
            token=page.rating.token, contacted=True, solved="yes", satisfied=True, at=AT + timedelta(days=2)
        )

        case = make.row(made.number)
        assert (case.state, case.solved) == ("closed", 1)
        kinds = [fact.kind for fact in facts_about(case.ref)]
        for kind in ("registered", "accepted", "dispatched", "acknowledged", "replied", "verified", "closed"):
            assert f"case.{kind}" in kinds
        assert {"rating.asked", "rating.given"} < set(kinds)
        assert list(differences(case)) == []

    def test_enters_and_passes_every_stage_once(self, who: make.County) -> None:
        made = make.closed(who)

        facts = facts_about(make.row(made.number).ref)
        entered = sorted(fact.data["stage"] for fact in facts if fact.kind == "case.stage_entered")
        passed = sorted(fact.data["stage"] for fact in facts if fact.kind == "case.stage_passed")
        assert passed == [1, 3, 4, 5, 6]
        assert entered == [3, 4, 5, 6]

    def test_gives_the_office_a_card_with_the_lawful_verbs(self, who: make.County) -> None:
        made = make.in_hand(who)

        card = queries.case_card(made.number, actor=who.water, at=AT + timedelta(hours=3))

        assert "13800001234" not in card.text
        assert "王秀兰" not in card.text
        keys = [verb.key for verb in card.verbs]
        assert keys[0] == "reply"
        assert {"return_case", "contact", "ask_resident", "suspend", "ask_extension", "note"} < set(keys)
        assert not {"verify", "close", "accept", "dispatch"} & set(keys)
