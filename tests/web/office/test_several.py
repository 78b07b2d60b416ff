"""Steps for several requests: looked through first, words asked once, each refusal told."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.factories import cases as make
from tests.web.office.seats import Office, client_of

from minqing.cases import queries, service
from minqing.cases.models import Entry

pytestmark = pytest.mark.django_db
LOOK, DO = "/office/desk/bulk/look", "/office/desk/bulk"


def accepted(office: Office) -> str:
    """A request that waits to be dispatched."""
    number = make.registered(matter_number=101).number
    return service.accept(number=number, actor=office.county.intake, at=make.AT)


class TestLooking:
    def test_shows_what_fits_and_what_not_and_does_nothing(self, office: Office) -> None:
        waits, in_hand = make.dispatched(office.county), make.in_hand(office.county)
        foreign = make.dispatched(office.county, to=make.ROADS)
        sent = {"verb": "acknowledge", "number": [waits.number, in_hand.number, foreign.number, "a/b"]}

        page = client_of(office.county.water).post(LOOK, sent).content.decode()

        others, _, fitting = page.partition('id="fitting"')
        assert waits.number in fitting
        assert in_hand.number in others
        assert "这一步现在不适用" in others
        assert foreign.number in others
        assert "a/b" in others
        assert f'value="{foreign.number}"' not in page
        assert make.row(waits.number).state == "dispatched"

    def test_says_first_that_a_matter_is_missing(self, office: Office) -> None:
        unclear = make.registered(words="路灯坏了三天。")

        page = client_of(office.county.intake).post(LOOK, {"verb": "accept", "number": [unclear.number]})

        assert "还没有人确定它的事项" in page.content.decode()
        assert 'id="fitting"' not in page.content.decode()

    def test_says_that_a_merged_request_goes_along(self, office: Office) -> None:
        first, other = make.in_hand(office.county), make.registered(matter_number=101)
        service.merge(number=other.number, actor=office.county.intake, at=make.AT, into=first.number)

        (fit,) = queries.step_fits([other.number], "accept", actor=office.county.intake)

        assert fit.why_not

    def test_refuses_a_step_of_one_request_alone_and_an_empty_choice(self, office: Office) -> None:
        client = client_of(office.county.water)

        assert client.post(LOOK, {"verb": "reply", "number": ["2026-000001"]}).status_code == 422
        assert client.post(LOOK, {"verb": "note"}).status_code == 422

    def test_says_how_many_were_too_many(self, office: Office) -> None:
        sent = {"verb": "note", "number": [f"2026-{n:06}" for n in range(52)]}

        assert "另外勾选的 2 件" in client_of(office.county.water).post(LOOK, sent).content.decode()

    def test_leads_back_only_into_the_house(self, office: Office) -> None:
        sent = {"verb": "note", "number": ["2026-000001"], "next": "https://example.org/"}

        assert "example.org" not in client_of(office.county.water).post(LOOK, sent).content.decode()

    def test_costs_the_same_however_many(self, office: Office) -> None:
        numbers = [make.in_hand(office.county).number for _one in range(4)]

        def asked(some: list[str]) -> int:
            with CaptureQueriesContext(connection) as caught:
                assert not any(one.why_not for one in queries.step_fits(some, "note", actor=office.county.water))
            return len(caught)

        assert asked(numbers[:1]) == asked(numbers) <= 3


class TestNotes:
    def test_are_written_once_for_all(self, office: Office) -> None:
        made = [make.in_hand(office.county).number for _one in range(2)]
        client = client_of(office.county.water)

        desk = client.get("/office/desk/?queue=unit").content.decode()
        client.post(DO, {"verb": "note", "number": made, "words": "已通知施工队，周三一并查看。"})

        assert 'value="note"' in desk
        assert Entry.objects.filter(kind="case.noted", words__contains="施工队").count() == 2

    def test_without_words_ask_for_them_and_lose_nothing(self, office: Office) -> None:
        made = make.in_hand(office.county).number

        answer = client_of(office.county.water).post(DO, {"verb": "note", "number": [made], "words": ""})

        assert answer.status_code == 422
        assert f'value="{made}"' in answer.content.decode()
        assert make.kinds(made).count("case.noted") == 0

    def test_are_not_offered_to_who_may_write_none(self, office: Office) -> None:
        number = make.in_hand(office.county).number
        reader = make.post(make.WATER, "查阅岗", "姜查阅", "cases.read", org=make.WATER)
        client = client_of(reader)

        assert 'value="note"' not in client.get("/office/desk/?queue=unit").content.decode()
        assert 'id="fitting"' not in client.post(LOOK, {"verb": "note", "number": [number]}).content.decode()


class TestDispatching:
    def test_gives_all_to_one_unit_that_is_named_once(self, office: Office) -> None:
        made = [accepted(office) for _one in range(2)]

        client_of(office.county.intake).post(DO, {"verb": "dispatch", "number": made, "lead_path": make.ROADS})

        assert {make.row(number).lead_path for number in made} == {make.ROADS}

    def test_follows_the_routing_table_where_none_is_named(self, office: Office) -> None:
        made = accepted(office)

        client_of(office.county.intake).post(DO, {"verb": "dispatch", "number": [made], "lead_path": ""})

        assert make.row(made).lead_path == make.WATER


class TestTakingBack:
    def test_stands_on_the_page_right_after_and_says_what_became_of_it(self, office: Office) -> None:
        number = make.in_hand(office.county).number
        client = client_of(office.county.water)
        client.post(f"/office/cases/{number}/do/note", {"words": "写错了一件。"})

        offered = client.get(f"/office/cases/{number}/").content.decode()
        client.post(f"/office/cases/{number}/do/withdraw_note")
        after = client.get(f"/office/cases/{number}/").content.decode()

        assert "撤回刚写的记录" in offered
        assert "写错了一件" in offered
        assert "写错了一件" not in after
        assert "写的人已撤回" in after
