"""What the operator orders about other systems."""

import pytest
from tests.factories import cases as make

from minqing.exchange import operations, queries
from minqing.kernel.access import Actor, system_actor
from minqing.kernel.errors import Refused
from minqing.kernel.operations import OPERATIONS

OPERATOR = system_actor("operator", ["exchange.manage", "directory.grant"])


def issue(name: str = "热线", roles: tuple[str, ...] = ("counter",)) -> str:
    """Make a key; its text."""
    return operations.issue_key(actor=OPERATOR, at=make.AT, name=name, roles=list(roles), unit="", place="")[0]


class TestIssueKey:
    def test_registers_a_system_once_and_gives_it_what_the_roles_need(self, office: make.County) -> None:
        first, second = issue(), issue(roles=("counter", "intake"))

        held = queries.actor_for_key(first, at=make.AT)
        assert held is not None
        assert held.may("cases.accept", org_path=make.CENTRE, place_path=make.VILLAGE)
        assert first != second
        assert len(operations.list_systems(actor=OPERATOR, at=make.AT)) > 3

    def test_never_gives_the_keys_of_the_house(self, office: make.County) -> None:
        held = queries.actor_for_key(issue(roles=("it_admin", "security_admin", "auditor")), at=make.AT)

        assert held is not None
        assert not any(held.holds(name) for name in ("directory.grant", "directory.account", "directory.audit"))

    def test_needs_no_role_for_a_system_that_only_takes_shared_data(self, office: make.County) -> None:
        held = queries.actor_for_key(issue(roles=()), at=make.AT)

        assert held is not None
        assert held.grants == ()
        assert not next(one for one in OPERATIONS["issue-key"].options if one.name == "roles").required

    def test_refuses_where_no_county_is_loaded(self, db: None) -> None:
        with pytest.raises(Refused):
            issue()

    def test_refuses_an_unknown_role(self, office: make.County) -> None:
        with pytest.raises(Refused):
            issue(roles=("king",))


class TestRevokeKey:
    def holder(self, key: str) -> Actor | None:
        """Who calls with a key."""
        return queries.actor_for_key(key, at=make.AT)

    def test_kills_one_key_or_the_whole_system(self, office: make.County) -> None:
        first, second = issue(), issue()

        operations.revoke_key(actor=OPERATOR, at=make.AT, name="热线", key=first)
        assert (self.holder(first), bool(self.holder(second))) == (None, True)

        operations.revoke_key(actor=OPERATOR, at=make.AT, name="热线", key="")
        assert self.holder(second) is None

    def test_knows_no_system_of_another_name(self, office: make.County) -> None:
        with pytest.raises(operations.NoSuchSystem):
            operations.revoke_key(actor=OPERATOR, at=make.AT, name="别的", key="")
