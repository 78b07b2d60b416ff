"""The kind of a request in the office's forms: a hint beside the field, a warning, a way on."""

import pytest
from tests.factories import cases as make
from tests.web.office.seats import Office, client_of

pytestmark = pytest.mark.django_db
UPSET = "请问为什么水管坏了，反映了三次没人管？"


class TestAccepting:
    def test_shows_what_the_words_read_like_and_chooses_nothing(self, office: Office) -> None:
        number = make.registered(words=UPSET).number

        page = client_of(office.county.intake).get(f"/office/cases/{number}/do/accept/form").content.decode()

        assert "内容读起来像“投诉”" in page
        assert "没人管" in page
        assert 'value="complaint" checked' not in page
        assert 'value="complaint" selected' not in page

    def test_warns_once_where_a_complaint_is_called_a_question(self, office: Office) -> None:
        number = make.registered(words=UPSET).number
        client, address = client_of(office.county.intake), f"/office/cases/{number}/do/accept"
        typed = {"matter_number": "131", "kind": "question"}

        warned = client.post(address, typed)

        assert warned.status_code == 422
        assert "还没有提交" in warned.content.decode()
        assert 'name="kind_sure"' in warned.content.decode()
        assert make.row(number).state == "registered"
        client.post(address, typed | {"kind_sure": "1"})
        assert (make.row(number).state, make.row(number).kind) == ("accepted", 1)

    def test_asks_nothing_twice_where_the_words_agree(self, office: Office) -> None:
        number = make.registered(words="请问低保怎么办理？").number

        client_of(office.county.intake).post(
            f"/office/cases/{number}/do/accept", {"matter_number": "131", "kind": "question"}
        )

        assert make.row(number).kind == 1


def test_the_kind_stands_on_the_page_in_the_list_and_in_the_table(office: Office) -> None:
    client = client_of(office.county.intake)
    sent = {"channel": "counter", "words": UPSET, "place": make.VILLAGE, "submission_token": "t", "kind": "complaint"}

    client.post("/office/file/", sent)

    page = client.get("/office/desk/?queue=all&kind=complaint")
    assert page.status_code == 200
    number = page.context["found"].items[0].number
    assert "<span>投诉</span>" in client.get(f"/office/cases/{number}/").content.decode()
    table = client.get("/office/desk/export?queue=all").content.decode()
    assert "诉求类别" in table
    assert ",投诉" in table
