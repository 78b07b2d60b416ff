"""Taking requests from another server: once each, placed, masked, in step; and what of its answers is refused."""

import json
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from tests.exchange.conftest import KEEPER
from tests.exchange.open311.conftest import EXAMPLES
from tests.exchange.open311.stub import City
from tests.exchange.peering.conftest import WHERE, connect
from tests.factories import cases as make

from minqing.cases import queries as cases
from minqing.cases import service
from minqing.cases.codes import Channel
from minqing.cases.models import Case
from minqing.exchange.peering import pulling
from minqing.exchange.peering import service as peering
from minqing.exchange.peering.queries import peers
from minqing.kernel.access import Actor
from minqing.ledger.queries import facts_about

pytestmark = pytest.mark.django_db


def there(number: int = 1, **changes: Any) -> dict[str, Any]:
    """One request as the other side tells it."""
    plain = {
        "service_request_id": f"R{number}",
        "status": "open",
        "status_notes": None,
        "description": "路灯不亮，找王秀兰，电话13800001234",
        "requested_datetime": timezone.now().isoformat(),
        "lat": None,
        "long": None,
    }
    return plain | WHERE | changes


def lay(city: City, *rows: dict[str, Any]) -> None:
    city.lay("requests.json", json.dumps(list(rows)))


def notes(case: Case, who: Actor) -> list[tuple[Any, str]]:
    card = cases.case_card(case.number, actor=who, at=timezone.now())
    return [(line.detail, line.words) for line in card.history if line.kind == "case.partner_told"]


