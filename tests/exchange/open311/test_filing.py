"""Filing over Open311: where it lies, what is kept, what is done once, and what is refused."""

import logging
from io import StringIO
from math import atan2, cos, pi, sin, sqrt
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from tests.exchange.conftest import KEEPER, system
from tests.exchange.open311.conftest import BASE, FORM, INSIDE, Partner, released
from tests.exchange.open311.stub import City
from tests.factories import cases as make

from minqing.cases.codes import Channel
from minqing.cases.models import Case
from minqing.exchange import queries, service
from minqing.exchange.api import throttle
from minqing.kernel.access import system_actor
from minqing.territory import service as territory
from minqing.territory.shapes.datums import to_gcj02
from minqing.vault.opening import texts_of

pytestmark = pytest.mark.django_db
CARDS = system_actor("setup", ["territory.issue_cards", "territory.manage"], root=make.COUNTY)


def filed(partner: Partner, **fields: Any) -> Case:
    """The stored request of a filing that succeeds."""
    answer = partner.post(**fields)
    assert answer.status == 200, answer.text
    return make.row(answer.body[0]["service_request_id"])


def to_bd09(lon: float, lat: float) -> tuple[float, float]:
    """Shift once more as one of the web maps does: the published formula, forwards."""
    twice = pi * 3000.0 / 180.0
    far = sqrt(lon * lon + lat * lat) + 0.00002 * sin(lat * twice)
    angle = atan2(lat, lon) + 0.000003 * cos(lon * twice)
    return far * cos(angle) + 0.0065, far * sin(angle) + 0.006


class TestPlace:
    def test_is_the_door_or_village_of_a_card(self, partner: Partner) -> None:
        lane = territory.register_building(parent_path=make.VILLAGE, name="柳河西巷", actor=CARDS, at=make.AT)
        home = territory.register_household(parent_path=lane.path, name="27号", actor=CARDS, at=make.AT)
        cards = territory.issue_cards(village_path=make.VILLAGE, actor=CARDS, at=make.AT)

        for card in cards:
            case = filed(partner, address_id=card.written)

            assert case.place_path == make.VILLAGE  # a lane of one door is cut off
            assert "27号" not in case.place_name
        assert home.path in {card.household_path for card in cards}

    @pytest.mark.parametrize(("code", "path"), [("139901101203", make.VILLAGE), ("139901101", "139901/101/")])
    def test_is_the_one_of_a_divisions_code(self, partner: Partner, code: str, path: str) -> None:
        assert filed(partner, address_id=code).place_path == path

    @pytest.mark.parametrize("code", ["139901", "139901999999", "0000-0000-0", "x", "' OR 1=1", "\x00"])
    def test_refuses_other_codes(self, partner: Partner, code: str) -> None:
        assert partner.post(address_id=code).status == 400

    @pytest.mark.parametrize("datum", ["", "wgs84", "gcj02", "bd09", "GCJ02"])
    def test_is_the_village_around_a_point_of_any_datum(self, drawn: make.County, partner: Partner, datum: str) -> None:
        near = 114.1004, 37.1501  # fifty metres inside: half a kilometre of shift would lead out
        shifted = {"gcj02": to_gcj02(*near), "bd09": to_bd09(*to_gcj02(*near))}.get(datum.lower(), near)

        case = filed(partner, address_id=None, lat=str(shifted[1]), long=str(shifted[0]), datum=datum)

        assert case.place_path == make.VILLAGE

    def test_is_the_township_where_no_village_is_drawn(self, drawn: make.County, partner: Partner) -> None:
        assert filed(partner, address_id=None, lat="37.35", long="114.35").place_path == "139901/101/"

    @pytest.mark.parametrize(
        "where",
        [
            {"lat": "37.15"},
            {"long": "114.15"},
            {"lat": "114.15", "long": "37.15"},
            {"lat": "nan", "long": "114.15"},
            {"lat": "1e999", "long": "114.15"},
            {"lat": "91", "long": "114.15"},
            {"lat": "abc", "long": "114.15"},
            {"lat": "0", "long": "0"},
            INSIDE | {"datum": "epsg4326"},
        ],
        ids=str,
    )
    def test_refuses_other_points(self, drawn: make.County, partner: Partner, where: dict[str, str]) -> None:
        answer = partner.post(address_id=None, **where)

        assert (answer.status, answer.errors[0][0]) == (400, "400")
        assert not Case.objects.exists()

    @pytest.mark.parametrize("words", ["清源镇柳河村东头", "柳河村民委员会", "青石乡石桥村"])
    def test_is_the_one_village_that_words_name(self, partner: Partner, words: str) -> None:
        case = filed(partner, address_id=None, address_string=words)

        assert case.place_path in {make.VILLAGE, make.OTHER_VILLAGE}
        assert case.where_text == words

    @pytest.mark.parametrize("words", ["村东头", "柳河村和石桥村之间", "北京市海淀区"])
    def test_refuses_words_that_name_none_or_two(self, partner: Partner, words: str) -> None:
        answer = partner.post(address_id=None, address_string=words)

        assert answer.status == 400
        assert "address_id" in answer.errors[0][1]

    def test_keeps_no_point(self, drawn: make.County, partner: Partner) -> None:
        case = filed(partner, address_id=None, **INSIDE)

        stored = [str(getattr(case, field.name)) for field in Case._meta.concrete_fields]
        assert not any("114.15" in one for one in [*stored, *(text for _part, text in texts_of(case.uuid))])

    def test_is_decided_by_the_keys_grant(self, office: make.County) -> None:
        key = system(path="139901/").key
        client = next(one for one in _clients() if not one.grants)
        service.give_client(
            client_id=client.id,
            permission="cases.file",
            org_path=make.COUNTY,
            place_path=make.VILLAGE,
            actor=KEEPER,
            at=timezone.now(),
        )

        assert Partner(key).post(address_id="139901101203").status == 200
        assert Partner(key).post(address_id="139901102204").status == 403


