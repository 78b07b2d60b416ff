"""The pages of other systems: registering, giving, the key that is shown once, when it was last used, and its end."""

import re

import pytest
from django.test import Client as Browser
from django.utils import timezone
from tests.factories import cases as make
from tests.web.office.seats import Office, client_of

from minqing.exchange import queries, service
from minqing.exchange.api.v1 import api
from minqing.kernel.counters import COUNTERS, Counter, offer_counter

pytestmark = pytest.mark.django_db
LIST = "/office/systems/"
KEY = re.compile(r"[0-9a-z]{12}\.[0-9a-z]{40}")


def registered(office: Office, name: str = "县热线") -> str:
    """The id of a system registered by its page."""
    sent = {"name": name, "org_path": make.CENTRE, "place_path": make.COUNTY}
    client_of(office.keeper).post(f"{LIST}register", sent)
    return queries.clients(office.keeper)[0].id


def key_of(office: Office, system: str) -> str:
    """A key as the page shows it."""
    page = client_of(office.keeper).post(f"{LIST}{system}/key", {"expires_at": ""})
    return KEY.findall(page.content.decode())[0]


class TestRegister:
    def test_registers_a_system_without_permission_and_key(self, office: Office) -> None:
        registered(office)

        found = queries.clients(office.keeper)[0]
        assert (found.name, found.grants, found.keys) == ("县热线", (), ())
        assert "县热线" in client_of(office.keeper).get(LIST).content.decode()

    def test_refuses_a_name_that_is_taken(self, office: Office) -> None:
        registered(office)
        sent = {"name": "县热线", "org_path": make.CENTRE, "place_path": make.COUNTY}

        assert client_of(office.keeper).post(f"{LIST}register", sent).status_code == 422


class TestKey:
    def test_is_shown_once_and_opens_the_api_once_a_role_is_given(self, office: Office) -> None:
        system = registered(office)
        key = key_of(office, system)
        sent = {"role": "counter", "org_path": make.CENTRE, "place_path": make.COUNTY}

        client_of(office.grants).post(f"{LIST}{system}/give", sent)
        answer = Browser(headers={"authorization": f"Bearer {key}"}).get("/api/v1/cases")

        assert answer.status_code == 200
        page = client_of(office.keeper).get(LIST).content.decode()
        assert key[:12] in page
        assert key not in page
        assert timezone.localdate().isoformat() in page  # last used

    def test_asks_for_one_who_is_within_reach(self, office: Office) -> None:
        system = registered(office)

        assert client_of(office.grants).get(f"{LIST}{system}/key").status_code == 403
        assert client_of(office.keeper).get(f"{LIST}{system}/give").status_code == 403

    def test_refuses_an_end_before_the_beginning(self, office: Office) -> None:
        system = registered(office)

        answer = client_of(office.keeper).post(f"{LIST}{system}/key", {"expires_at": "2020-01-01T00:00"})

        assert answer.status_code == 422
        assert not KEY.findall(answer.content.decode())

    def test_is_never_kept_by_a_browser(self, office: Office) -> None:
        system = registered(office)

        answer = client_of(office.keeper).post(f"{LIST}{system}/key", {"expires_at": ""})

        assert "no-store" in answer["Cache-Control"]

    def test_dies_by_its_button(self, office: Office) -> None:
        system = registered(office)
        key = key_of(office, system)

        client_of(office.keeper).post(f"{LIST}{system}/keys/{key[:12]}/kill")

        assert queries.actor_for_key(key, at=timezone.now()) is None


class TestGive:
    def test_offers_no_role_of_the_house_itself(self, office: Office) -> None:
        system = registered(office)

        form = client_of(office.grants).get(f"{LIST}{system}/give").content.decode()

        assert "security_admin" not in form
        assert "reveal_approver" not in form
        assert "counter" in form

    def test_takes_one_permission_back(self, office: Office) -> None:
        system, client = registered(office), client_of(office.grants)
        sent = {"role": "counter", "org_path": make.CENTRE, "place_path": make.COUNTY}
        client.post(f"{LIST}{system}/give", sent)

        client.post(f"{LIST}{system}/withdraw", {**sent, "permission": "cases.file"})

        assert [one.permission for one in queries.clients(office.grants)[0].grants] == ["cases.read"]

    def test_refuses_what_is_held_already(self, office: Office) -> None:
        system, client = registered(office), client_of(office.grants)
        sent = {"role": "counter", "org_path": make.CENTRE, "place_path": make.COUNTY}
        client.post(f"{LIST}{system}/give", sent)

        assert client.post(f"{LIST}{system}/give", sent).status_code == 422


class TestClose:
    def test_ends_the_system_with_its_keys(self, office: Office) -> None:
        system = registered(office)
        key = key_of(office, system)

        client_of(office.keeper).post(f"{LIST}{system}/end", {"sure": "1"})

        assert queries.actor_for_key(key, at=timezone.now()) is None
        assert "县热线" in client_of(office.keeper).get(LIST).content.decode()


class TestCounters:
    def test_are_offered_once(self) -> None:
        with pytest.raises(ValueError, match="systems"):
            offer_counter("systems", Counter(rows=queries.clients, verbs={}))

    def test_give_the_api_no_way_to_make_keys(self) -> None:
        words = {part for path in api.get_openapi_schema()["paths"] for part in path.split("/")}

        assert not words & set(COUNTERS["systems"].verbs)
        assert "exchange.manage" in service.NEVER
