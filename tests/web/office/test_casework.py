"""The page of one request: every button is a verb, every form opens in place, every refusal keeps what was typed."""

import re
from datetime import date, timedelta

import pytest
from tests.factories import cases as make
from tests.factories.vault import picture
from tests.web.office.seats import Office, client_of

from minqing.cases import service
from minqing.cases.verbs import VERBS
from minqing.web.verbforms import form_for

pytestmark = pytest.mark.django_db
HTMX = {"hx-request": "true"}


def at(number: str, key: str = "", form: bool = False) -> str:
    """The address of a request, or of one of its verbs."""
    return f"/office/cases/{number}/" + (f"do/{key}" if key else "") + ("/form" if form else "")


class TestCasePage:
    def test_shows_words_promise_verbs_answers_history_readers_in_this_order(self, office: Office) -> None:
        made = make.in_hand(office.county)

        page = client_of(office.county.water).get(at(made.number)).content.decode()

        order = ["case-words", "case-promise", "case-verbs", "case-answers", "case-history", "case-readers"]
        places = [page.index(f'id="{part}"') for part in order]
        assert places == sorted(places)

    def test_says_by_when_it_shall_be_done_where_it_cannot_be_now(self, office: Office) -> None:
        made = make.verified(office.county)
        until, closed_at = date(2027, 3, 31), make.AT + timedelta(days=1, hours=3)
        service.close(
            number=made.number, actor=office.county.verifier, at=closed_at, outcome="not_now", not_now_until=until
        )

        for address in (at(made.number), at(made.number) + "print"):
            page = client_of(office.county.verifier).get(address).content.decode()
            assert "暂时办不到，已定日期 · 2027年3月31日（周三）前办好" in page

    def test_shows_the_files_that_came_with_it(self, office: Office) -> None:
        made = make.in_hand(office.county, photos=(picture(), picture()))
        client = client_of(office.county.water)

        page = client.get(at(made.number)).content.decode()

        addresses = set(re.findall(rf'src="({at(made.number)}photos/[^"]+)"', page))
        assert len(addresses) == 2
        assert {client.get(address)["Content-Type"] for address in addresses} == {"image/jpeg"}

    def test_says_which_row_of_the_routing_table_fired_and_why(self, office: Office) -> None:
        made = make.registered()
        service.accept_and_dispatch(
            number=made.number, actor=office.county.intake, at=make.AT + timedelta(hours=1), matter_number=132
        )

        page = client_of(office.county.roads).get(at(made.number)).content.decode()

        said = page.partition("<dt>派单表</dt>")[2].partition("</dd>")[0]
        assert "县交通局" in said
        assert "这类事项，全县统一" in said

    def test_shows_what_her_words_suggest_with_the_reason_and_fills_nothing_in(self, office: Office) -> None:
        made = make.registered()

        form = client_of(office.county.intake).get(at(made.number, "accept_and_dispatch", form=True)).content.decode()

        assert 'name="fill_matter" value="132"' in form
        assert "“路灯”" in form
        assert '<option value="132" selected>' not in form

    def test_fills_a_suggested_matter_in_when_it_is_pressed_and_keeps_what_was_typed(self, office: Office) -> None:
        made = make.registered()
        typed = {"fill_matter": "132", "demands": "修好路灯", "child": "on", "lead_path": make.WATER}

        page = client_of(office.county.intake).post(at(made.number, "accept_and_dispatch"), typed)

        form = page.content.decode()
        assert page.status_code == 200
        assert '<option value="132" selected>' in form
        assert f'<option value="{make.ROADS}" selected>' in form
        assert ">修好路灯<" in form.replace("\n", "").replace("\r", "")
        assert "checked" in form.partition('name="child"')[2].partition(">")[0]
        assert make.row(made.number).state == "registered"

    def test_offers_only_lawful_verbs_the_likely_one_first(self, office: Office) -> None:
        made = make.in_hand(office.county)

        page = client_of(office.county.water).get(at(made.number)).content.decode()

        assert page.index('data-verb="reply"') < page.index('data-verb="return_case"')
        assert 'data-verb="verify"' not in page

    def test_hides_a_neighbours_request_as_if_it_did_not_exist(self, office: Office) -> None:
        made = make.in_hand(office.county)
        client = client_of(office.county.roads)

        there, nowhere = client.get(at(made.number)), client.get(at("2026-999999"))

        assert (there.status_code, nowhere.status_code) == (404, 404)
        assert make.row(made.number).readings.filter(post=str(office.county.roads.ref)).count() == 0

    def test_prints_on_one_sheet_with_a_code(self, office: Office) -> None:
        made = make.replied(office.county)

        page = client_of(office.county.water).get(at(made.number) + "print").content.decode()

        assert 'class="a4"' in page
        assert "<svg" in page
        assert "已经换好了灯泡。" in page


