"""Lists, one request, and every verb of the state table."""

from dataclasses import fields
from datetime import timedelta
from typing import Any

from tests.exchange.conftest import Caller, description, system
from tests.factories import cases as make
from tests.factories.cases import WATER

from minqing.cases import service
from minqing.cases.models import Reading
from minqing.cases.records import DeskFilters
from minqing.cases.verbs import VERBS
from minqing.exchange.api.casework import Filters


class TestEveryVerb:
    def test_has_an_address_with_a_field_for_each_of_its_own(self) -> None:
        for verb in VERBS.values():
            asked = description()["paths"][f"/api/v1/cases/{{number}}/{verb.key}"]["post"]
            name = asked["requestBody"]["content"]["application/json"]["schema"]["$ref"].rpartition("/")[2]
            schema = description()["components"]["schemas"][name]

            assert set(schema.get("properties", {})) == {field.name for field in verb.fields}
            assert set(schema.get("required", ())) == {field.name for field in verb.fields if field.required}


class TestListCases:
    def test_shows_what_lies_within_reach_and_pages_by_cursor(self, office: make.County, hotline: Caller) -> None:
        numbers = {make.registered().number for _ in range(3)}
        make.registered(place_path=make.OTHER_VILLAGE)

        found = hotline.get(f"/cases?place_path={make.VILLAGE}")

        assert {line["number"] for line in found.body["items"]} == numbers
        assert found.body["next"] is None

    def test_hides_a_neighbours_requests_as_if_there_were_none(self, office: make.County) -> None:
        number = make.dispatched(office, to=WATER).number
        roads = system("cases.read", path="139901/roads/")

        assert roads.get("/cases").body["items"] == []
        assert roads.get(f"/cases/{number}").status == 404
        assert roads.get("/cases/2026-999999").body == roads.get(f"/cases/{number}").body

    def test_refuses_a_broken_cursor_and_an_unknown_queue(self, hotline: Caller) -> None:
        assert hotline.get("/cases?cursor=abc").status == 422
        assert hotline.get("/cases?queue=everything").status == 422

    def test_filters_by_all_that_the_desk_filters_by(self, office: make.County, hotline: Caller) -> None:
        complaint, _other = (make.registered().number for _ in range(2))
        told = {"matter_number": 101, "kind": "complaint", "demands": ["修好路灯"]}
        assert hotline.post(f"/cases/{complaint}/accept", told).status == 200

        found = hotline.get("/cases?kind=complaint").body["items"]

        assert [(line["number"], line["kind"]) for line in found] == [(complaint, "complaint")]
        assert hotline.get("/cases?kind=gossip").status == 422
        assert {field.name for field in fields(DeskFilters)} <= set(Filters.model_fields)

    def test_counts_each_queue(self, office: make.County, hotline: Caller) -> None:
        make.registered()

        assert hotline.get("/cases/counts").body["all"] == "1"


class TestSearchCases:
    def test_finds_chinese_words(self, office: make.County, hotline: Caller) -> None:
        number = make.registered().number

        for words in ("路灯", "灯", "走路看不见"):
            found = hotline.get(f"/cases/search?q={words}")
            assert [hit["line"]["number"] for hit in found.body["items"]] == [number]


class TestOpenCase:
    def test_is_recorded_as_reading(self, office: make.County, hotline: Caller) -> None:
        number = make.registered().number

        assert hotline.get(f"/cases/{number}").body["number"] == number
        assert Reading.objects.count() == 1


