"""Answering at the desk: standard replies filled in, doubts with their sentence, and a no that goes another way."""

from datetime import timedelta

import pytest
from django.utils import timezone
from tests.factories import cases as make
from tests.web.office.seats import Office, client_of

from minqing.cases import queries

EMPTY = "路灯的事已转相关部门处理。"


def in_hand(office: Office) -> str:
    made = make.in_hand(office.county, at=timezone.now() - timedelta(hours=3))
    return str(made.number)


def answer(office: Office, number: str, text: str, **more: str):  # type: ignore[no-untyped-def]
    (demand,) = make.row(number).demands.all()
    data = {f"answer_{demand.id}": text, "outcome": "handled", "words": "", **more}
    return client_of(office.county.water).post(f"/office/cases/{number}/do/reply", data)


@pytest.mark.django_db
class TestStandardReply:
    def test_begins_an_answer_by_a_link_filled_in(self, office: Office) -> None:
        text = {"title": "路灯", "text": "编号{number}，{unit}已安排。", "outcome": "partly"}
        client_of(office.keeper).post("/office/replies/new", text)
        (kept,) = queries.standard_replies(actor=office.keeper)
        number = in_hand(office)

        page = client_of(office.county.water).get(f"/office/cases/{number}/do/reply/form?standard={kept.id}")

        html = page.content.decode()
        assert f"编号{number}，县水务局已安排。</textarea>" in html
        assert "checked" in html.partition('value="partly"')[2].partition(">")[0]

    def test_with_an_unknown_field_is_refused_where_it_is_written(self, office: Office) -> None:
        page = client_of(office.keeper).post("/office/replies/new", {"title": "路灯", "text": "{姓名}您好"})

        assert page.status_code == 422
        assert "{姓名}您好" in page.content.decode()
        assert queries.standard_replies(actor=office.keeper) == ()


@pytest.mark.django_db
class TestDoubts:
    def test_stand_above_the_form_with_their_words_and_nothing_is_lost(self, office: Office) -> None:
        number = in_hand(office)

        page = answer(office, number, EMPTY)

        html = page.content.decode()
        assert page.status_code == 422
        assert '<b class="late">已转相关部门</b>' in html
        assert EMPTY in html
        assert 'name="as_is"' in html
        assert make.row(number).state == "handling"

    def test_let_it_go_out_with_a_reason(self, office: Office) -> None:
        number = in_hand(office)

        assert answer(office, number, EMPTY, as_is="供电公司今天修。").status_code == 302
        assert make.row(number).state == "replied"

    def test_ask_for_no_reason_before_there_is_one(self, office: Office) -> None:
        number = in_hand(office)

        form = client_of(office.county.water).get(f"/office/cases/{number}/do/reply/form").content.decode()

        assert 'name="as_is"' not in form


@pytest.mark.django_db
class TestNo:
    def test_goes_to_another_office_which_reads_it_whole_and_decides(self, office: Office) -> None:
        number = in_hand(office)
        assert answer(office, number, "路灯归小区物业管。", outcome="not_within_duty").status_code == 302
        overseer = client_of(office.county.overseer)

        page = overseer.get("/office/refusals/").content.decode()
        assert number in page
        assert "路灯归小区物业管。" in page
        overseer.post("/office/refusals/decide", {"number": number, "decision": "approve", "words": "清单里没有。"})

        assert make.row(number).state == "replied"
        assert "没有等您审核的不予办理" in overseer.get("/office/refusals/").content.decode()

    def test_says_on_the_page_of_the_request_that_it_waits(self, office: Office) -> None:
        number = in_hand(office)
        assert answer(office, number, "路灯归小区物业管。", outcome="unreasonable").status_code == 302

        page = client_of(office.county.water).get(f"/office/cases/{number}/").content.decode()

        assert "决定以前不算答复" in page
