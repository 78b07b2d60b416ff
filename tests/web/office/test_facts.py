"""The page of one fact: as it was sealed, with its proof, for whoever may open figures where it lies."""

import json
from datetime import timedelta

import pytest
from tests.factories import cases as make
from tests.web.office.seats import Office, client_of

from minqing.exchange.verify_fact import published, wrong_with
from minqing.ledger.positions import forget_transactions
from minqing.ledger.queries import facts_about
from minqing.ledger.seals import seal_day, seals

pytestmark = pytest.mark.django_db
LEDGER = "/office/ledger/"


@pytest.fixture
def fact(office: Office) -> str:
    """The page of the fact that a request was registered."""
    made = make.registered()
    (found,) = [one for one in facts_about(make.row(made.number).ref) if one.kind == "case.registered"]
    return f"{LEDGER}facts/{found.id}/"


def seal() -> None:
    """Seal what there is."""
    forget_transactions()
    seal_day(make.AT.date(), make.AT + timedelta(days=1))


class TestFact:
    def test_is_shown_as_it_was_sealed_and_its_proof_holds(self, office: Office, fact: str) -> None:
        seal()
        client = client_of(office.county.overseer)

        page = client.get(fact).content.decode()
        saved = client.get(f"{fact}proof")

        assert "登记诉求" in page
        assert "柳河村" in page
        proof, one = json.loads(saved.content), seals()[0]
        line = f"seal {one.number} day {one.day} facts {one.through} root {one.root}"
        assert wrong_with(proof, published(line)) == ""
        assert "attachment" in saved["Content-Disposition"]

    def test_says_that_the_seal_is_still_to_come(self, office: Office, fact: str) -> None:
        client = client_of(office.county.overseer)

        assert "次日零点以后" in client.get(fact).content.decode()
        assert client.get(f"{fact}proof").status_code == 409

    def test_is_found_by_its_number(self, office: Office, fact: str) -> None:
        client, number = client_of(office.county.overseer), fact.split("/")[-2]

        assert client.get(f"{LEDGER}fact?id={number}")["Location"] == fact
        assert client.get(f"{LEDGER}fact?id=abc").status_code == 422
        assert 'name="id"' in client.get(LEDGER).content.decode()
        assert 'name="id"' not in client_of(office.idle).get(LEDGER).content.decode()

    def test_is_nobodys_outside_its_reach(self, office: Office, fact: str) -> None:
        neighbour = make.post(make.ROADS, "审计岗", "邻审计", "ledger.read")

        for address in (fact, f"{fact}proof"):
            assert client_of(neighbour).get(address).status_code == 404
            assert client_of(office.idle).get(address).status_code == 403