class TestAct:
    def test_leads_a_request_to_its_unit(self, office: make.County, hotline: Caller) -> None:
        number = make.registered().number

        acted = hotline.post(f"/cases/{number}/accept_and_dispatch", {"matter_number": 101, "lead_path": WATER})

        assert (acted.status, acted.body["state"]) == (200, "dispatched")
        assert make.row(number).lead_path == WATER

    def test_is_done_once_under_one_key(self, office: make.County, hotline: Caller) -> None:
        number = make.registered().number
        note: dict[str, Any] = {"words": "已与镇里对接。"}

        first = hotline.post(f"/cases/{number}/note", note, Idempotency_Key="n1")
        second = hotline.post(f"/cases/{number}/note", note, Idempotency_Key="n1")
        other = hotline.post(f"/cases/{number}/note", {"words": "另一条"}, Idempotency_Key="n1")

        assert (first.body["again"], second.body["again"]) == (False, True)
        assert (other.status, other.body["code"]) == (422, "idempotency-key-used")
        assert make.row(number).entries.filter(kind="case.noted").count() == 1

    def test_gives_the_key_back_after_a_refusal(self, office: make.County, hotline: Caller) -> None:
        number = make.registered().number

        refused = hotline.post(f"/cases/{number}/dispatch", {"lead_path": WATER}, Idempotency_Key="d1")
        hotline.post(f"/cases/{number}/accept", {"matter_number": 101})
        done = hotline.post(f"/cases/{number}/dispatch", {"lead_path": WATER}, Idempotency_Key="d1")

        assert (refused.status, refused.body["code"]) == (409, "move-not-allowed")
        assert done.status == 200

    def test_refuses_what_the_system_may_not_do(self, office: make.County, hotline: Caller) -> None:
        number = make.dispatched(office).number

        assert hotline.post(f"/cases/{number}/acknowledge", {}).status in {403, 404}
        assert hotline.post(f"/cases/{number}/supervise", {"words": "请说明。"}).status in {403, 404}

    def test_says_which_field_is_missing(self, office: make.County, hotline: Caller) -> None:
        number = make.registered().number

        answer = hotline.post(f"/cases/{number}/decline", {"reason": "legal_channel"})

        assert answer.status == 422
        assert [error["field"] for error in answer.body["errors"]] == ["body.words"]

    def test_refuses_an_unknown_choice(self, office: make.County, hotline: Caller) -> None:
        number = make.registered().number

        assert hotline.post(f"/cases/{number}/decline", {"reason": "boring", "words": "不办"}).status == 422


class TestTheSameMatter:
    def test_lists_what_looks_alike_and_compares_telephones_on_record(self, office: make.County) -> None:
        intake = system("cases.accept", "cases.read", "vault.same_matter")
        earlier, number = make.registered(phone="13800001234").number, make.registered(phone="13800001234").number

        listed = intake.get(f"/cases/{number}/earlier")
        compared = intake("post", f"/cases/{number}/compare-phones", {})

        assert [(line["number"], line["same_phone"]) for line in listed.body] == [(earlier, None)]
        assert [(line["number"], line["same_phone"]) for line in compared.body] == [(earlier, True)]
        assert make.kinds(number).count("vault.same_matter_asked") == 1

    def test_is_not_for_a_system_below_intake(self, office: make.County) -> None:
        number = make.registered(phone="13800001234").number

        for permission in ("cases.read", "cases.handle"):
            below = system(permission)
            assert below.get(f"/cases/{number}/earlier").status == 404
            assert below("post", f"/cases/{number}/compare-phones", {}).status == 404


class TestExtensionsToDecide:
    def test_lists_what_waits_for_whoever_may_decide(self, office: make.County) -> None:
        head = system("cases.read", "cases.approve_extension")
        number = make.in_hand(office).number
        service.ask_extension(
            number=number, actor=office.water, at=make.AT + timedelta(hours=3), days=2, reason="等配件"
        )

        assert [line["number"] for line in head.get("/extensions").body["items"]] == [number]
        assert system("cases.read").get("/extensions").body["items"] == []


class TestBarUnit:
    def test_takes_the_request_from_the_unit(self, office: make.County) -> None:
        number = make.in_hand(office, words="水务局的人收钱不办事。").number
        intake, water = system("cases.read", "cases.bar"), system("cases.read", path=WATER)
        assert intake.get(f"/cases/{number}").body["may_be_about"] == "县水务局"

        done = intake.post(f"/cases/{number}/bar_unit", {"about_org_path": WATER})

        assert (done.status, done.body["state"]) == (200, "accepted")
        assert intake.get(f"/cases/{number}").body["about"] == ["县水务局"]
        assert water.get(f"/cases/{number}").status == 404
