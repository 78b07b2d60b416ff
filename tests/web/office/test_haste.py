"""Who asks for what is dear more often than anybody works waits for the next minute; everybody else never notices."""

from datetime import datetime
from typing import Any

import pytest
from django.test import Client
from tests.web.office.seats import Office, client_of

from minqing.kernel.access import Actor
from minqing.web import haste

PAGES = (
    "/office/board/",
    "/office/analysis/",
    "/office/analysis/control/",
    "/office/analysis/ageing/",
    "/office/analysis/durations/",
    "/office/analysis/paths/",
    "/office/analysis/seasons/",
    "/office/analysis/supply/",
    "/office/oversight/",
    "/office/oversight/requests?key=cases.registered",
    "/office/measures/cases.registered/number/",
    "/office/search/?q=路灯",
)
FILES = ("/office/board/sheet", "/office/measures/?as=csv", "/office/desk/?queue=all&as=csv")
AT = datetime.fromisoformat("2026-09-07T10:00:18+08:00")


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two pages and two files a minute, at eighteen seconds past."""
    monkeypatch.setattr(haste, "PAGES_A_MINUTE", 2)
    monkeypatch.setattr(haste, "FILES_A_MINUTE", 2)
    monkeypatch.setattr(haste, "timezone", _Still())


class _Still:
    def now(self) -> datetime:
        return AT


def third(client: Client, address: str, **headers: str) -> Any:
    """Ask three times, and return the last answer."""
    return [client.get(address, headers=headers) for _ in range(3)][-1]


@pytest.fixture
def leader(office: Office) -> Actor:
    """Somebody who may look at everything."""
    return office.county.overseer


@pytest.mark.parametrize("address", [*PAGES, *FILES])
def test_what_is_dear_is_given_so_often_a_minute(leader: Actor, few: None, address: str) -> None:
    answer = third(client_of(leader), address)

    assert answer.status_code == 429
    assert answer["Retry-After"] == "42"
    assert "请等 42 秒" in answer.content.decode()
    assert answer.content.decode().count("btn main") == 1


def test_the_first_two_are_answered(leader: Actor, few: None) -> None:
    client = client_of(leader)

    assert [client.get("/office/board/").status_code for _ in range(3)] == [200, 200, 429]


def test_a_fragment_says_it_where_things_are_said(leader: Actor, few: None) -> None:
    answer = third(client_of(leader), "/office/search/?q=水", **{"hx-request": "true"})

    assert (answer.status_code, answer["HX-Retarget"], answer["Retry-After"]) == (429, "#said", "42")


def test_each_person_is_counted_alone_and_other_pages_go_on(office: Office, leader: Actor, few: None) -> None:
    hasty = client_of(leader)

    assert third(hasty, "/office/board/").status_code == 429
    assert hasty.get("/office/desk/").status_code == 200
    assert hasty.get("/office/measures/?as=csv").status_code == 200, "files are counted for themselves"
    assert client_of(office.county.water_head).get("/office/search/?q=水").status_code == 200


def test_the_next_minute_begins_anew(leader: Actor, few: None, monkeypatch: pytest.MonkeyPatch) -> None:
    client = client_of(leader)
    assert third(client, "/office/board/").status_code == 429

    monkeypatch.setattr("tests.web.office.test_haste.AT", datetime.fromisoformat("2026-09-07T10:01:00+08:00"))

    assert client.get("/office/board/").status_code == 200


def test_a_day_of_work_never_meets_it(leader: Actor) -> None:
    """A page a second, for a minute, is faster than anybody reads."""
    client = client_of(leader)

    assert {client.get("/office/search/?q=水").status_code for _ in range(60)} == {200}
    assert haste.PAGES_A_MINUTE >= 2 * 60
