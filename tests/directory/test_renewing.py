"""After an upgrade a role may need more, or less, than when it was given; it is given anew by fact."""

from datetime import timedelta

import pytest
from tests.factories.directory import AT, COUNTY, founder, post

from minqing.directory import queries, service
from minqing.directory.models import Post, PostGrant
from minqing.directory.roles import ROLES
from minqing.directory.service.grants import UnableToGrant
from minqing.kernel.errors import NotAllowed
from minqing.kernel.ref import Ref
from minqing.ledger.queries import facts_about

pytestmark = pytest.mark.django_db

LATER = AT + timedelta(days=100)
WHERE = {"org_path": COUNTY, "place_path": COUNTY}


def overseer(**more: object) -> Post:
    row = post(title="督查岗", name="王督查")
    service.give_role(post_id=row.id, role="overseer", actor=founder(), at=AT, **WHERE, **more)
    return row


def forget(row: Post, permission: str) -> None:
    """Let the role be as an earlier version gave it: without a permission it has today."""
    PostGrant.objects.filter(post=row, permission=permission).delete()


def held(row: Post) -> set[str]:
    return {grant.permission for grant in queries.grants_of(row.id)}


class TestOutdatedRoles:
    def test_are_none_where_roles_are_what_they_were(self) -> None:
        overseer()

        assert queries.outdated_roles(at=LATER) == []

    def test_name_what_is_missing_and_what_is_beyond(self) -> None:
        row = overseer()
        forget(row, "cases.verify")
        PostGrant.objects.create(post=row, permission="ledger.read", role="overseer", given_at=AT, **WHERE)

        (found,) = queries.outdated_roles(at=LATER)

        assert (found.post_id, found.missing, found.beyond) == (row.id, ("cases.verify",), ("ledger.read",))

    def test_leave_out_what_somebody_took_back_and_what_has_ended(self) -> None:
        row = overseer()
        grant = next(one for one in queries.grants_of(row.id) if one.permission == "cases.reopen")
        service.withdraw_grant(grant_id=grant.id, actor=founder(), at=AT + timedelta(days=1))
        ended = post(title="借调岗", name="何借调")
        service.give_role(
            post_id=ended.id, role="overseer", actor=founder(), at=AT, until=AT + timedelta(days=9), **WHERE
        )
        forget(ended, "cases.verify")

        assert queries.outdated_roles(at=LATER) == []


class TestRenewRole:
    def test_gives_and_takes_each_permission_by_fact_until_the_same_day(self) -> None:
        until = AT + timedelta(days=300)
        row = overseer(until=until, reason="县督办")
        forget(row, "cases.verify")
        PostGrant.objects.create(post=row, permission="ledger.read", role="overseer", given_at=AT, until=until, **WHERE)

        service.renew_role(post_id=row.id, role="overseer", actor=founder(), at=LATER, **WHERE)

        assert held(row) == set(ROLES["overseer"].permissions)
        fresh = PostGrant.objects.get(post=row, permission="cases.verify")
        assert (fresh.role, fresh.until, fresh.reason, fresh.given_at) == ("overseer", until, "县督办", LATER)
        said = {(fact.kind, fact.data["permission"]) for fact in facts_about(Ref("post", str(row.id)))[-2:]}
        assert said == {("grant.given", "cases.verify"), ("grant.withdrawn", "ledger.read")}
        assert queries.outdated_roles(at=LATER) == []

    def test_refuses_when_there_is_nothing_to_renew_and_writes_nothing(self) -> None:
        row = overseer()
        before = len(facts_about(Ref("post", str(row.id))))

        with pytest.raises(UnableToGrant):
            service.renew_role(post_id=row.id, role="overseer", actor=founder(), at=LATER, **WHERE)
        with pytest.raises(UnableToGrant):
            service.renew_role(post_id=row.id, role="verifier", actor=founder(), at=LATER, **WHERE)

        assert len(facts_about(Ref("post", str(row.id)))) == before

    def test_gives_nobody_more_than_the_actor_may_give(self) -> None:
        row = overseer()
        forget(row, "cases.verify")

        with pytest.raises(NotAllowed):
            service.renew_role(
                post_id=row.id, role="overseer", org_path="140000/", place_path=COUNTY, actor=founder(), at=LATER
            )

        assert "cases.verify" not in held(row)
