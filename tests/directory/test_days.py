"""Somebody sat down on Monday and it is entered on Thursday: the fact carries Monday, the ledger says when it came."""

from datetime import date, timedelta

import pytest
from tests.factories.directory import AT, founder, person, post

from minqing.directory import queries, service
from minqing.directory.models import Appointment
from minqing.directory.service.days import UnableToBegin, moment_of
from minqing.kernel.ref import Ref
from minqing.kernel.times import at_local, day_of
from minqing.ledger.models import Fact
from minqing.ledger.queries import facts_about

pytestmark = pytest.mark.django_db

VILLAGE = "139901/101/203/"
DAY = timedelta(days=1)
NOW = AT + 40 * DAY
TODAY = day_of(NOW)


class TestMomentOf:
    def test_is_now_for_today_and_the_beginning_of_an_earlier_day(self) -> None:
        assert moment_of(None, NOW) == NOW
        assert moment_of(TODAY, NOW) == NOW
        assert moment_of(TODAY - DAY, NOW) == at_local(TODAY - DAY, 0)

    def test_is_what_came_first_on_its_own_day(self) -> None:
        first = NOW - 3 * DAY

        assert moment_of(day_of(first), NOW, not_before=first) == first

    @pytest.mark.parametrize("days", [1, -32])
    def test_refuses_a_day_ahead_and_one_too_far_back(self, days: int) -> None:
        assert moment_of(TODAY - 31 * DAY, NOW) == at_local(TODAY - 31 * DAY, 0)
        with pytest.raises(UnableToBegin) as refusal:
            moment_of(TODAY + days * DAY, NOW)
        assert refusal.value.field == "on"

    def test_refuses_a_day_before_what_came_first(self) -> None:
        with pytest.raises(UnableToBegin):
            moment_of(TODAY - 4 * DAY, NOW, not_before=NOW - 3 * DAY)


def seated(name: str = "李守田") -> object:
    return post("139901/t101/", "村书记", name).id


class TestAppoint:
    def test_begins_on_the_day_and_ends_the_former_on_the_same(self) -> None:
        first, second, monday = seated("李守田"), seated("孙小麦"), TODAY - 3 * DAY
        where = {"role": "village_head", "place_path": VILLAGE, "actor": founder()}
        service.appoint(post_id=first, at=NOW - 10 * DAY, **where)

        made = service.appoint(post_id=second, at=NOW, on=monday, **where)

        ended = Appointment.objects.exclude(ended_at=None).get()
        assert (made.started_at, ended.ended_at) == (at_local(monday, 0), at_local(monday, 0))
        facts = Fact.objects.filter(subject=f"place:{VILLAGE}", happened_on=monday)
        assert sorted(facts.values_list("kind", flat=True)) == ["appointment.ended", "appointment.made"]
        assert all(fact.recorded_at > fact.happened_at for fact in facts)
        assert [one.person_name for one in queries.who_answers(VILLAGE)] == ["孙小麦"]

    def test_refuses_a_day_before_the_former_began_and_writes_nothing(self) -> None:
        first, second = seated("李守田"), seated("孙小麦")
        where = {"role": "village_head", "place_path": VILLAGE, "actor": founder()}
        service.appoint(post_id=first, at=NOW - 2 * DAY, **where)

        with pytest.raises(UnableToBegin):
            service.appoint(post_id=second, at=NOW, on=TODAY - 3 * DAY, **where)

        assert Appointment.objects.filter(ended_at=None).get().post_id == first
        assert len(facts_about(Ref("place", VILLAGE))) == 1

    def test_ends_on_the_day_that_is_said(self) -> None:
        held = service.appoint(
            post_id=seated(), role="grid_worker", place_path=VILLAGE, actor=founder(), at=NOW - 10 * DAY
        )

        service.end_appointment(appointment_id=held.id, actor=founder(), at=NOW, on=TODAY - 3 * DAY)

        held.refresh_from_db()
        assert held.ended_at == at_local(TODAY - 3 * DAY, 0)


class TestSeatPerson:
    def test_leaves_and_sits_down_on_the_days_that_are_said(self) -> None:
        chair, newcomer = seated(), person("孙小麦")
        service.vacate_post(post_id=chair, actor=founder(), at=NOW, on=TODAY - 5 * DAY)

        service.seat_person(post_id=chair, person_id=newcomer.id, actor=founder(), at=NOW, on=TODAY - 3 * DAY)

        told = [(fact.kind, fact.happened_on) for fact in facts_about(Ref("post", str(chair)))[-2:]]
        assert told == [("appointment.ended", TODAY - 5 * DAY), ("appointment.made", TODAY - 3 * DAY)]

    def test_refuses_to_sit_down_before_the_other_left(self) -> None:
        chair, newcomer = seated(), person("孙小麦")
        service.vacate_post(post_id=chair, actor=founder(), at=NOW, on=TODAY - 3 * DAY)

        with pytest.raises(UnableToBegin):
            service.seat_person(
                post_id=chair,
                person_id=newcomer.id,
                actor=founder(),
                at=NOW,
                on=date.fromordinal(TODAY.toordinal() - 4),
            )

        assert queries.post(chair).person_id is None
