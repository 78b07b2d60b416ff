"""What is dear to count is given to a system so often a minute, and a refusal says the seconds left."""

import pytest
from tests.exchange.conftest import Caller, system
from tests.factories import cases as make

DAYS = "start=2026-09-01&end=2026-10-01"
DEAR = ("/board", f"/oversight?{DAYS}", f"/pivot?m=cases.registered&rows=month&{DAYS}")
NUMBERS = (
    f"/figures/cases.registered?{DAYS}",
    f"/figures/cases.registered/facts?{DAYS}",
    f"/figures/cases.registered/split?by=org&{DAYS}",
    f"/figures/cases.registered/requests?{DAYS}",
    "/search?q=路灯",
)


@pytest.fixture
def reader(office: make.County) -> Caller:
    """A system that may look at everything."""
    return system("insight.read", "cases.oversee", "cases.read", "ledger.read")


@pytest.mark.parametrize(
    ("address", "limit"), [*((one, "MOST_A_MINUTE") for one in DEAR), *((one, "NUMBERS_A_MINUTE") for one in NUMBERS)]
)
def test_what_is_dear_is_answered_so_often_a_minute(
    reader: Caller, monkeypatch: pytest.MonkeyPatch, address: str, limit: str
) -> None:
    monkeypatch.setattr(f"minqing.exchange.api.throttle.{limit}", 2)

    answers = [reader.get(address) for _ in range(5)]

    slowed = next(one for one in answers if one.status == 429)
    assert answers[0].status == 200
    assert 1 <= int(slowed.headers["Retry-After"]) <= 60
    assert slowed.body["code"] == "too-many"