def _clients() -> list[Any]:
    return queries.clients(KEEPER)


class TestWhatIsKept:
    def test_is_a_request_by_open311_on_behalf(self, partner: Partner) -> None:
        case = filed(partner, description="水压小，二楼上不去水")

        assert (case.channel, case.on_behalf, case.matter) == (Channel.OPEN311, True, 101)
        assert case.texts.get().text == "水压小，二楼上不去水"

    def test_puts_who_it_is_into_the_vault(self, partner: Partner) -> None:
        case = filed(
            partner,
            description="王秀兰家水压小",
            first_name="秀兰",
            last_name="王",
            phone="13800001234",
            email="xiulan@example.cn",
        )

        masked, kept = case.texts.get().text, dict(texts_of(case.uuid, "words", "name", "phone"))
        assert "秀兰" not in masked
        assert "xiulan@example.cn" not in masked
        assert "13800001234" not in masked
        assert (kept["name"], kept["phone"]) == ("王秀兰", "13800001234")
        assert "xiulan@example.cn" in kept["words"]

    def test_keeps_a_link_as_text_and_never_follows_it(self, partner: Partner, city: City) -> None:
        case = filed(partner, media_url=f"{city.url}/photo.jpg")

        assert f"{city.url}/photo.jpg" in case.texts.get().text
        assert city.asked == []

    @pytest.mark.parametrize("url", ["file:///etc/passwd", "javascript:alert(1)", "gopher://x/", "https://", "//x/y"])
    def test_refuses_links_of_other_kinds(self, partner: Partner, url: str) -> None:
        assert partner.post(media_url=url).status == 400

    def test_says_whom_to_call_where_life_is_in_danger(self, partner: Partner) -> None:
        answer = partner.post(description="闻到一股很浓的煤气味")

        assert "119" in answer.body[0]["service_notice"]

    def test_refuses_marks_of_secret_papers(self, partner: Partner) -> None:
        assert partner.post(description="密级：秘密\n水压小").status == 400
        assert not Case.objects.exists()


class TestOnce:
    def test_under_one_idempotency_key(self, partner: Partner) -> None:
        key = {"Idempotency-Key": "k-1"}

        first, again = partner.post(headers=key), partner.post(headers=key)

        assert first.body[0]["service_request_id"] == again.body[0]["service_request_id"]
        assert Case.objects.count() == 1

    def test_refuses_other_words_under_the_same_key(self, partner: Partner) -> None:
        key = {"Idempotency-Key": "k-1"}
        partner.post(headers=key)

        assert partner.post(headers=key, description="下水道堵了").status == 400
        assert Case.objects.count() == 1

    @pytest.mark.parametrize("who", ["account_id", "device_id"])
    def test_of_one_device_or_account_on_one_day(self, partner: Partner, who: str) -> None:
        for _ in range(2):
            partner.post(**{who: "a-1"})
        partner.post(**{who: "a-2"})
        partner.post(**{who: "a-1"}, description="又停水了")

        assert Case.objects.count() == 3

    def test_without_device_and_key_each_is_a_new_one(self, partner: Partner) -> None:
        for _ in range(2):
            partner.post()

        assert Case.objects.count() == 2

    def test_is_each_systems_own(self, office: make.County, partner: Partner) -> None:
        for one in (partner, Partner(system("cases.file").key)):
            one.post(headers={"Idempotency-Key": "k-1"})

        assert Case.objects.count() == 2


