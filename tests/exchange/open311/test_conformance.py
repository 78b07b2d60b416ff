"""The contract of GeoReport v2, line by line, in both forms, against the structure of the standard's own examples."""

import re
from typing import Any

import pytest
from django.test import Client
from tests.exchange.open311.conftest import INSIDE, Partner, example, rows, tags
from tests.factories import cases as make

from minqing.cases import service
from minqing.cases.models import Matter

pytestmark = pytest.mark.django_db
BOTH = pytest.mark.parametrize("form", ["xml", "json"])
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d")
KINDS = {"xml": "text/xml; charset=utf-8", "json": "application/json; charset=utf-8"}


class TestInGeneral:
    @BOTH
    @pytest.mark.parametrize("path", ["discovery", "services", "requests", "requests/2026-000001", "tokens/x"])
    def test_content_types_and_charset(self, anybody: Partner, form: str, path: str) -> None:
        assert anybody.get(f"{path}.{form}").kind == KINDS[form]

    def test_xml_has_its_declaration_and_no_namespace(self, anybody: Partner) -> None:
        text = anybody.get("services.xml").text

        assert text.startswith('<?xml version="1.0" encoding="utf-8"?>')
        assert "xmlns" not in text

    def test_an_empty_parameter_is_not_given(self, anybody: Partner) -> None:
        assert anybody.get("requests.json", status="", start_date="", service_code="", page="").status == 200

    @BOTH
    def test_the_countys_jurisdiction_may_be_named_or_left_out(self, anybody: Partner, form: str) -> None:
        assert anybody.get(f"services.{form}", jurisdiction_id="139901").status == 200
        assert anybody.get(f"services.{form}", jurisdiction_id="139901000000").status == 200

    @BOTH
    def test_another_jurisdiction_is_404(self, anybody: Partner, partner: Partner, form: str) -> None:
        assert anybody.get(f"services.{form}", jurisdiction_id="sfgov.org").errors[0][0] == "404"
        assert partner.post(form, jurisdiction_id="sfgov.org").status == 404

    @BOTH
    def test_an_address_that_is_none_is_404(self, anybody: Partner, form: str) -> None:
        answer = anybody.get(f"request/2026-000001.{form}")

        assert answer.status == 404
        assert answer.errors[0][0] == "404"

    def test_other_methods_are_405(self, partner: Partner) -> None:
        assert Client().delete("/open311/v2/requests.json").status_code == 405
        assert (
            Client().post("/open311/v2/services.json", "", content_type="application/x-www-form-urlencoded").status_code
            == 405
        )


class TestDiscovery:
    def test_xml_says_where_and_how(self, anybody: Partner) -> None:
        body = anybody.get("discovery.xml").body

        assert body.tag == "discovery"
        assert tags(body) == {"changeset", "contact", "key_service", "endpoints"}
        [endpoint] = body.find("endpoints")
        assert tags(endpoint) == {"specification", "url", "changeset", "type", "formats"}
        assert endpoint.findtext("specification") == "http://wiki.open311.org/GeoReport_v2"
        assert endpoint.findtext("url", "").endswith("/open311/v2")
        assert endpoint.findtext("type") in {"production", "test"}
        assert [one.text for one in endpoint.find("formats")] == ["text/xml", "application/json"]

    def test_json_says_the_same(self, anybody: Partner) -> None:
        body = anybody.get("discovery.json").body

        assert set(body) == {"changeset", "contact", "key_service", "endpoints"}
        assert body["endpoints"][0]["formats"] == ["text/xml", "application/json"]
        assert MOMENT.fullmatch(body["changeset"])


class TestServices:
    def test_xml_is_built_as_the_example(self, anybody: Partner) -> None:
        ours, theirs = anybody.get("services.xml").body, example("services")

        assert (ours.tag, ours[0].tag) == (theirs.tag, theirs[0].tag)
        assert {frozenset(tags(one)) for one in ours} == {frozenset(tags(theirs[0]))}

    def test_json_is_an_array_of_services(self, anybody: Partner) -> None:
        found = anybody.get("services.json").body

        one = next(row for row in found if row["service_code"] == "101")
        assert one["service_name"] == "停水水压"
        assert one["group"] == "水电气暖"
        assert one["metadata"] is False
        assert one["type"] == "realtime"
        assert "停水" in one["keywords"].split(",")
        assert all(isinstance(row["service_code"], str) for row in found)


