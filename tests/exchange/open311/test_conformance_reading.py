"""The contract of GeoReport v2, line by line: reading requests, and the extensions."""

import re
from datetime import datetime, timedelta
from xml.etree import ElementTree as ET

import pytest
from django.utils import timezone
from tests.exchange.open311.conftest import Partner, example, released, rows, tags
from tests.factories import cases as make

from minqing.cases.releasing import service as releasing

pytestmark = pytest.mark.django_db
BOTH = pytest.mark.parametrize("form", ["xml", "json"])
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d")
NULLABLE = {"status_notes", "service_notice", "zipcode", "media_url", "lat", "long"}


class TestGetRequests:
    def test_xml_is_built_as_the_example(self, drawn: make.County, anybody: Partner) -> None:
        released(drawn)

        ours, theirs = anybody.get("requests.xml").body, example("service_requests")

        assert (ours.tag, ours[0].tag, tags(ours[0])) == (theirs.tag, theirs[0].tag, tags(theirs[0]))

    def test_xml_of_nothing_is_the_empty_example(self, anybody: Partner) -> None:
        ours, theirs = anybody.get("requests.xml").body, example("service_requests_empty")

        assert (ours.tag, len(ours)) == (theirs.tag, len(theirs))

    def test_json_is_an_array_with_strings_numbers_and_nulls(self, drawn: make.County, anybody: Partner) -> None:
        number = released(drawn)

        [one] = anybody.get("requests.json").body

        assert one["service_request_id"] == number
        assert (one["status"], one["service_code"], one["description"]) == ("open", "101", "村口一盏路灯不亮")
        assert (one["address_id"], one["address"]) == ("139901101000", "青禾县 清源镇")
        assert isinstance(one["lat"], float)
        assert one["agency_responsible"] == "县水务局"
        assert {name for name, value in one.items() if value is None} <= NULLABLE
        assert "" not in one.values()

    def test_json_of_nothing_is_an_empty_array(self, anybody: Partner) -> None:
        assert anybody.get("requests.json").body == []

    @BOTH
    def test_every_moment_has_its_offset(self, drawn: make.County, anybody: Partner, form: str) -> None:
        released(drawn)

        [one] = rows(anybody.get(f"requests.{form}"))

        for name in ("requested_datetime", "updated_datetime", "expected_datetime"):
            assert MOMENT.fullmatch(one[name]), name

    @BOTH
    def test_closed_is_closed(self, office: make.County, anybody: Partner, form: str) -> None:
        at = timezone.now() - timedelta(days=3)
        made = make.closed(office, at=at)
        releasing.release(
            number=made.number, actor=office.intake, at=timezone.now(), words="一盏路灯不亮", answer="已经换好。"
        )

        [one] = rows(anybody.get(f"requests.{form}"))

        assert (one["status"], one["status_notes"]) == ("closed", "已经换好。")

    def test_numbers_override_every_other_argument(self, office: make.County, anybody: Partner) -> None:
        first, second = released(office), released(office)
        released(office)

        found = anybody.get(
            "requests.json", service_request_id=f"{first},{second}", status="closed", service_code="132"
        )

        assert {one["service_request_id"] for one in found.body} == {first, second}

    def test_service_codes_are_a_list(self, office: make.County, anybody: Partner) -> None:
        number = released(office)

        assert anybody.get("requests.json", service_code="132").body == []
        assert [one["service_request_id"] for one in anybody.get("requests.json", service_code="101,132").body] == [
            number
        ]

    @BOTH
    def test_an_unknown_service_code_is_404(self, anybody: Partner, form: str) -> None:
        assert anybody.get(f"requests.{form}", service_code="99999").status == 404

    def test_status_is_a_list(self, office: make.County, anybody: Partner) -> None:
        released(office)

        counts = [len(anybody.get("requests.json", status=one).body) for one in ("open", "closed", "open,closed")]
        assert counts == [1, 0, 1]

    @BOTH
    def test_another_status_is_400(self, anybody: Partner, form: str) -> None:
        assert anybody.get(f"requests.{form}", status="pending").status == 400

    def test_days_bound_when_it_was_asked(self, office: make.County, anybody: Partner) -> None:
        released(office)
        now = timezone.now()

        def asked(**days: datetime) -> int:
            return len(anybody.get("requests.json", **{name: day.isoformat() for name, day in days.items()}).body)

        assert asked(start_date=now - timedelta(days=1)) == 1
        assert asked(start_date=now - timedelta(hours=1)) == 0
        assert asked(end_date=now) == 1
        assert asked(end_date=now - timedelta(days=1)) == 0
        assert asked(start_date=now - timedelta(days=90), end_date=now) == 1

    @BOTH
    @pytest.mark.parametrize(
        "days",
        [
            {"start_date": "2026-01-01T00:00:00Z", "end_date": "2026-04-02T00:00:00Z"},
            {"start_date": "2026-02-01T00:00:00Z", "end_date": "2026-01-01T00:00:00Z"},
            {"start_date": "2026-01-01T00:00:00"},
            {"start_date": "yesterday"},
            {"end_date": "9999-01-01T00:00:00Z"},
        ],
    )
    def test_more_than_90_days_or_no_moment_is_400(self, anybody: Partner, form: str, days: dict[str, str]) -> None:
        assert anybody.get(f"requests.{form}", **days).status == 400

    def test_the_last_90_days_are_told_where_none_are_named(self, office: make.County, anybody: Partner) -> None:
        made = make.in_hand(office, at=timezone.now() - timedelta(days=91))
        releasing.release(number=made.number, actor=office.intake, at=timezone.now(), words="一盏路灯不亮")

        assert anybody.get("requests.json").body == []
        assert len(anybody.get("requests.json", service_request_id=made.number).body) == 1