class TestKeys:
    def test_may_stand_in_the_header(self, partner: Partner) -> None:
        assert partner.post(api_key=None, headers={"Authorization": f"Bearer {partner.key}"}).status == 200

    def test_is_refused_in_the_address(self, partner: Partner) -> None:
        answer = Client().post(
            f"{BASE}/requests.json?api_key={partner.key}",
            "service_code=101&address_id=139901101203&description=x",
            content_type=FORM,
        )

        assert answer.status_code == 403
        assert partner.get("requests.json", api_key=partner.key).status == 403

    def test_never_stands_in_the_log(self, partner: Partner) -> None:
        written = StringIO()
        handler = logging.StreamHandler(written)
        logging.getLogger().addHandler(handler)
        logging.getLogger("django.request").addHandler(handler)
        try:
            partner.post(service_code="")
            Client().get(f"{BASE}/requests.json?api_key={partner.key}")
        finally:
            logging.getLogger().removeHandler(handler)
            logging.getLogger("django.request").removeHandler(handler)

        assert "requests.json" in written.getvalue()
        assert partner.key not in written.getvalue()

    def test_of_a_closed_system_is_none(self, office: make.County, partner: Partner) -> None:
        for one in _clients():
            service.close_client(client_id=one.id, actor=KEEPER, at=timezone.now())

        assert partner.post().status == 403


class TestOwnRequests:
    def test_are_told_to_the_system_that_filed_them(self, partner: Partner) -> None:
        number = partner.post().body[0]["service_request_id"]

        [one] = partner.get(f"requests/{number}.json", bearer=partner.key).body
        [listed] = partner.get("requests.json", service_request_id=number, bearer=partner.key).body

        assert one == listed
        assert (one["status"], one["description"], one["address_id"]) == ("open", None, "139901101203")
        assert one["status_notes"]
        assert not one["requested_datetime"].endswith("T00:00:00+08:00")

    def test_are_told_to_nobody_else(self, office: make.County, partner: Partner, anybody: Partner) -> None:
        number = partner.post().body[0]["service_request_id"]
        other = system("cases.file", "cases.read").key

        assert anybody.get(f"requests/{number}.json").status == 404
        assert anybody.get(f"requests/{number}.json", bearer=other).status == 404
        assert anybody.get("requests.json", service_request_id=number).body == []

    def test_are_refused_with_a_key_that_does_not_hold(self, partner: Partner) -> None:
        number = partner.post().body[0]["service_request_id"]

        assert partner.get(f"requests/{number}.json", bearer="x").status == 403

    def test_of_others_are_told_by_days_alone(self, office: make.County, anybody: Partner) -> None:
        released(office)

        [one] = anybody.get("requests.json").body

        assert one["requested_datetime"].endswith("T00:00:00+08:00")
        assert one["updated_datetime"].endswith("T00:00:00+08:00")


class TestBrokenBodies:
    @pytest.mark.parametrize(
        ("kind", "body"),
        [
            (FORM, "api_key=x&description=%ff%fe"),
            (FORM, b"api_key=x&description=\xff\xfe"),
            (FORM, "&".join(f"a{one}=1" for one in range(300))),
            ("application/json", '{"service_code": "101"}'),
            ("text/xml", '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>'),
            ("multipart/form-data; boundary=x", "--x\r\n"),
            ("multipart/form-data", "x"),
        ],
        ids=["percent", "bytes", "many", "json", "xml", "multipart", "no boundary"],
    )
    @pytest.mark.parametrize("form", ["xml", "json"])
    def test_are_400_in_the_standards_form(self, office: make.County, form: str, kind: str, body: Any) -> None:
        answer = Client().post(f"{BASE}/requests.{form}", body, content_type=kind)

        assert answer.status_code == 400
        assert b"400" in answer.content

    def test_of_control_characters_are_cleaned(self, partner: Partner) -> None:
        case = filed(partner, description="水压\x07小\x1b[0m")

        assert case.texts.get().text == "水压小[0m"


class TestHaste:
    def test_waits_after_very_many_readings_without_a_key(
        self, anybody: Partner, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(throttle, "MOST_A_MINUTE", 2)

        answers = [anybody.get("services.json") for _ in range(3)]

        assert [one.status for one in answers] == [200, 200, 429]
        assert int(answers[-1].headers["Retry-After"]) >= 1
        assert answers[-1].errors[0][0] == "429"

    def test_waits_after_very_many_filings(self, partner: Partner, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(throttle, "NUMBERS_A_MINUTE", 1)

        assert [partner.post().status for _ in range(2)] == [200, 429]