class TestServiceDefinition:
    @BOTH
    def test_an_unknown_service_is_404(self, anybody: Partner, form: str) -> None:
        answer = anybody.get(f"services/99999.{form}")

        assert (answer.status, answer.errors[0][0]) == (404, "404")

    @BOTH
    def test_a_service_without_questions_has_none(self, anybody: Partner, form: str) -> None:
        assert anybody.get(f"services/101.{form}").status == 404

    def test_xml_is_built_as_the_example(self, office: make.County, anybody: Partner) -> None:
        ask(office)

        ours, theirs = anybody.get("services/132.xml").body, example("service_definition")

        attribute = ours.find("attributes")[0]
        assert (ours.tag, attribute.tag, tags(attribute)) == (theirs.tag, theirs[1].tag, tags(theirs[1]))
        assert tags(attribute.find("values")[0]) == {"key", "name"}

    def test_json_is_one_object(self, office: make.County, anybody: Partner) -> None:
        ask(office)

        body = anybody.get("services/132.json").body

        assert body["service_code"] == "132"
        kind, since = body["attributes"]
        assert (kind["variable"], kind["required"], kind["datatype"]) == (True, True, "multivaluelist")
        assert kind["values"] == [{"key": "off", "name": "全灭"}, {"key": "blink", "name": "闪"}]
        assert (since["datatype"], since["values"], since["required"]) == ("datetime", [], False)
        assert [one["order"] for one in body["attributes"]] == [1, 2]

    @BOTH
    def test_services_say_that_it_asks(self, office: make.County, anybody: Partner, form: str) -> None:
        ask(office)

        asks = {one["service_code"]: str(one["metadata"]).lower() for one in rows(anybody.get(f"services.{form}"))}
        assert (asks["132"], asks["101"]) == ("true", "false")


def ask(office: make.County) -> None:
    """Let street lamps ask what is wrong, and since when."""
    asked: dict[str, Any] = {"matter_number": 132, "actor": office.keeper, "at": make.AT}
    kinds = ["off=全灭", "blink=闪"]
    service.set_question(
        **asked, code="kind", label="怎么坏的", datatype="multivaluelist", choices=kinds, required=True
    )
    service.set_question(**asked, code="since", label="从哪天起", datatype="datetime")


class TestAttributes:
    @BOTH
    def test_several_values_are_kept_with_the_request(self, office: make.County, partner: Partner, form: str) -> None:
        ask(office)

        answer = partner.post(form, service_code="132", **{"attribute[kind][]": ["off", "blink"]})

        [one] = rows(answer)
        assert make.row(one["service_request_id"]).extra_answers.get().text == "全灭、闪"

    @BOTH
    @pytest.mark.parametrize(
        "given",
        [
            {},
            {"attribute[kind][]": "red"},
            {"attribute[kind]": "off", "attribute[colour]": "red"},
            {"attribute[kind]": "off", "attribute[since]": "long ago"},
            {"attribute[kind": "off"},
        ],
    )
    def test_missing_unknown_or_unreadable_ones_are_400(
        self, office: make.County, partner: Partner, form: str, given: dict[str, str]
    ) -> None:
        ask(office)

        answer = partner.post(form, service_code="132", **given)

        assert (answer.status, answer.errors[0][0]) == (400, "400")


class TestClosedServices:
    @BOTH
    def test_are_404_and_not_listed(self, partner: Partner, form: str) -> None:
        Matter.objects.filter(number=101).update(retired=True)

        assert "101" not in {one["service_code"] for one in rows(partner.get(f"services.{form}"))}
        assert partner.get(f"services/101.{form}").status == 404
        assert partner.post(form).status == 404


