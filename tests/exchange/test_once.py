"""What a system asks for under one key is done once."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from tests.ops.installation import Installation

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
        claim = once.claim(system, "k1", b"a", at=AT)
        assert claim is not None
        claim.done(at=AT)

        assert once.claim(system, "k1", b"a", at=AT) is None

    def test_refuses_another_request_under_the_same_key(self, system: Actor) -> None:
        once.claim(system, "k1", b"a", at=AT)

        with pytest.raises(once.KeyUsedOtherwise):
            once.claim(system, "k1", b"b", at=AT)

    def test_waits_for_the_first_one_and_takes_over_when_it_died(self, system: Actor) -> None:
        once.claim(system, "k1", b"a", at=AT)

        with pytest.raises(Conflict):
            once.claim(system, "k1", b"a", at=AT + timedelta(seconds=59))
        assert once.claim(system, "k1", b"a", at=AT + timedelta(seconds=60))

    def test_undoes_the_first_one_when_it_was_only_slow(self, system: Actor) -> None:
        slow = once.claim(system, "k1", b"a", at=AT)
        second = once.claim(system, "k1", b"a", at=AT + timedelta(seconds=60))

        assert slow is not None
        assert second is not None
        with pytest.raises(Conflict):
            slow.done(at=AT + timedelta(seconds=61))
        second.done(at=AT + timedelta(seconds=61))

    def test_is_free_again_after_a_refusal(self, system: Actor) -> None:
        claim = once.claim(system, "k1", b"a", at=AT)
        assert claim is not None
        claim.give_back()

        assert once.claim(system, "k1", b"b", at=AT)

    def test_is_forgotten_after_a_week(self, system: Actor) -> None:
        once.claim(system, "k1", b"a", at=AT)

        once.forget_old(AT + timedelta(days=7))
        assert AskedOnce.objects.exists()
        once.forget_old(AT + timedelta(days=7, seconds=1))
        assert not AskedOnce.objects.exists()


BEGIN = """
import django; django.setup()
import os, sys
from datetime import timedelta
from django.test import RequestFactory
from minqing.exchange import service
from minqing.exchange.api.acting import carry_out
from minqing.exchange.models import ApiKey, AskedOnce, Client
from minqing.kernel.access import Actor, Grant, system_actor
from minqing.ledger.service import record, recorded
COUNTY = "139901/"
KEEPER = system_actor("setup", ["exchange.manage"], root=COUNTY)

def request():
    found = RequestFactory(headers={"Idempotency-Key": "k1"}).post("/x", b"{}", content_type="application/json")
    found.auth = Actor(ref=Client.objects.get().ref, grants=(Grant("exchange.manage", COUNTY, COUNTY),))
    return found

def make_key(*, actor, at):
    service.issue_key(client_id=str(Client.objects.get().pk), actor=actor, at=at)
"""
KILLED_AFTER = """
def dies_after_its_commit(*, actor, at):
    make_key(actor=actor, at=at)
    os._exit(9)
carry_out(request(), dies_after_its_commit)
"""
KILLED_BEFORE = """
@recorded
def dies_before_its_commit(*, actor, at):
    client = Client.objects.get()
    ApiKey.objects.create(client=client, prefix="halfway", digest="x", issued_at=at)
    record("client.key_issued", subject=client.ref, actor=actor.ref, at=at, org_path=COUNTY, place_path=COUNTY,
           data={"key": "halfway"})
    sys.stdout.flush()
    os._exit(9)
carry_out(request(), dies_before_its_commit)
"""
AGAIN = """
AskedOnce.objects.update(began_at=AskedOnce.objects.get().began_at - timedelta(minutes=2))
again = carry_out(request(), make_key)
print(again, ApiKey.objects.count())
"""
REGISTER = """
from django.utils import timezone
service.register_client(name="热线", org_path=COUNTY, place_path=COUNTY, actor=KEEPER, at=timezone.now())
print("registered")
"""


class TestAServerThatIsKilled:
    @pytest.fixture
    def house(self, tmp_path: Path, django_db_setup: None) -> Installation:
        house = Installation(tmp_path / "house")
        assert house.say("migrate").returncode == 0
        house.run(BEGIN + REGISTER)
        return house

    def test_after_the_step_has_left_the_mark_with_it(self, house: Installation) -> None:
        house.run_killed(BEGIN + KILLED_AFTER)

        assert house.run(BEGIN + AGAIN) == "True 1"

    def test_before_the_step_has_left_neither(self, house: Installation) -> None:
        house.run_killed(BEGIN + KILLED_BEFORE)

        assert house.run(BEGIN + AGAIN) == "False 1"
