"""Grants of data for tests: a system, whoever shares, and the system's key."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import count
from typing import Any

from tests.factories.cases import AT, COUNTY

from minqing.exchange import queries, service
from minqing.exchange.sharing.granting import grant_data
from minqing.kernel.access import Actor, system_actor
from minqing.kernel.ref import Ref
from minqing.kernel.times import day_of

SETUP = system_actor("setup", ["exchange.manage", "directory.grant"], root=COUNTY)
KEEPER = Actor(
    ref=Ref("post", "01920000-0000-7000-8000-000000000001"),
    grants=system_actor("keeper", ["exchange.share", "exchange.assign", "insight.read"], root=COUNTY).grants,
    org_path=COUNTY,
    place_path=COUNTY,
)
FIGURE, FACTS, LATE = "measure:cases.registered", "fact:case.registered", "fact:case.closed#late"
_names = count(1)


@dataclass(frozen=True)
class Partner:
    """Another system."""

    id: str
    key: str

    def actor(self, at: datetime) -> Actor:
        """The system as it calls."""
        found = queries.actor_for_key(self.key, at=at)
        assert found is not None
        return found


def partner(at: datetime = AT) -> Partner:
    """A system with a key and no permission at all."""
    name = f"省平台{next(_names)}"
    client = service.register_client(name=name, org_path=COUNTY, place_path=COUNTY, actor=SETUP, at=at)
    return Partner(client, service.issue_key(client_id=client, actor=SETUP, at=at).key)


def asked(system: Partner, at: datetime = AT, **changes: Any) -> dict[str, Any]:
    """What a plain grant says."""
    plain: dict[str, Any] = {
        "client_id": system.id,
        "purpose": "全省供水抢修调度",
        "legal_basis": "政务数据共享条例第十八条",
        "elements": [FIGURE, FACTS, LATE],
        "org_path": COUNTY,
        "place_path": COUNTY,
        "first_day": date(2026, 9, 1),
        "last_day": date(2026, 12, 31),
        "expires_on": day_of(at) + timedelta(days=90),
        "actor": KEEPER,
        "at": at,
    }
    return plain | changes


def granted(system: Partner, at: datetime = AT, **changes: Any) -> str:
    """A grant; its id."""
    return grant_data(**asked(system, at, **changes))
