"""The pages of gatherings and topics, and of what requests have to do with each other."""

from datetime import timedelta

import pytest
from django.utils import timezone
from tests.factories import cases as make
from tests.web.office.seats import Office, client_of

from minqing.cases import service

pytestmark = pytest.mark.django_db


def many(n: int = 5) -> list[str]:
    at = timezone.now() - timedelta(days=2)
    return [make.registered(words=f"路灯坏了，第{one}次", matter_number=132, at=at).number for one in range(n)]


class TestTopics:
    def test_lead_from_a_gathering_to_a_topic_and_to_its_end(self, office: Office) -> None:
        number, *_others = many()
        client = client_of(office.county.overseer)

        page = client.get("/office/topics/").content.decode()
        assert "5 件" in page
        assert f"matter=132&amp;place={make.VILLAGE.replace('/', '%2F')}" in page or "open?matter=132" in page

        form = {"title": "路灯总坏", "matter_number": 132, "place_path": make.VILLAGE, "root_cause": "电缆老化"}
        form |= {"owner_path": make.ROADS, "finish_on": (timezone.now() + timedelta(days=20)).date().isoformat()}
        assert client.post("/office/topics/open", form).status_code == 302
        listed = client.get("/office/topics/").content.decode()
        assert "路灯总坏" in listed
        assert "县交通局" in listed
        one = listed.partition('href="/office/topics/')[2]
        address = "/office/topics/" + listed.split('<td data-head="专题"><a href="/office/topics/')[1].split('"')[0]

        shown = client.get(address).content.decode()
        assert "电缆老化" in shown
        assert number in shown
        assert one
        assert client.get(f"{address}do/take_from_topic?request={number}").status_code == 200
        assert client.post(f"{address}do/take_from_topic", {"number": number}).status_code == 302
        assert client.post(f"{address}do/tell_topic", {"words": "电缆到货了"}).status_code == 302
        assert client.post(f"{address}do/finish_topic", {"words": "换好了"}).status_code == 302
        assert "换好了" in client.get(address).content.decode()

    def test_refuses_too_few_and_keeps_what_was_typed(self, office: Office) -> None:
        form = {"title": "路灯总坏", "matter_number": 132, "place_path": make.VILLAGE, "root_cause": "电缆老化"}
        form |= {"owner_path": make.ROADS, "finish_on": (timezone.now() + timedelta(days=20)).date().isoformat()}

        answer = client_of(office.county.overseer).post("/office/topics/open", form)

        assert answer.status_code == 422
        assert "电缆老化" in answer.content.decode()


class TestTies:
    def test_are_shown_on_both_pages_and_the_button_merges(self, office: Office) -> None:
        main = make.in_hand(office.county, words="村口停水三天了").number
        made = make.registered(words="村口又停水了，三天", at=make.AT + timedelta(hours=3)).number
        client = client_of(office.county.intake)

        page = client.get(f"/office/cases/{made}/").content.decode()
        assert f'data-merge="{main}"' in page
        form = client.get(f"/office/cases/{made}/do/merge/form?into={main}").content.decode()
        assert f'value="{main}"' in form
        assert client.post(f"/office/cases/{made}/do/merge", {"into": main}).status_code == 302

        assert main in client.get(f"/office/cases/{made}/").content.decode().partition('id="case-ties"')[2]
        assert made in client.get(f"/office/cases/{main}/").content.decode().partition('id="case-ties"')[2]


class TestDemands:
    def test_are_laid_into_the_form_by_one_press(self, office: Office) -> None:
        made = make.registered(words="路灯坏了。请尽快修好！什么时候来？").number
        client = client_of(office.county.intake)

        form = client.get(f"/office/cases/{made}/do/accept/form").content.decode()
        assert "请尽快修好" in form.partition('id="asked-for"')[2]
        filled = client.post(f"/office/cases/{made}/do/accept", {"take_demands": "1", "demands": "说明原因"})

        text = filled.content.decode().partition('name="demands"')[2].partition("</textarea>")[0]
        assert [line in text for line in ("说明原因", "请尽快修好", "什么时候来")] == [True] * 3
        assert make.row(made).state == "registered"


class TestSuggestions:
    def test_of_a_matter_come_while_filing_and_fill_in_when_pressed(self, office: Office) -> None:
        client = client_of(office.county.grid_worker)
        sent = {"words": "村口的路灯坏了", "channel": "grid", "submission_token": "t" * 20}

        part = client.post("/office/file/suggest", sent, headers={"hx-request": "true"}).content.decode()
        assert 'name="fill_matter" value="132"' in part
        filled = client.post("/office/file/suggest", {**sent, "fill_matter": "132"}).content.decode()

        assert '<option value="132" selected>' in filled
        assert "村口的路灯坏了" in filled

    def test_models_are_ordered_once_and_shown(self, office: Office) -> None:
        client = client_of(office.keeper)

        assert client.post("/office/suggestions/order", follow=True).status_code == 200
        assert client.post("/office/suggestions/order").status_code == 422
        assert "0%" in client.get("/office/suggestions/").content.decode()
        assert client.get("/office/suggestions/?one=1&other=1").status_code == 422
        assert service.learn_ordered(actor=office.keeper, at=timezone.now()) == 1
        assert "太少" in client.get("/office/suggestions/").content.decode()
