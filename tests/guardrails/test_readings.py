"""Wherever the office is shown a resident's words, the showing is recorded and the resident sees who read (G4)."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from tests.exchange.conftest import system
from tests.factories import cases as make
from tests.guardrails.test_copies import drawn
from tests.web.office.seats import Office, client_of, make_office

import minqing
from minqing.cases import queries
from minqing.cases.models import Reading

pytestmark = pytest.mark.django_db
SOURCE = Path(minqing.__file__).parent
HTMX = {"hx-request": "true"}
WORDS = "村口的路灯坏了三天"
EMPTY: dict[str, str] = {"words": ""}


@pytest.fixture
def office() -> Office:
    return make_office()


def case(number: str, rest: str = "") -> str:
    return f"/office/cases/{number}/{rest}"


Visit = Callable[[Client, str], Any]
ADDRESSES: dict[str, Visit] = {
    "page": lambda client, number: client.get(case(number)),
    "paper": lambda client, number: client.get(case(number, "print")),
    "beside the desk": lambda client, number: client.get("/office/desk/", {"case": number}),
    "pane": lambda client, number: client.get("/office/desk/", {"case": number}, headers={"hx-target": "case-pane"}),
    "form": lambda client, number: client.get(case(number, "do/note/form")),
    "refused": lambda client, number: client.post(case(number, "do/note"), EMPTY),
    "done": lambda client, number: client.post(case(number, "do/note"), {"words": "记一笔"}, headers=HTMX),
    "compared": lambda client, number: client.post(case(number, "same-telephone")),
}


class TestEveryAddress:
    @pytest.mark.parametrize("name", ADDRESSES)
    def test_records_the_reading_and_its_copy_leads_to_the_post(self, office: Office, name: str) -> None:
        made = make.registered()
        reader = make.post(
            make.CENTRE, "比对岗", "韩比对", "cases.read", "cases.accept", "cases.note", "vault.same_matter"
        )

        answer = ADDRESSES[name](client_of(reader), made.number)

        page = answer.content.decode()
        assert WORDS in page
        assert readers_of(made.receipt) == {reader.label}
        (copy,) = drawn(page)
        assert queries.traces_of_copy(copy)[0].who == reader.label

    def test_of_the_interface_is_recorded_too(self, office: Office) -> None:
        made = make.registered()

        assert WORDS in system("cases.read").get(f"/cases/{made.number}").body["text"]

        assert [reading.post.partition(":")[0] for reading in Reading.objects.all()] == ["client"]

    def test_a_form_in_its_place_counts_as_well(self, office: Office) -> None:
        made = make.registered()

        client_of(office.county.intake).get(case(made.number, "do/note/form"), headers=HTMX)

        assert readers_of(made.receipt) == {office.county.intake.label}

    def test_whoever_steps_back_is_not_read_in_again(self, office: Office) -> None:
        made = make.registered()
        client = client_of(office.county.intake)

        client.post(case(made.number, "do/recuse_self"), {"ground": "kinship"}, headers=HTMX)

        assert Reading.objects.count() == 1

    def test_nobody_draws_a_request_by_another_way(self) -> None:
        found = {
            str(file.relative_to(SOURCE))
            for file in SOURCE.rglob("*.py")
            if "case_card(" in file.read_text(encoding="utf-8") and file.parts[len(SOURCE.parts)] != "cases"
        }

        assert found == {
            "exchange/api/casework.py",  # opens it first
            "web/casework/opening.py",  # opens it first
            "web/watch/reveals.py",  # asks for the number alone and shows no word
        }


def readers_of(receipt: str) -> set[str]:
    """The posts that the resident sees as readers."""
    return {f"{reader.unit} {reader.post}" for reader in queries.receipt_page(receipt, at=make.AT).readers}
