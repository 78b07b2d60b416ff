"""What the directory refuses, and that nothing was written then."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from tests.factories.directory import AT, COUNTY, account, actor, founder, person, post, unit, value_actor

from minqing.directory import queries, service, tasks
from minqing.directory.models import Alarm, LoginThrottle
from minqing.directory.service.accounts import UnableToChangeAccount
from minqing.directory.service.appointments import UnableToAppoint
from minqing.directory.service.organisations import UnableToChangeUnit
from minqing.directory.service.recusals import UnableToRecuse
from minqing.directory.service.signing_in import WrongCredentials
from minqing.directory.verbs import VERBS
from minqing.kernel.errors import NotAllowed, NotFound, Refused
from minqing.kernel.permissions import PERMISSIONS
from minqing.kernel.ref import Ref
from minqing.ledger.queries import facts_about
from minqing.ledger.service import recorded

pytestmark = pytest.mark.django_db

CELL = "139901/101/203/g003/"
WHO: dict[str, Any] = {"actor": founder(), "at": AT}


def close(path: str) -> None:
    service.close_organisation(path=path, **WHO)


class TestUnits:
    @pytest.mark.parametrize(
        "act",
        [
            lambda: service.rename_organisation(path="139901/water/", name="县水务局", **WHO),
            lambda: [close("139901/water/") for _each in range(2)],
            lambda: [close("139901/water/"), unit("below", parent="139901/water/")],
        ],
        ids=["the same name", "closed twice", "below a closed one"],
    )
    def test_refuse(self, act: Callable[[], Any]) -> None:
        unit("water", "县水务局")

        with pytest.raises(UnableToChangeUnit):
            act()


class TestAccounts:
    def test_keep_their_state_and_ones_own_stays_open(self) -> None:
        row = account()
        own = value_actor(("directory.account", COUNTY, COUNTY), person=str(row.person_id))

        with pytest.raises(UnableToChangeAccount):
            service.reopen_account(account_id=row.id, **WHO)
        with pytest.raises(UnableToChangeAccount):
            service.close_account(account_id=row.id, actor=own, at=AT)
        for unknown in (uuid4(), "nonsense"):
            with pytest.raises(NotFound):
                service.close_account(account_id=unknown, **WHO)

    def test_count_an_address_that_is_none(self) -> None:
        for address in ("", "unix:", "999.1.1.1"):
            with pytest.raises(WrongCredentials):
                service.authenticate(login="x", password="y", address=address, at=AT)

        assert LoginThrottle.objects.count() == 2

    def test_forget_failures_after_a_day(self) -> None:
        with pytest.raises(WrongCredentials):
            service.authenticate(login="x", password="y", address="10.0.0.1", at=AT)

        tasks.forget_failures(AT + timedelta(days=1))
        assert LoginThrottle.objects.count() == 2
        tasks.forget_failures(AT + timedelta(days=1, seconds=1))
        assert LoginThrottle.objects.count() == 0


class TestAppointments:
    def test_refuse_a_place_out_of_reach_and_a_closed_post(self) -> None:
        row = post("139901/t101/", name="")
        narrow = value_actor(("directory.manage", COUNTY, "139901/102/"), ("directory.manage", COUNTY, COUNTY + "0/"))
        wide = value_actor(("directory.manage", "139901/t101/", COUNTY))

        with pytest.raises(NotFound):
            service.appoint(post_id=row.id, role="grid_worker", place_path=CELL, actor=narrow, at=AT)
        with pytest.raises(UnableToAppoint):
            service.appoint(post_id=row.id, role="grid_worker", place_path="139902/1/", actor=wide, at=AT)
        service.close_post(post_id=row.id, **WHO)
        with pytest.raises(UnableToAppoint):
            service.appoint(post_id=row.id, role="grid_worker", place_path=CELL, **WHO)


class TestGrants:
    @pytest.mark.parametrize("path", ["139901", "", "139902/"])
    def test_refuse_paths_outside_the_givers_own(self, path: str) -> None:
        row = post("139901/water/")
        given = {"post_id": row.id, "place_path": COUNTY, **WHO}

        with pytest.raises(NotAllowed):
            service.give_grant(permission="cases.read", org_path=path, **given)
        with pytest.raises(NotFound):
            service.withdraw_role(role="handler", org_path=path, **given)
        assert queries.grants_of(row.id) == []


class TestRecusals:
    def test_refuse_an_unknown_ground_and_a_second_time(self) -> None:
        me = actor()
        given: dict[str, Any] = {"post_id": me.ref.id, "subject": Ref("case", "7"), "actor": me, "at": AT}
        with pytest.raises(UnableToRecuse):
            service.recuse(ground="no time", **given)

        service.recuse(ground="kinship", **given)

        with pytest.raises(UnableToRecuse):
            service.recuse(ground="kinship", **given)
        assert len(facts_about(Ref("case", "7"))) == 1

    def test_of_a_post_below_is_the_heads(self) -> None:
        row, head = post("139901/water/"), actor("directory.recuse")

        service.recuse(post_id=row.id, subject=Ref("case", "7"), ground="complained_of", actor=head, at=AT)

        assert queries.recused_from(Ref("case", "7")) == {row.id}


@recorded
def danger_twice() -> None:
    """Two verbs of one request in one transaction meet the same danger."""
    unit("hub")
    given: dict[str, Any] = {"org_path": "139901/hub/", "place_path": CELL, "actor": Ref("receipt", "7"), "at": AT}
    for _each in range(2):
        service.raise_alarm(subject=Ref("case", "7"), kind="gas", **given)


class TestAlarms:
    def test_are_not_doubled(self, settings: Any) -> None:
        service.register_person(name="何夜明", **WHO)
        unit("hub")
        danger_twice()

        assert Alarm.objects.count() == 1
        assert [fact.kind for fact in facts_about(Ref("case", "7"))] == ["alarm.raised"]


class TestVerbs:
    def test_name_declared_permissions_and_offer_choices(self) -> None:
        person()

        assert {verb.permission for verb in VERBS.values()} <= set(PERMISSIONS)
        for verb in VERBS.values():
            assert all(field.options() is not None for field in verb.fields)

    def test_refuse_nonsense_as_absent(self) -> None:
        for key in ("close_post", "vacate_post", "close_account", "end_appointment", "withdraw_grant"):
            verb = VERBS[key]
            with pytest.raises(Refused):
                verb.run(actor=founder(), at=AT, **{verb.fields[0].name: "nonsense"})