class TestTaking:
    def test_registers_each_once_with_matter_and_place(self, office: make.County, city: City) -> None:
        lay(city, there(1), there(2))
        link = connect(city.url)

        link.turn()
        link.turn()

        found = list(Case.objects.order_by("pk"))
        assert len(found) == 2
        assert {(case.channel, case.matter, case.place_path) for case in found} == {
            (Channel.OPEN311, 132, make.VILLAGE)
        }
        assert "王秀兰" not in found[0].texts.get().text
        assert "13800001234" not in found[0].texts.get().text
        assert [one.remote_id for one in link.requests] == ["R1", "R2"]
        assert (link.peer.failures, link.peer.last_error) == (0, "")
        assert link.peer.read_through is not None

    def test_asks_with_key_days_and_pages_and_begins_early(self, office: make.County, city: City) -> None:
        lay(city)
        link = connect(city.url, jurisdiction="linshi.gov")

        link.turn()

        [asked] = city.asked
        assert asked.headers["authorization"] == "Bearer their-key"
        assert "api_key" not in asked.query
        assert (asked.query["page"], asked.query["jurisdiction_id"]) == ("1", "linshi.gov")
        assert asked.query["start_date"] < asked.query["end_date"]

    def test_reads_on_page_by_page(self, office: make.County, city: City, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(pulling, "A_PAGE", 2)
        pages = [[there(1), there(2)], [there(3), there(4)], [there(5)]]
        city.lay("requests.json", *(json.dumps(page) for page in pages))

        connect(city.url).turn()

        assert Case.objects.count() == 5
        assert [one.query.get("page") for one in city.asked][:3] == ["1", "2", "3"]

    def test_stops_where_a_server_knows_no_pages(
        self, office: make.County, city: City, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(pulling, "A_PAGE", 2)
        lay(city, there(1), there(2))

        connect(city.url).turn()

        assert Case.objects.count() == 2
        assert len([one for one in city.asked if "page" in one.query]) == 2

    def test_reads_the_examples_of_the_standard(self, office: make.County, city: City) -> None:
        city.lay("requests.xml", (EXAMPLES / "service_requests.xml").read_bytes())
        link = connect(city.url, form="xml", place_path=make.VILLAGE)

        link.turn()
        link.turn()

        found = list(Case.objects.order_by("pk"))
        assert [case.texts.get().text.splitlines()[0] for case in found] == ["Sidewalk and Curb Issues"] * 2
        assert [one.remote_id for one in link.requests] == ["638344", "638349"]
        assert [one.status for one in link.requests] == ["closed", "open"]
        assert notes(found[0], office.intake)[-1][1] == "Duplicate request."

    def test_notes_once_what_changes_there(self, office: make.County, city: City) -> None:
        lay(city, there())
        link = connect(city.url)
        link.turn()
        lay(city, there(status="closed", status_notes="已修好，找张小明13900001111"))

        link.turn()
        link.turn()

        case = Case.objects.get()
        [(_detail, words)] = notes(case, office.intake)
        assert words.startswith("已修好")
        assert "13900001111" not in words
        assert make.last(case.number, "case.partner_told")["there"] == 2
        assert case.is_open  # nothing here moves by it

    def test_leaves_out_what_is_no_matter_here_and_says_so(self, office: make.County, city: City) -> None:
        lay(city, there(service_code="777"), there(2))
        link = connect(city.url)

        link.turn()

        assert Case.objects.count() == 1
        [view] = peers(KEEPER)
        assert (view.skipped, view.refused) == ((("777", 1),), 0)

    def test_takes_what_was_left_out_once_it_is_a_matter(self, office: make.County, city: City) -> None:
        lay(city, there(service_code="777"))
        link = connect(city.url)
        link.turn()
        taken = ["006=132", "777=101"]
        peering.map_services(client_id=link.client_id, taken=taken, actor=KEEPER, at=timezone.now())

        link.turn()

        assert Case.objects.get().matter == 101
        assert peers(KEEPER)[0].skipped == ()

    def test_takes_it_after_all_once_the_reason_is_gone(self, office: make.County, city: City) -> None:
        lay(city, there(address="别处"))
        link = connect(city.url)
        link.turn()
        assert (Case.objects.count(), link.requests[0].refused) == (0, "No place here is found for it.")
        lay(city, there())

        link.turn()

        assert (Case.objects.count(), link.requests[0].refused) == (1, "")

    def test_leaves_the_matter_open_where_it_asks_what_nobody_answers(self, office: make.County, city: City) -> None:
        service.set_question(
            matter_number=132, code="pole", label="灯杆编号", datatype="string", required=True,
            actor=office.keeper, at=make.AT,
        )  # fmt: skip
        lay(city, there())

        connect(city.url).turn()

        assert Case.objects.get().matter == 0

    def test_needs_the_systems_grant_at_the_place(self, office: make.County, city: City) -> None:
        lay(city, there())
        link = connect(city.url, permissions=())

        link.turn()

        assert Case.objects.count() == 0
        assert link.requests[0].refused

    def test_says_in_the_ledger_which_system_it_was(self, office: make.County, city: City) -> None:
        lay(city, there())
        link = connect(city.url)

        link.turn()

        [registered] = [fact for fact in facts_about(Case.objects.get().ref) if fact.kind == "case.registered"]
        assert registered.actor.id == link.client_id


class TestFailing:
    @pytest.mark.parametrize(
        "body",
        [
            "<html>",
            "{}",
            '{"a": 1}',
            "[1, 2]",
            "null",
            "[" * 100_000,
        ],
    )
    def test_waits_longer_each_time_after_an_answer_nobody_can_read(
        self, office: make.County, city: City, body: str
    ) -> None:
        city.lay("requests.json", body)
        link = connect(city.url)
        now = timezone.now()

        link.turn(now)

        assert link.peer.failures == 1
        assert link.peer.last_error
        assert link.peer.not_before == now + timedelta(minutes=1)
        assert link.peer.read_through is None

    @pytest.mark.parametrize(
        "body",
        [
            '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><service_requests><request>'
            "<service_request_id>&b;</service_request_id></request></service_requests>",
            '<!DOCTYPE a [<!ENTITY b "bbbb"><!ENTITY c "&b;&b;&b;">]><service_requests>&c;</service_requests>',
            "<service_requests>" + "<a>" * 40 + "</a>" * 40 + "</service_requests>",
            "<service_requests><request></service_requests>",
            "<feed/>",
            "",
        ],
        ids=["outside entity", "entities of entities", "too deep", "broken", "another root", "empty"],
    )
    def test_refuses_hostile_and_broken_xml(self, office: make.County, city: City, body: str) -> None:
        city.lay("requests.xml", body)
        link = connect(city.url, form="xml")

        link.turn()

        assert (Case.objects.count(), link.peer.failures) == (0, 1)

    def test_refuses_what_is_too_large(self, office: make.County, city: City, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("minqing.exchange.peering.parsing.MOST_BYTES", 100)
        lay(city, there())
        link = connect(city.url)

        link.turn()

        assert "too large" in link.peer.last_error

    @pytest.mark.parametrize("status", [301, 401, 404, 500])
    def test_says_what_the_other_side_answered(self, office: make.County, city: City, status: int) -> None:
        city.location = f"{city.url}/elsewhere.json"
        city.lay("requests.json", "[]", status=status)
        link = connect(city.url)

        link.turn()

        assert str(status) in link.peer.last_error
        assert not any("elsewhere" in one.path for one in city.asked)

    def test_speaks_with_nobody_inside(self, office: make.County, city: City, settings: Any) -> None:
        lay(city, there())
        link = connect(city.url)
        settings.WEBHOOK_NETWORKS = ""

        link.turn()

        assert city.asked == []
        assert "AddressRefused" in link.peer.last_error

    def test_does_not_keep_others_waiting(self, office: make.County, city: City) -> None:
        lay(city, there())
        broken, well = connect("http://localhost:9/v2"), connect(city.url)

        broken.turn()
        well.turn()

        assert (broken.peer.failures, well.peer.failures) == (1, 0)
        assert Case.objects.count() == 1
