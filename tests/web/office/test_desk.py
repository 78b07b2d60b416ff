"""The desk: queues, filters as chips, paging, bulk verbs, export, search."""

import json
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook
from tests.factories import cases as make
from tests.web.office.seats import Office, client_of

from minqing.cases import queries
from minqing.ledger.queries import facts_about

pytestmark = pytest.mark.django_db


class TestDesk:
    def test_shows_the_units_requests_and_hides_what_is_masked(self, office: Office) -> None:
        made = make.in_hand(office.county)

        page = client_of(office.county.water).get("/office/desk/?queue=unit").content.decode()

        assert made.number in page
        assert "王秀兰" not in page
        assert "13800001234" not in page

    def test_shows_a_neighbour_nothing(self, office: Office) -> None:
        made = make.in_hand(office.county)

        page = client_of(office.county.roads).get("/office/desk/?queue=unit").content.decode()

        assert made.number not in page
        assert 'class="empty"' in page

    def test_opens_a_request_beside_the_list_and_records_it_once(self, office: Office) -> None:
        made = make.in_hand(office.county)
        client = client_of(office.county.water)

        page = client.get(f"/office/desk/?queue=unit&case={made.number}").content.decode()
        client.get(f"/office/desk/?queue=unit&case={made.number}")

        assert 'id="case"' in page
        assert 'class="desk has-case"' in page
        assert make.row(made.number).readings.filter(post=str(office.county.water.ref)).count() == 1

    def test_answers_htmx_with_the_request_alone(self, office: Office) -> None:
        made = make.in_hand(office.county)
        headers = {"hx-request": "true", "hx-target": "case-pane"}

        answer = client_of(office.county.water).get(f"/office/desk/?queue=unit&case={made.number}", headers=headers)

        assert answer.content.decode().strip().startswith("<article")

    def test_keeps_filters_in_the_address_as_chips(self, office: Office) -> None:
        make.in_hand(office.county)
        client = client_of(office.county.water)

        page = client.get("/office/desk/?queue=unit&matter_number=101&tone=late").content.decode()

        assert 'href="?queue=unit&amp;tone=late"' in page
        assert 'href="?queue=unit&amp;matter_number=101"' in page

    def test_refuses_a_broken_address_with_a_sentence(self, office: Office) -> None:
        client = client_of(office.county.water)

        for query in ("queue=everything", "matter_number=x", "registered_from=yesterday", "cursor=broken"):
            answer = client.get(f"/office/desk/?{query}")
            assert answer.status_code == 422
            assert 'role="alert"' in answer.content.decode()

    def test_exports_the_same_rows_without_formulas(self, office: Office) -> None:
        make.in_hand(office.county, words="=HYPERLINK(1) 路灯坏了，晚上看不见")

        answer = client_of(office.county.water).get("/office/desk/export?queue=unit")

        table = answer.content.decode("utf-8-sig")
        assert "'=HYPERLINK" in table
        assert answer["Content-Disposition"].endswith('.csv"')

    def test_exports_how_a_request_came_in_words(self, office: Office) -> None:
        make.in_hand(office.county)

        table = client_of(office.county.water).get("/office/desk/export?queue=unit").content.decode("utf-8-sig")

        assert ",扫码," in table
        assert ",qr," not in table

    def test_exports_a_workbook_without_formulas_and_records_which_list(self, office: Office) -> None:
        made = make.in_hand(office.county, words="=HYPERLINK(1) 路灯坏了，晚上看不见")
        make.in_hand(office.county, words="自来水发黄")
        address = f"/office/desk/export?queue=unit&as=xlsx&place_path={make.VILLAGE}"

        answer = client_of(office.county.water).get(address)

        sheet = load_workbook(BytesIO(answer.getvalue())).active
        rows = list(sheet.iter_rows())
        assert rows[0][0].value == "受理编号"
        words = [cell for row in rows for cell in row if str(cell.value).startswith("=")]
        assert {cell.data_type for cell in words} == {"s"}
        assert made.number in {row[0].value for row in rows}
        assert "份" in str(rows[-1][0].value) or "副本" in str(rows[-1][0].value)
        fact = [one for one in facts_about(office.county.water.ref) if one.kind == "list.exported"][-1]
        assert (fact.data["queue"], fact.data["filters"]) == ("unit", f"place_path={make.VILLAGE}")

    def test_keeps_no_typed_word_in_the_fact(self, office: Office) -> None:
        client_of(office.county.water).get("/office/desk/export?queue=all&place_path=王秀兰/&tone=late")

        fact = [one for one in facts_about(office.county.water.ref) if one.kind == "list.exported"][-1]
        assert fact.data["filters"] == "tone=late"

    def test_says_so_when_a_list_is_longer_than_a_file(self, office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
        for _one in range(2):
            make.in_hand(office.county)
        monkeypatch.setattr("minqing.web.desk.views.MOST_PAGES", 1)
        monkeypatch.setitem(queries.desk.__kwdefaults__, "size", 1)

        table = client_of(office.county.water).get("/office/desk/export?queue=unit").content.decode("utf-8-sig")

        assert "只有前 10,000 件" in table


class TestFilters:
    @pytest.mark.parametrize("asked", ["registered_from=0001-01-01", "registered_to=9999-12-31", "cursor=xx"])
    def test_refuse_in_a_sentence_what_cannot_be_meant(self, office: Office, asked: str) -> None:
        answer = client_of(office.county.water).get(f"/office/desk/?queue=all&{asked}")

        assert answer.status_code == 422


class TestBulk:
    def test_accepts_several_whose_matter_somebody_named_and_never_one_that_is_only_suggested(
        self, office: Office
    ) -> None:
        other, given = (make.registered(words="请看看。", matter_number=number) for number in (132, 101))
        unclear = make.registered(words="路灯坏了三天。")
        client, numbers = client_of(office.county.intake), [other.number, given.number, unclear.number]

        page = client.post("/office/desk/bulk", {"verb": "accept", "number": numbers}, follow=True).content.decode()

        assert [make.row(number).state for number in numbers] == ["accepted", "accepted", "registered"]
        assert all(make.row(number).matter for number in numbers[:2])
        assert "2 件" in page
        assert f'<a href="/office/cases/{unclear.number}/">{unclear.number}</a>' in page.partition('id="undone"')[2]
        assert 'id="undone"' not in client.get("/office/desk/").content.decode()

    def test_tells_every_refusal_however_many(self, office: Office) -> None:
        foreign = [make.dispatched(office.county, to=make.ROADS).number for _one in range(7)]
        sent = {"verb": "acknowledge", "number": foreign}

        page = client_of(office.county.water).post("/office/desk/bulk", sent, follow=True).content.decode()

        assert page.partition('id="undone"')[2].count("<li>") >= len(foreign)
        assert all(number in page for number in foreign)

    def test_survives_numbers_that_are_none(self, office: Office) -> None:
        client = client_of(office.county.water)

        sent = {"verb": "acknowledge", "number": ["a/b", "", "<script>", "9" * 500]}
        answer = client.post("/office/desk/bulk", sent, follow=True)

        assert answer.status_code == 200
        assert "<script>" not in answer.content.decode().partition('id="undone"')[2]

    def test_closes_several_that_were_verified(self, office: Office) -> None:
        made = [make.verified(office.county).number for _one in range(2)]
        client = client_of(office.county.verifier)

        offered = client.get("/office/desk/?queue=verify").content.decode()
        client.post("/office/desk/bulk", {"verb": "close", "number": made})

        assert 'value="close"' in offered
        assert {make.row(number).state for number in made} == {"closed"}

    def test_accepts_and_dispatches_several_along_the_routing_table(self, office: Office) -> None:
        numbers = [make.registered(words="路灯坏了三天。", matter_number=101).number for _one in range(2)]

        client_of(office.county.intake).post("/office/desk/bulk", {"verb": "accept_and_dispatch", "number": numbers})

        assert {(make.row(number).state, make.row(number).lead_path) for number in numbers} == {
            ("dispatched", make.WATER)
        }
        assert all(make.kinds(number).count("case.accepted") == 1 for number in numbers)

    def test_offers_accepting_only_where_it_is_the_next_step(self, office: Office) -> None:
        make.registered()

        intake = client_of(office.county.intake).get("/office/desk/?queue=intake").content.decode()
        water = client_of(office.county.water).get("/office/desk/?queue=unit").content.decode()

        assert 'value="accept_and_dispatch"' in intake
        assert 'value="accept_and_dispatch"' not in water

    def test_acknowledges_several_and_tells_what_was_refused(self, office: Office) -> None:
        first, second = make.dispatched(office.county), make.dispatched(office.county)
        foreign = make.dispatched(office.county, to=make.ROADS)
        client = client_of(office.county.water)
        numbers = [first.number, second.number, foreign.number]

        answer = client.post("/office/desk/bulk", {"verb": "acknowledge", "number": numbers})

        assert answer.status_code == 302
        assert {make.row(number).state for number in numbers[:2]} == {"handling"}
        assert make.row(foreign.number).state == "dispatched"
        assert foreign.number in client.get("/office/desk/").content.decode()

    def test_refuses_a_verb_that_needs_words(self, office: Office) -> None:
        answer = client_of(office.county.water).post("/office/desk/bulk", {"verb": "reply", "number": ["2026-000001"]})

        assert answer.status_code == 422


class TestSearch:
    def test_finds_chinese_words_of_one_to_six_characters(self, office: Office) -> None:
        made = make.in_hand(office.county)
        client = client_of(office.county.water)

        for text in ("灯", "路灯", "村口的路灯", made.number):
            assert made.number in client.get("/office/search/", {"q": text}).content.decode()

    def test_finds_nothing_of_a_neighbour(self, office: Office) -> None:
        made = make.in_hand(office.county)

        page = client_of(office.county.roads).get("/office/search/", {"q": made.number}).content.decode()

        assert f"/office/cases/{made.number}/" not in page


class TestQueryBudgets:
    def test_hold_whatever_the_length_of_the_list(self, office: Office) -> None:
        budgets = json.loads((Path(__file__).parent / "query_counts.json").read_text(encoding="utf-8"))
        for minute in range(6):
            made = make.in_hand(office.county, at=make.AT + timedelta(minutes=minute))
        client, overseer = client_of(office.county.water), client_of(office.county.overseer)
        for address in PAGES.values():  # what is held in memory between requests was read before, whatever ran earlier
            client.get(address.format(number=made.number))

        counted = {name: queries_of(client, address.format(number=made.number)) for name, address in PAGES.items()}
        counted["oversight"] = queries_of(overseer, "/office/oversight/")
        counted["board"] = queries_of(overseer, "/office/board/")

        assert {name: count for name, count in counted.items() if count > budgets[name]} == {}
        assert set(counted) == set(budgets)


PAGES = {
    "desk": "/office/desk/?queue=unit",
    "desk_with_a_request": "/office/desk/?queue=unit&case={number}",
    "case": "/office/cases/{number}/",
    "verb_form": "/office/cases/{number}/do/reply/form",
    "search": "/office/search/?q=路灯",
    "notices": "/office/notices/",
}


def queries_of(client: Client, address: str) -> int:
    """Count the queries of one page."""
    cache.clear()  # the rail's numbers and the filters' lists are read anew
    with CaptureQueriesContext(connection) as caught:
        assert client.get(address).status_code == 200
    return len(caught)
