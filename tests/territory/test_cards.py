"""Cards: issued, posted, revoked, issued again, and read back from what people type."""

from typing import Any

import pytest
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st
from tests.territory.counties import (
    AT,
    COUNTY,
    LATER,
    NEIGHBOUR,
    TOWN,
    VILLAGE,
    keeper,
    load_qinghe,
    village_with_doors,
)

from minqing.kernel.errors import MoveNotAllowed, NotAllowed, NotFound
from minqing.kernel.ids import ALPHABET, is_valid_code
from minqing.kernel.ref import Ref
from minqing.ledger.queries import facts_about
from minqing.territory import queries, service
from minqing.territory.access import read_code
from minqing.territory.models import Card
from minqing.territory.service import CardNotFound, CodeMistyped, UnableToIssue
from minqing.territory.service.cards import new_codes


def kinds(card_id: str) -> set[str]:
    return {fact.kind for fact in facts_about(Ref("qr_card", card_id))}


@pytest.mark.django_db
class TestIssueCard:
    def test_gives_a_village_a_random_code_and_leaves_a_fact_without_it(self) -> None:
        load_qinghe()

        card = service.issue_card(village_path=VILLAGE, actor=keeper(), at=AT)

        assert is_valid_code(card.code, length=9)
        assert (card.place_path, card.household_path, card.state) == (VILLAGE, "", "issued")
        assert (card.village_name, card.full_name) == ("柳河村", "青禾县 清源镇 柳河村")
        (fact,) = facts_about(Ref("qr_card", card.id))
        assert (fact.kind, fact.data) == ("qr_card.issued", {"card": 1, "again": 0})
        assert card.code not in str(fact)

    def test_gives_a_household_its_own(self) -> None:
        door = village_with_doors(1)[0]

        card = service.issue_card(village_path=VILLAGE, household_path=door.path, actor=keeper(), at=AT)

        assert (card.household_path, card.place_path) == (door.path, door.path)
        assert "1号" not in card.full_name

    def test_is_refused_where_one_is_in_force_or_the_place_is_wrong(self) -> None:
        door = village_with_doors(1)[0]
        service.issue_card(village_path=VILLAGE, actor=keeper(), at=AT)

        for wrong in (
            {"village_path": VILLAGE},
            {"village_path": TOWN},
            {"village_path": VILLAGE, "household_path": f"{VILLAGE}g001/"},
            {"village_path": "139901/101/204/", "household_path": door.path},
        ):
            with pytest.raises(UnableToIssue):
                service.issue_card(**wrong, actor=keeper(), at=AT)

    def test_is_hidden_from_the_neighbour(self) -> None:
        load_qinghe()

        with pytest.raises(NotFound):
            service.issue_card(village_path=VILLAGE, actor=keeper(NEIGHBOUR), at=AT)
        with pytest.raises(NotAllowed):
            service.issue_card(village_path=VILLAGE, actor=keeper(COUNTY, "territory.manage"), at=AT)

    def test_is_guarded_by_the_database_when_two_press_at_once(self) -> None:
        load_qinghe()
        service.issue_card(village_path=VILLAGE, actor=keeper(), at=AT)
        twin = Card.objects.get()
        twin.pk, twin.code, twin.serial = "0192e4a0-0000-7000-8000-000000000001", "0" * 9, 99

        with pytest.raises(IntegrityError), transaction.atomic():
            twin.save(force_insert=True)


@pytest.mark.django_db
class TestIssueCards:
    def test_fills_the_gaps_of_a_village_once(self) -> None:
        village_with_doors(3)

        first = service.issue_cards(village_path=VILLAGE, actor=keeper(), at=AT)
        again = service.issue_cards(village_path=VILLAGE, actor=keeper(), at=AT)

        assert len(first) == 4
        assert [card.household_path == "" for card in first] == [True, False, False, False]
        assert again == ()
        assert queries.cards_of(VILLAGE) == first
        with pytest.raises(UnableToIssue):
            service.issue_cards(village_path=TOWN, actor=keeper(), at=AT)


@pytest.mark.django_db
class TestMarkPosted:
    def test_moves_the_card_and_leaves_a_fact(self) -> None:
        load_qinghe()
        card = service.issue_card(village_path=VILLAGE, actor=keeper(), at=AT)

        posted = service.mark_posted(code=card.written.lower(), actor=keeper(TOWN), at=LATER)

        assert posted.state == "posted"
        assert kinds(card.id) == {"qr_card.issued", "qr_card.posted"}
        with pytest.raises(MoveNotAllowed):
            service.mark_posted(code=card.code, actor=keeper(), at=LATER)

    def test_can_be_said_of_a_whole_village(self) -> None:
        village_with_doors(3)
        service.issue_cards(village_path=VILLAGE, actor=keeper(), at=AT)

        assert service.mark_village_posted(village_path=VILLAGE, actor=keeper(), at=LATER) == 4
        assert service.mark_village_posted(village_path=VILLAGE, actor=keeper(), at=LATER) == 0
        assert {card.state for card in queries.cards_of(VILLAGE)} == {"posted"}

    def test_is_hidden_from_the_neighbour(self) -> None:
        load_qinghe()
        card = service.issue_card(village_path=VILLAGE, actor=keeper(), at=AT)

        with pytest.raises(CardNotFound):
            service.mark_posted(code=card.code, actor=keeper(NEIGHBOUR), at=LATER)


