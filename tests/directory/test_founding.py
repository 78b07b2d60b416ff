"""The first administrators: everything at once, or nothing."""

import pytest
from tests.factories.directory import AT, COUNTY

from minqing.directory import permissions, service
from minqing.directory.models import Account, Organisation, Person, Post, PostGrant
from minqing.directory.service.accounts import UnableToChangeAccount
from minqing.kernel.access import Actor, system_actor
from minqing.ledger.queries import fact_count

PASSWORD = "青禾-初始-密码-2026"


def operator() -> Actor:
    needed = (permissions.MANAGE, permissions.GRANT, permissions.ACCOUNT)
    return system_actor("operator", permissions=needed, root=COUNTY)


def seat(role: str = "it_admin", login: str = "weixm", name: str = "魏晓明") -> None:
    founding = service.Founding(role, login, name, COUNTY, "青禾县")
    service.seat_administrator(founding=founding, password=PASSWORD, actor=operator(), at=AT)


@pytest.mark.django_db(transaction=True)
class TestSeatAdministrator:
    def test_opens_the_countys_unit_once_and_seats_each_in_a_post(self) -> None:
        seat()
        seat(role="auditor", login="shenjr", name="沈静如")

        assert [unit.path for unit in Organisation.objects.all()] == [COUNTY]
        assert {post.person.name for post in Post.objects.select_related("person")} == {"魏晓明", "沈静如"}
        assert PostGrant.objects.filter(post__person__name="魏晓明", permission=permissions.MANAGE).exists()

    def test_leaves_nothing_behind_when_one_step_is_refused(self) -> None:
        seat()
        before = fact_count()

        with pytest.raises(UnableToChangeAccount):
            seat(role="auditor", login="weixm", name="沈静如")

        assert Person.objects.count() == 1
        assert Post.objects.count() == 1
        assert Account.objects.count() == 1
        assert fact_count() == before
