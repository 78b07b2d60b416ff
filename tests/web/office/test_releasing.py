"""Releasing a request on its page."""

from datetime import timedelta

import pytest
from django.urls import reverse
from tests.factories import cases as make
from tests.web.office.seats import Office, client_of

from minqing.cases.releasing import service as releasing

pytestmark = pytest.mark.django_db
WORDS = "村口一盏路灯不亮"


def form_of(office: Office, number: str) -> str:
    address = reverse("office:case_verb_form", args=[number, "release"])
    answer = client_of(office.county.intake).get(address)
    assert answer.status_code == 200
    return str(answer.content.decode())


class TestRelease:
    def test_asks_for_words_of_its_own(self, office: Office) -> None:
        number = make.in_hand(office.county).number

        page = form_of(office, number)

        assert "公开的内容" in page
        assert "用办理机关自己的话写" in page

    def test_begins_with_what_is_public_now(self, office: Office) -> None:
        number = make.in_hand(office.county).number
        releasing.release(number=number, actor=office.county.intake, at=make.AT + timedelta(days=1), words=WORDS)

        assert WORDS in form_of(office, number).partition('name="words"')[2].partition("</textarea>")[0]

    def test_says_what_would_be_masked_and_keeps_what_was_typed(self, office: Office) -> None:
        number = make.in_hand(office.county).number
        address = reverse("office:case_verb", args=[number, "release"])

        answer = client_of(office.county.intake).post(address, {"words": "请找13800001234", "answer": ""})

        page = answer.content.decode()
        assert answer.status_code == 422
        assert "这些内容会被遮住：13800001234" in page
        assert "请找13800001234" in page

    def test_stands_on_the_board_and_is_taken_back(self, office: Office) -> None:
        number = make.in_hand(office.county).number
        client = client_of(office.county.intake)
        client.post(reverse("office:case_verb", args=[number, "release"]), {"words": WORDS, "answer": ""})
        assert WORDS in client.get(f"/open311/v2/requests.json?service_request_id={number}").content.decode()

        client.post(reverse("office:case_verb", args=[number, "withdraw_release"]), {"words": "写得太细"})

        assert client.get(f"/open311/v2/requests.json?service_request_id={number}").content == b"[]"
