"""Six lawful reasons to decline, each with an answer of its own that the county may change; no script is needed."""

import re

import pytest
from tests.factories import cases as make
from tests.web.office.seats import Office, client_of

from minqing.cases import queries
from minqing.cases.codes import Decline

pytestmark = pytest.mark.django_db
REASONS = [one.name.lower() for one in Decline]
OWN = "依据《青禾县办法》第三条，这件事不能办。可以到县司法局一楼咨询。"


def filled(page: str) -> str:
    """What stands in the box for the answer."""
    found = re.search(r'<textarea name="words"[^>]*>\s*(.*?)</textarea>', page, re.DOTALL)
    return found[1].strip() if found else ""


class TestForm:
    @pytest.mark.parametrize("reason", REASONS)
    def test_is_filled_by_the_reason_chosen(self, office: Office, reason: str) -> None:
        number = make.registered().number
        client = client_of(office.county.intake)
        form = client.get(f"/office/cases/{number}/do/decline/form").content.decode()
        address = re.search(rf'href="([^"]+\?reason={reason})"', form)
        assert address

        page = client.get(address[1]).content.decode()

        assert re.search(rf'value="{reason}"[^>]*checked', page)
        assert len(filled(page)) > 20

    def test_gives_each_reason_another_answer(self, office: Office) -> None:
        assert len({str(one.text) for one in queries.decline_answers()}) == len(REASONS) == 6

    def test_shows_the_answer_before_it_goes_out(self, office: Office) -> None:
        number = make.registered().number
        client, address = client_of(office.county.intake), f"/office/cases/{number}/do/decline"

        first = client.post(address, {"reason": "illegal", "words": ""})

        assert first.status_code == 422
        assert "这是标准答复" in first.content.decode()
        assert make.row(number).state == "registered"

        blank = client.post(address, {"reason": "illegal", "words": filled(first.content.decode())})
        assert blank.status_code == 422
        assert "括号里" in blank.content.decode()
        client.post(address, {"reason": "illegal", "words": OWN})

        assert make.row(number).state == "declined"

    def test_asks_for_words_where_no_reason_is_chosen(self, office: Office) -> None:
        number = make.registered().number

        page = client_of(office.county.intake).post(f"/office/cases/{number}/do/decline", {"words": ""})

        assert page.status_code == 422
        assert filled(page.content.decode()) == ""


class TestAnswers:
    def test_are_changed_on_their_page(self, office: Office) -> None:
        keeper = client_of(office.keeper)
        assert "不予受理的答复" in keeper.get("/office/replies/").content.decode()

        for text in ("先写一遍。", OWN):
            assert keeper.post("/office/replies/declining/illegal", {"text": text}).status_code == 302

        number = make.registered().number
        form = client_of(office.county.intake).get(f"/office/cases/{number}/do/decline/form?reason=illegal")
        assert filled(form.content.decode()) == OWN

    def test_are_no_replies_of_a_unit(self, office: Office) -> None:
        client_of(office.keeper).post("/office/replies/declining/illegal", {"text": OWN})

        assert queries.standard_replies(actor=office.county.water) == ()

    def test_are_not_changed_by_a_clerk(self, office: Office) -> None:
        answer = client_of(office.county.intake).post("/office/replies/declining/illegal", {"text": OWN})

        assert answer.status_code == 403
        assert not any(one.is_own for one in queries.decline_answers())