@pytest.mark.django_db
class TestRevokeCard:
    def test_ends_the_card_and_says_why(self) -> None:
        load_qinghe()
        card = service.issue_card(village_path=VILLAGE, actor=keeper(), at=AT)

        service.revoke_card(code=card.code, reason="lost", actor=keeper(), at=LATER)

        with pytest.raises(queries.CardRevoked) as refused:
            queries.card(card.code)
        assert (refused.value.village_path, refused.value.village_name) == (VILLAGE, "柳河村")
        facts = {fact.kind: fact.data for fact in facts_about(Ref("qr_card", card.id))}
        assert facts["qr_card.revoked"] == {"card": 1, "reason": 1, "hung": 0}
        with pytest.raises(MoveNotAllowed):
            service.revoke_card(code=card.code, reason="lost", actor=keeper(), at=LATER)

    @pytest.mark.parametrize("reason", ["", "replaced", "because"])
    def test_wants_a_reason_from_the_list(self, reason: str) -> None:
        load_qinghe()
        card = service.issue_card(village_path=VILLAGE, actor=keeper(), at=AT)

        with pytest.raises(UnableToIssue):
            service.revoke_card(code=card.code, reason=reason, actor=keeper(), at=LATER)

        assert queries.card(card.code).state == "issued"


@pytest.mark.django_db
class TestReissueCard:
    def test_revokes_the_old_and_issues_a_new_code_for_the_same_place(self) -> None:
        door = village_with_doors(1)[0]
        old = service.issue_card(village_path=VILLAGE, household_path=door.path, actor=keeper(), at=AT)

        new = service.reissue_card(code=old.code, reason="damaged", actor=keeper(), at=LATER)

        assert (new.place_path, new.state) == (door.path, "issued")
        assert new.code != old.code
        assert kinds(old.id) == {"qr_card.issued", "qr_card.revoked"}
        assert facts_about(Ref("qr_card", new.id))[0].data == {"card": 2, "again": 1}

    def test_also_follows_a_revoked_card_but_only_once(self) -> None:
        load_qinghe()
        old = service.issue_card(village_path=VILLAGE, actor=keeper(), at=AT)
        service.revoke_card(code=old.code, reason="lost", actor=keeper(), at=AT)

        service.reissue_card(code=old.code, actor=keeper(), at=LATER)

        with pytest.raises(UnableToIssue):
            service.reissue_card(code=old.code, actor=keeper(), at=LATER)


@pytest.mark.django_db
class TestCard:
    def test_is_found_by_what_people_type_in_two_questions(self, django_assert_num_queries: Any) -> None:
        load_qinghe()
        card = service.issue_card(village_path=VILLAGE, actor=keeper(), at=AT)

        with django_assert_num_queries(2):
            assert queries.card(f" {card.written.lower()} ") == card

    def test_with_a_slip_is_told_apart_from_one_that_is_not_there(self) -> None:
        load_qinghe()
        card = service.issue_card(village_path=VILLAGE, actor=keeper(), at=AT)
        wrong = ALPHABET[(ALPHABET.index(card.code[0]) + 1) % 32] + card.code[1:]
        unknown = next(code for code in new_codes(2) if code != card.code)

        with pytest.raises(CodeMistyped):
            queries.card(wrong)
        with pytest.raises(CardNotFound):
            queries.card(unknown)
        assert not issubclass(CardNotFound, CodeMistyped)


class TestReadCode:
    @pytest.mark.parametrize("text", ["", "4M7K", "4M7K-26KX", "U" * 9, "４Ｍ７Ｋ", "x" * 100_000, "\0" * 9, "四"])
    def test_refuses_what_is_no_code(self, text: str) -> None:
        with pytest.raises(CodeMistyped):
            read_code(text)

    @given(st.integers(0, 2**40 - 1), st.integers(0, 8), st.integers(1, 31))
    def test_finds_every_single_wrong_letter(self, number: int, place: int, shift: int) -> None:
        from minqing.kernel.ids import crockford, with_check

        code = with_check(crockford(number.to_bytes(5, "big"), 8))
        wrong = code[:place] + ALPHABET[(ALPHABET.index(code[place]) + shift) % 32] + code[place + 1 :]

        assert read_code(code) == code
        with pytest.raises(CodeMistyped):
            read_code(wrong)


@pytest.mark.django_db
class TestVerbs:
    def test_run_with_what_their_fields_name(self) -> None:
        from inspect import signature

        from minqing.territory.verbs import VERBS

        for verb in VERBS.values():
            names = set(signature(verb.run).parameters)
            assert {field.name for field in verb.fields} <= names, verb.key
            wanted = {name for name, one in signature(verb.run).parameters.items() if one.default is one.empty}
            assert wanted <= {field.name for field in verb.fields} | {"actor", "at"}, verb.key

    def test_offer_the_reasons_a_person_may_choose(self) -> None:
        from minqing.territory.verbs import VERBS

        reasons = [key for key, _title in VERBS["revoke_card"].fields[1].options()]
        assert reasons == ["lost", "damaged", "misprinted", "moved", "misused"]
