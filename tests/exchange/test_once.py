"""What a system asks for under one key is done once."""

from datetime import UTC, datetime, timedelta

import pytest

from minqing.exchange import once, service
from minqing.exchange.models import AskedOnce
from minqing.kernel.access import Actor, Grant
from minqing.kernel.errors import Conflict
from minqing.kernel.ref import Ref

pytestmark = pytest.mark.django_db

AT = datetime(2026, 3, 2, 2, tzinfo=UTC)
COUNTY = "139901/"


@pytest.fixture
def system() -> Actor:
    keeper = Actor(ref=Ref("post", "0193"), grants=(Grant("exchange.manage", COUNTY, COUNTY),))
    client = service.register_client(name="热线系统", org_path=COUNTY, place_path=COUNTY, actor=keeper, at=AT)
    return Actor(ref=Ref("client", client))


class TestClaim:
    def test_is_carried_out_the_first_time_and_not_again(self, system: Actor) -> None:
        assert once.claim(system, "k1", b"a", at=AT)
        once.done(system, "k1", at=AT)

        assert not once.claim(system, "k1", b"a", at=AT)

    def test_refuses_another_request_under_the_same_key(self, system: Actor) -> None:
        once.claim(system, "k1", b"a", at=AT)

        with pytest.raises(once.KeyUsedOtherwise):
            once.claim(system, "k1", b"b", at=AT)

    def test_waits_for_the_first_one_and_takes_over_when_it_died(self, system: Actor) -> None:
        once.claim(system, "k1", b"a", at=AT)

        with pytest.raises(Conflict):
            once.claim(system, "k1", b"a", at=AT + timedelta(seconds=59))
        assert once.claim(system, "k1", b"a", at=AT + timedelta(seconds=60))

    def test_is_free_again_after_a_refusal(self, system: Actor) -> None:
        once.claim(system, "k1", b"a", at=AT)
        once.give_back(system, "k1")

        assert once.claim(system, "k1", b"b", at=AT)

    def test_is_forgotten_after_a_week(self, system: Actor) -> None:
        once.claim(system, "k1", b"a", at=AT)

        once.forget_old(AT + timedelta(days=7))
        assert AskedOnce.objects.exists()
        once.forget_old(AT + timedelta(days=7, seconds=1))
        assert not AskedOnce.objects.exists()
