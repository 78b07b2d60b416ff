"""Roles bundle permissions that exist, and no bundle puts two of the three keys together."""

import pytest
from tests.factories.directory import AT, COUNTY, founder, give, person, post

from minqing.directory import queries, service
from minqing.directory.permissions import THREE_KEYS
from minqing.directory.roles import ROLES
from minqing.directory.service.three_keys import TwoKeysInOneHand
from minqing.kernel.permissions import PERMISSIONS

BY_COMMAND_ONLY = {"ledger.backfill", "vault.rotate_keys"}


class TestRoles:
    def test_name_only_permissions_that_are_declared(self) -> None:
        named = {name for role in ROLES.values() for name in role.permissions}

        assert named - set(PERMISSIONS) == set()

    def test_leave_no_permission_that_nobody_could_ever_be_given(self) -> None:
        named = {name for role in ROLES.values() for name in role.permissions}
        doors = ("cases.", "directory.", "vault.", "ledger.", "rulebook.", "territory.")
        declared = {name for name in PERMISSIONS if name.startswith(doors)}

        assert declared - named == BY_COMMAND_ONLY

    @pytest.mark.parametrize("role", sorted(ROLES))
    def test_hold_at_most_one_of_the_three_keys(self, role: str) -> None:
        assert sum(bool(names & set(ROLES[role].permissions)) for names in THREE_KEYS.values()) <= 1

    def test_never_let_a_handler_into_the_vault(self) -> None:
        for role in ("handler", "unit_head", "verifier", "grid_worker", "counter", "overseer", "it_admin"):
            assert not any(name.startswith("vault.") for name in ROLES[role].permissions), role


@pytest.mark.django_db
class TestThreeKeys:
    def test_hold_over_all_posts_of_a_person(self) -> None:
        somebody = person("钱守正")
        first = post("139901/it/", name="")
        service.seat_person(post_id=first.id, person_id=somebody.id, actor=founder(), at=AT)
        give(first.id, "directory.account")
        second = post("139901/audit/", name="")
        give(second.id, "directory.audit")

        with pytest.raises(TwoKeysInOneHand):
            service.seat_person(post_id=second.id, person_id=somebody.id, actor=founder(), at=AT)
        third = post("139901/audit/", name="")
        service.seat_person(post_id=third.id, person_id=somebody.id, actor=founder(), at=AT)
        with pytest.raises(TwoKeysInOneHand):
            give(third.id, "directory.grant")

        assert queries.post(second.id).person_id is None

    def test_are_checked_for_whole_roles(self) -> None:
        row = post("139901/it/")
        give(row.id, "directory.grant")

        with pytest.raises(TwoKeysInOneHand):
            service.give_role(
                post_id=row.id, role="it_admin", org_path=COUNTY, place_path=COUNTY, actor=founder(), at=AT
            )
