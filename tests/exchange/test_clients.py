"""Systems, their permissions and their keys."""

from datetime import UTC, datetime, timedelta

import pytest

from minqing.exchange import queries, service
from minqing.exchange.models import ApiKey, Client
from minqing.kernel.access import Actor, Grant
from minqing.kernel.errors import NotAllowed, NotFound, Refused
from minqing.kernel.ref import Ref
from minqing.ledger.queries import facts_about

pytestmark = pytest.mark.django_db

AT = datetime(2026, 3, 2, 2, tzinfo=UTC)
COUNTY = "139901/"


def somebody(*permissions: str, path: str = COUNTY) -> Actor:
    """Return a post with permissions below a path."""
    return Actor(ref=Ref("post", "0193"), grants=tuple(Grant(name, path, path) for name in permissions), org_path=path)


@pytest.fixture
def keeper() -> Actor:
    return somebody("exchange.manage")


@pytest.fixture
def giver() -> Actor:
    return somebody("directory.grant")


@pytest.fixture
def hotline(keeper: Actor) -> str:
    return service.register_client(name="热线系统", org_path=COUNTY, place_path=COUNTY, actor=keeper, at=AT)


class TestRegisterClient:
    def test_leaves_a_system_and_a_fact(self, hotline: str) -> None:
        assert [fact.kind for fact in facts_about(Ref("client", hotline))] == ["client.registered"]

    def test_refuses_whoever_may_not_manage_there(self) -> None:
        neighbour = somebody("exchange.manage", path="139901/water/")

        with pytest.raises(NotAllowed):
            service.register_client(name="x", org_path=COUNTY, place_path=COUNTY, actor=neighbour, at=AT)

        assert not Client.objects.exists()

    @pytest.mark.parametrize("name", ["", "   ", "长" * 81, "热线系统"])
    def test_refuses_an_empty_long_or_taken_name(self, hotline: str, keeper: Actor, name: str) -> None:
        with pytest.raises(service.UnableToRegister):
            service.register_client(name=name, org_path=COUNTY, place_path=COUNTY, actor=keeper, at=AT)


class TestGiveClient:
    def test_lets_the_system_act_below_the_paths_and_nowhere_else(
        self, hotline: str, keeper: Actor, giver: Actor
    ) -> None:
        paths = {"org_path": "139901/water/", "place_path": COUNTY}
        service.give_client(client_id=hotline, permission="directory.alarm", actor=giver, at=AT, **paths)
        key = service.issue_key(client_id=hotline, actor=keeper, at=AT)

        system = queries.actor_for_key(key.key, at=AT)

        assert system is not None
        assert system.ref == Ref("client", hotline)
        assert system.may("directory.alarm", org_path="139901/water/", place_path="139901/101/")
        assert not system.may("directory.alarm", org_path="139901/", place_path="139901/101/")

    def test_is_not_the_act_of_whoever_makes_the_keys(self, hotline: str, keeper: Actor) -> None:
        with pytest.raises(NotFound):
            service.give_client(
                client_id=hotline,
                permission="directory.alarm",
                org_path=COUNTY,
                place_path=COUNTY,
                actor=keeper,
                at=AT,
            )

    @pytest.mark.parametrize("permission", ["directory.grant", "exchange.manage", "ledger.backfill", "no.such"])
    def test_never_gives_one_of_the_keys_of_the_house(self, hotline: str, giver: Actor, permission: str) -> None:
        with pytest.raises(service.UnableToGive):
            service.give_client(
                client_id=hotline, permission=permission, org_path=COUNTY, place_path=COUNTY, actor=giver, at=AT
            )

    def test_can_be_withdrawn_and_then_is_gone(self, hotline: str, keeper: Actor, giver: Actor) -> None:
        what = {"client_id": hotline, "permission": "directory.alarm", "org_path": COUNTY, "place_path": COUNTY}
        service.give_client(**what, actor=giver, at=AT)
        key = service.issue_key(client_id=hotline, actor=keeper, at=AT)

        service.withdraw_from_client(**what, actor=giver, at=AT)

        system = queries.actor_for_key(key.key, at=AT)
        assert system is not None
        assert system.grants == ()
        with pytest.raises(NotFound):
            service.withdraw_from_client(**what, actor=giver, at=AT)


class TestIssueKey:
    def test_keeps_only_a_hash(self, hotline: str, keeper: Actor) -> None:
        issued = service.issue_key(client_id=hotline, actor=keeper, at=AT)

        kept = ApiKey.objects.get()
        secret = issued.key.partition(".")[2]
        assert len(secret) == 40
        assert secret not in {str(value) for value in vars(kept).values()}
        assert all(secret not in str(fact.data) for fact in facts_about(Ref("client", hotline)))

    def test_dies_at_its_moment_and_not_before(self, hotline: str, keeper: Actor) -> None:
        end = AT + timedelta(days=1)
        key = service.issue_key(client_id=hotline, actor=keeper, at=AT, expires_at=end).key

        assert queries.actor_for_key(key, at=end - timedelta(seconds=1))
        assert queries.actor_for_key(key, at=end) is None

    def test_is_dead_once_revoked_or_its_system_closed(self, hotline: str, keeper: Actor) -> None:
        first, second = (service.issue_key(client_id=hotline, actor=keeper, at=AT) for _ in range(2))

        service.revoke_key(client_id=hotline, prefix=first.prefix, actor=keeper, at=AT)
        assert queries.actor_for_key(first.key, at=AT) is None
        assert queries.actor_for_key(second.key, at=AT)

        service.close_client(client_id=hotline, actor=keeper, at=AT)
        assert queries.actor_for_key(second.key, at=AT) is None

    @pytest.mark.parametrize("key", ["", ".", "x" * 53, "é" * 12 + "." + "a" * 40, "0" * 12 + "." + "0" * 40])
    def test_knows_no_key_that_was_never_made(self, hotline: str, key: str) -> None:
        assert queries.actor_for_key(key, at=AT) is None

    def test_refuses_to_end_before_it_begins(self, hotline: str, keeper: Actor) -> None:
        with pytest.raises(Refused):
            service.issue_key(client_id=hotline, actor=keeper, at=AT, expires_at=AT)


class TestClients:
    def test_lists_only_what_the_actor_may_manage(self, hotline: str, keeper: Actor) -> None:
        assert [client.name for client in queries.clients(keeper)] == ["热线系统"]
        assert queries.clients(somebody("exchange.manage", path="139902/")) == []
        assert queries.clients(somebody()) == []
