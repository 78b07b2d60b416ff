"""The table of addresses: what each needs, and that it is refused without."""

from typing import NamedTuple

import pytest
from tests.exchange.conftest import system
from tests.exchange.open311.conftest import Partner
from tests.factories import cases as make

from minqing.exchange.open311.urls import urlpatterns

pytestmark = pytest.mark.django_db


class Address(NamedTuple):
    """One call: how it is made, and which permission the key needs; none where everybody may."""

    name: str
    method: str
    path: str
    needs: str = ""


TABLE = (
    Address("discovery", "GET", "discovery"),
    Address("services", "GET", "services"),
    Address("definition", "GET", "services/101"),
    Address("requests", "GET", "requests"),
    Address("requests", "POST", "requests", "cases.file"),
    Address("request", "GET", "requests/2026-000001"),
    Address("token", "GET", "tokens/x"),
    Address("no_call", "GET", "x"),
    Address("nothing", "GET", "x"),
)


class TestTheTable:
    def test_lists_every_address(self) -> None:
        assert {one.name for one in TABLE} == {str(pattern.name) for pattern in urlpatterns}

    @pytest.mark.parametrize("one", [one for one in TABLE if not one.needs], ids=lambda one: one.name)
    def test_lets_everybody_read_what_is_public(self, anybody: Partner, one: Address) -> None:
        assert anybody.get(f"{one.path}.json").status in {200, 404}

    def test_lets_only_a_key_with_the_permission_file(self, office: make.County) -> None:
        assert Partner().post().status == 403
        assert Partner(system().key).post().status == 403
        assert Partner(system("cases.read").key).post().status == 403
        assert Partner(system("cases.file").key).post().status == 200