class TestPostRequest:
    def test_xml_answers_an_id_as_the_example(self, partner: Partner) -> None:
        answer, theirs = partner.post("xml"), example("post_service_request")

        assert answer.status == 200
        assert (answer.body.tag, answer.body[0].tag) == (theirs.tag, theirs[0].tag)
        assert tags(answer.body[0]) == tags(theirs[0])
        assert re.fullmatch(r"\d{4}-\d{6}", answer.body[0].findtext("service_request_id", ""))

    def test_json_answers_an_array_of_one(self, partner: Partner) -> None:
        answer = partner.post("json")

        [one] = answer.body
        assert isinstance(one["service_request_id"], str)
        assert "token" not in one
        assert one["account_id"] is None
        assert "最迟" in one["service_notice"] or "latest" in one["service_notice"]

    def test_the_account_comes_back(self, partner: Partner) -> None:
        assert partner.post("json", account_id="a-7").body[0]["account_id"] == "a-7"

    @BOTH
    def test_a_token_comes_instead_of_the_id_where_it_is_asked_for(self, partner: Partner, form: str) -> None:
        [one] = rows(partner.post(form, answer="token"))

        assert "service_request_id" not in one
        assert len(one["token"]) == 32

    @BOTH
    @pytest.mark.parametrize("key", ["", "abc", "0123456789ab." + "0" * 40])
    def test_without_a_key_that_holds_it_is_403(self, partner: Partner, form: str, key: str) -> None:
        answer = partner.post(form, api_key=key)

        assert (answer.status, answer.errors[0][0]) == (403, "403")

    @BOTH
    def test_without_a_service_it_is_400(self, partner: Partner, form: str) -> None:
        answer = partner.post(form, service_code="")

        assert (answer.status, answer.errors[0][0]) == (400, "400")

    @BOTH
    def test_an_unknown_service_is_404(self, partner: Partner, form: str) -> None:
        assert partner.post(form, service_code="99999").status == 404

    @BOTH
    def test_without_any_place_it_is_400(self, partner: Partner, form: str) -> None:
        assert partner.post(form, address_id="").status == 400

    @pytest.mark.parametrize(
        "where", [INSIDE, {"address_string": "清源镇柳河村委会门口"}, {"address_id": "139901101203"}]
    )
    def test_any_of_the_three_places_is_enough(
        self, drawn: make.County, partner: Partner, where: dict[str, str]
    ) -> None:
        answer = partner.post("json", **{"address_id": None} | where)

        assert answer.status == 200, answer.text
        assert make.row(answer.body[0]["service_request_id"]).place_path == make.VILLAGE

    def test_description_may_be_left_out(self, partner: Partner) -> None:
        assert partner.post("json", description="").status == 200

    @BOTH
    def test_a_description_of_more_than_4000_is_400(self, partner: Partner, form: str) -> None:
        assert partner.post(form, description="水" * 4000).status == 200
        assert partner.post(form, description="水" * 4001).status == 400

    @BOTH
    def test_html_is_400(self, partner: Partner, form: str) -> None:
        assert partner.post(form, description="<b>水压小</b>").status == 400
        assert partner.post(form, description="水压 < 0.1 兆帕").status == 200

    @BOTH
    def test_an_unknown_attribute_is_400(self, partner: Partner, form: str) -> None:
        assert partner.post(form, **{"attribute[WHISHETN]": "123"}).status == 400
        assert partner.post(form, **{"attribute[WHISHETN][]": ["1", "2"]}).status == 400
        assert partner.post(form, attributes="1").status == 400


class TestTokens:
    def test_xml_tells_the_id_as_the_example(self, partner: Partner, anybody: Partner) -> None:
        token = partner.post("json", answer="token").body[0]["token"]

        ours, theirs = anybody.get(f"tokens/{token}.xml").body, example("request_id_from_token")

        assert (ours.tag, ours[0].tag, tags(ours[0])) == (theirs.tag, theirs[0].tag, tags(theirs[0]))
        assert ours[0].findtext("token") == token

    def test_json_is_an_array_of_one(self, partner: Partner, anybody: Partner) -> None:
        token = partner.post("json", answer="token").body[0]["token"]

        [one] = anybody.get(f"tokens/{token}.json").body
        assert set(one) == {"service_request_id", "token"}

    @BOTH
    def test_an_unknown_token_is_404(self, anybody: Partner, form: str) -> None:
        answer = anybody.get(f"tokens/not-a-token.{form}")

        assert (answer.status, answer.errors[0][0]) == (404, "404")