class TestRunVerb:
    def test_answers_each_demand_and_draws_the_request_anew(self, office: Office) -> None:
        made = make.in_hand(office.county)
        demands = make.row(made.number).demands.all()
        sent = {f"answer_{demand.id}": "已经换好了灯泡。" for demand in demands} | {"outcome": "handled"}

        answer = client_of(office.county.water).post(at(made.number, "reply"), sent, headers=HTMX)

        assert answer.status_code == 200
        assert make.row(made.number).state == "replied"
        page = answer.content.decode()
        assert 'id="said"' in page
        assert f"#clock-{made.number}" in page

    def test_keeps_what_was_typed_when_a_demand_has_no_answer(self, office: Office) -> None:
        made = make.in_hand(office.county)

        answer = client_of(office.county.water).post(
            at(made.number, "reply"), {"outcome": "handled", "words": "先说一句"}, headers=HTMX
        )

        assert answer.status_code == 422
        assert answer["HX-Retarget"] == "#verb-form"
        assert "先说一句" in answer.content.decode()
        assert make.row(made.number).state == "handling"

    def test_refuses_a_verb_that_is_not_offered(self, office: Office) -> None:
        made = make.in_hand(office.county)

        answer = client_of(office.county.water).post(at(made.number, "acknowledge"), headers=HTMX)

        assert answer.status_code == 422
        assert answer["HX-Retarget"] == "#said"

    def test_does_not_blame_the_state_where_the_post_may_not(self, office: Office) -> None:
        made = make.replied(office.county)

        answer = client_of(office.county.water).post(at(made.number, "verify"), {"result": "done"}, headers=HTMX)

        assert answer.status_code == 403
        assert "您的岗位不能" in answer.content.decode()

    def test_goes_back_to_the_page_without_script(self, office: Office) -> None:
        made = make.in_hand(office.county)
        client = client_of(office.county.water)

        answer = client.post(at(made.number, "note"), {"words": "记一笔"})

        assert answer.status_code == 302
        page = client.get(answer["Location"]).content.decode()
        assert "记一笔" in page

    def test_says_so_when_the_request_leaves_the_posts_reach(self, office: Office) -> None:
        made = make.in_hand(office.county)

        answer = client_of(office.county.water).post(
            at(made.number, "recuse_self"), {"ground": "kinship"}, headers=HTMX
        )

        assert answer.status_code == 200
        assert 'class="empty"' in answer.content.decode()

    def test_tells_the_second_of_two_who_press_at_once(self, office: Office) -> None:
        made = make.dispatched(office.county)
        first, second = client_of(office.county.water), client_of(office.county.water_head)

        one = first.post(at(made.number, "acknowledge"), headers=HTMX)
        two = second.post(at(made.number, "acknowledge"), headers=HTMX)

        assert (one.status_code, two.status_code) == (200, 422)


class TestFormFor:
    def test_draws_a_field_for_each_line_of_every_table(self, office: Office) -> None:
        for key, verb in VERBS.items():
            form = form_for(verb, demands=[("d1", "什么时候修好")])

            plain = {field.name for field in verb.fields if field.kind != "answers"}
            assert plain <= set(form.fields), key
            assert bool(str(form)) == bool(verb.fields)
