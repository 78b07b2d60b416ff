"""Two people press at the same moment: one of them is told so, and nothing is doubled."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from typing import Any

import pytest
from django.db import connection
from tests.factories.directory import AT, COUNTY, account, founder, give, person, post

from minqing.directory import queries, service
from minqing.directory.models import Alarm, Appointment, LoginThrottle
from minqing.kernel.errors import Conflict, Refused
from minqing.kernel.ref import Ref
from minqing.ledger.queries import facts_about
from minqing.ledger.service import recorded

pytestmark = pytest.mark.django_db(transaction=True)

PLACE = "139901/101/203/g003/h7k2m9/"


def at_once(*acts: Callable[[], Any]) -> list[Any]:
    """Run acts at the same moment, each on its own connection; give back results and refusals."""
    start = Barrier(len(acts))

    def run(act: Callable[[], Any]) -> Any:
        try:
            start.wait(timeout=20)
            return act()
        except Refused as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


@recorded
def danger() -> None:
    """A verb of a door that meets words of danger."""
    service.raise_alarm(
        subject=Ref("case", "7"), kind="fire", org_path=COUNTY, place_path=PLACE, actor=Ref("receipt", "7"), at=AT
    )


class TestTwoAtOnce:
    def test_an_alarm_is_taken_up_by_one(self) -> None:
        officers = []
        for _each in range(2):
            row = post("139901/hub/")
            give(row.id, "directory.alarm")
            officers.append(queries.actor_for_post(row.id))
        danger()
        alarm = Alarm.objects.get().pk

        results = at_once(
            *(lambda who=who: service.acknowledge_alarm(alarm_id=alarm, actor=who, at=AT) for who in officers)
        )

        assert sorted(type(result).__name__ for result in results) == ["Conflict", "NoneType"]
        assert len([fact for fact in facts_about(Ref("case", "7")) if fact.kind == "alarm.acknowledged"]) == 1

    def test_a_household_keeps_one_contact(self) -> None:
        rows = [post("139901/t101/") for _each in range(2)]

        results = at_once(
            *(
                lambda row=row: service.appoint(
                    post_id=row.id, role="household_contact", place_path=PLACE, actor=founder(), at=AT
                )
                for row in rows
            )
        )

        assert all(isinstance(result, Appointment | Conflict) for result in results)
        assert Appointment.objects.filter(place_path=PLACE, ended_at=None).count() == 1

    def test_a_login_name_is_given_once(self) -> None:
        people = [person(name) for name in ("钱守正", "孙知微")]

        results = at_once(*(lambda who=who: account("same", person_id=who.id) for who in people))

        assert sum(isinstance(result, Refused) for result in results) == 1

    def test_every_failed_sign_in_counts(self) -> None:
        account()

        def wrong() -> None:
            service.authenticate(login="zhaomy", password="wrong", address="10.0.0.1", at=AT)

        at_once(*[wrong] * 4)

        assert set(LoginThrottle.objects.values_list("failures", flat=True)) == {4}
        assert service.authenticate(
            login="zhaomy", password="柳河村的水渠-2026", address="10.0.0.1", at=AT + timedelta(minutes=1)
        )