class TestGetRequest:
    def test_xml_is_built_as_the_example(self, drawn: make.County, anybody: Partner) -> None:
        number = released(drawn)

        ours, theirs = anybody.get(f"requests/{number}.xml").body, example("get_service_request")

        assert (ours.tag, ours[0].tag, tags(ours[0])) == (theirs.tag, theirs[0].tag, tags(theirs[0]))

    def test_json_is_an_array_of_one(self, office: make.County, anybody: Partner) -> None:
        number = released(office)

        assert [one["service_request_id"] for one in anybody.get(f"requests/{number}.json").body] == [number]

    def test_xml_of_an_unknown_one_is_built_as_the_example(self, anybody: Partner) -> None:
        answer, theirs = anybody.get("requests/2026-999999.xml"), example("get_service_request_not_found")

        assert answer.status == 404
        assert (answer.body.tag, answer.body[0].tag, tags(answer.body[0])) == (
            theirs.tag,
            theirs[0].tag,
            tags(theirs[0]),
        )

    def test_json_of_an_unknown_one_is_an_array_of_errors(self, anybody: Partner) -> None:
        answer = anybody.get("requests/2026-999999.json")

        assert (answer.status, [set(one) for one in answer.body]) == (404, [{"code", "description"}])
        assert answer.body[0]["code"] == 404


class TestExtensions:
    def test_pages(self, office: make.County, anybody: Partner) -> None:
        numbers = [released(office) for _ in range(3)]

        pages = [anybody.get("requests.json", page=page, page_size="2").body for page in ("1", "2", "3")]

        found = [[one["service_request_id"] for one in page] for page in pages]
        assert [len(page) for page in found] == [2, 1, 0]
        assert sorted(one for page in found for one in page) == sorted(numbers)

    @BOTH
    @pytest.mark.parametrize("asked", [{"page": "0"}, {"page_size": "1001"}, {"page": "x"}, {"page": "１"}])
    def test_no_page_is_400(self, anybody: Partner, form: str, asked: dict[str, str]) -> None:
        assert anybody.get(f"requests.{form}", **asked).status == 400

    def test_extended_attributes_and_notes(self, office: make.County, anybody: Partner) -> None:
        released(office)

        [one] = anybody.get("requests.json", extensions="true").body
        element = anybody.get("requests.xml", extensions="true").body[0]

        assert one["extended_attributes"]["group"] == "水电气暖"
        assert one["attributes"] == []
        assert [set(note) for note in one["notes"]] == [{"datetime", "description", "type"}] * len(one["notes"])
        assert one["notes"][0]["type"] == "asked"
        assert element.find("notes")[0].tag == "note"
        assert ET.tostring(element.find("attributes")).strip() == b"<attributes />"

    def test_are_left_out_where_nobody_asks(self, office: make.County, anybody: Partner) -> None:
        released(office)

        assert "notes" not in anybody.get("requests.json").body[0]
