"""Words of danger to life at every door by which a resident's words come in: nothing of that kind waits in a queue."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
from tests.factories import cases as make

from minqing.cases import queries, service
from minqing.cases.models import Case
from minqing.cases.records import Registered
from minqing.directory import queries as directory
from minqing.directory import service as duty
from minqing.directory.models import Alarm
from minqing.kernel.access import Actor
from minqing.kernel.errors import NotFound
from minqing.kernel.times import day_of
from minqing.ledger.queries import facts_about
from minqing.rulebook import queries as rulebook

AT = make.AT
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
POISON = "再没人管，我准备喝农药了。"
KNIFE = "局里有人持刀上门，扬言要杀我全家。"


def officer() -> Actor:
    """A duty officer of the centre, who takes alarms up in the whole county."""
    return make.post(make.CENTRE, "值守岗", "秦值守", "cases.read", "directory.alarm", org=make.COUNTY)


def raised(number: str) -> list[int]:
    """Which dangers were alarmed because of a request, in the order of their facts."""
    found = [fact for fact in facts_about(make.row(number).ref) if fact.kind == "alarm.raised"]
    return [fact.data["danger"] for fact in found]


def first_on_the_desk(actor: Actor, at: object) -> str:
    """The number of the request that burns first in an actor's list of all."""
    return str(queries.desk(actor, queue="all", at=at).items[0].number)  # type: ignore[arg-type]


def added(who: make.County) -> str:
    made = make.in_hand(who)
    service.add_words(receipt=made.receipt, words=POISON, at=AT + DAY)
    return made.number


def answered(who: make.County) -> str:
    made = make.in_hand(who)
    service.ask_resident(number=made.number, actor=who.water, at=AT + DAY, question="在哪一根电线杆？")
    service.answer_question(receipt=made.receipt, words=POISON, at=AT + DAY + HOUR)
    return made.number


def _link(made: Registered) -> str:
    return queries.receipt_page(made.receipt, at=AT + 2 * DAY).rating.token


SAYS = {"contacted": True, "solved": "no", "satisfied": False}


def rated(who: make.County) -> str:
    made = make.closed(who)
    return service.rate_case(token=_link(made), at=AT + 2 * DAY, comment=POISON, **SAYS)


def rated_anew(who: make.County) -> str:
    made = make.closed(who)
    service.rate_case(token=_link(made), at=AT + 2 * DAY, **SAYS)
    return service.change_rating(token=_link(made), at=AT + 3 * DAY, comment=POISON, **SAYS)


def reopened(who: make.County) -> str:
    made = make.closed(who)
    service.reopen_by_resident(receipt=made.receipt, at=AT + 2 * DAY, words=POISON)
    return made.number


def reopened_by_link(who: make.County) -> str:
    made = make.closed(who)
    return service.reopen_by_rating(token=_link(made), at=AT + 2 * DAY, words=POISON)


def pressed(who: make.County) -> str:
    made = make.in_hand(who)
    service.report_pressure(receipt=made.receipt, words=POISON, at=AT + DAY)
    return made.number


DOORS = [added, answered, rated, rated_anew, reopened, reopened_by_link, pressed]


def next_working_day(at: datetime) -> date:
    calendar, days = rulebook.calendar(), (day_of(at + DAY * ahead) for ahead in range(1, 15))
    return next(day for day in days if calendar.is_working(day).working)


@pytest.mark.django_db
class TestEveryDoor:
    @pytest.mark.parametrize("door", DOORS)
    def test_wakes_the_duty(self, who: make.County, door: Callable[[make.County], str]) -> None:
        number = door(who)

        assert raised(number) == [4]
        assert make.owed(number, "alarm.raised") == {"directory.wake_duty"}
        assert make.row(number).danger == "suicide"

    @pytest.mark.parametrize("door", [added, answered, reopened, reopened_by_link, pressed])
    def test_lets_the_request_burn_first(self, who: make.County, door: Callable[[make.County], str]) -> None:
        make.registered(at=AT - 30 * DAY)

        number = door(who)

        assert first_on_the_desk(who.overseer, AT + 3 * DAY) == number

    def test_no_alarm_without_such_words(self, who: make.County) -> None:
        made = make.in_hand(who)
        service.add_words(receipt=made.receipt, words="又坏了一盏。", at=AT + DAY)

        assert raised(made.number) == []
        assert make.row(made.number).burns_at > AT


@pytest.mark.django_db
class TestAgain:
    def test_a_second_danger_after_the_first_was_taken_up_wakes_the_duty_again(self, who: make.County) -> None:
        made, keeps = make.registered(words=POISON), officer()
        (first,) = directory.open_alarms(keeps)
        service.add_words(receipt=made.receipt, words=POISON, at=AT + timedelta(minutes=1))
        assert raised(made.number) == [4]

        duty.acknowledge_alarm(alarm_id=first.id, actor=keeps, at=AT + timedelta(minutes=2))
        service.add_words(receipt=made.receipt, words=POISON, at=AT + HOUR)

        assert raised(made.number) == [4, 4]
        assert [alarm.raised_at for alarm in directory.open_alarms(keeps)] == [AT + HOUR]

    def test_another_danger_wakes_the_duty_while_the_first_is_open(self, who: make.County) -> None:
        made = make.registered(words="楼道里煤气味很大。")
        service.add_words(receipt=made.receipt, words=POISON, at=AT + HOUR)

        assert sorted(raised(made.number)) == [1, 4]

    def test_it_burns_first_until_the_unit_has_acted(self, who: make.County) -> None:
        made = make.in_hand(who)
        service.add_words(receipt=made.receipt, words=POISON, at=AT + HOUR * 3)
        service.ask_extension(number=made.number, actor=who.water, at=AT + HOUR * 4, days=3, reason="等配件。")
        service.decide_extension(
            number=made.number, actor=who.water_head, at=AT + HOUR * 5, decision="approve", words="等配件。"
        )
        assert make.row(made.number).burns_at < AT - 365 * DAY

        make.reply(who, made.number, at=AT + DAY)

        assert make.row(made.number).burns_at > AT

    def test_a_new_day_takes_no_danger_down(self, who: make.County) -> None:
        made = make.in_hand(who)
        late = AT + 30 * DAY
        service.add_words(receipt=made.receipt, words=POISON, at=late)
        service.give_new_day(
            number=made.number,
            actor=who.water,
            at=late + HOUR,
            new_on=next_working_day(late),
            reason="等配件。",
        )
        service.decide_extension(
            number=made.number, actor=who.water_head, at=late + 2 * HOUR, decision="approve", words="等配件。"
        )

        assert make.row(made.number).burns_at < AT - 365 * DAY


@pytest.mark.django_db
class TestPressure:
    def test_does_not_tell_the_pressed_unit(self, who: make.County) -> None:
        inside = make.post(make.WATER, "值守岗", "水值守", "cases.read", "directory.alarm", org=make.COUNTY)
        keeps, made = officer(), make.in_hand(who)

        service.report_pressure(receipt=made.receipt, words=KNIFE, at=AT + DAY)

        (alarm,) = directory.open_alarms(keeps)
        assert (alarm.kind, alarm.number) == ("violence", made.number)
        assert directory.open_alarms(inside) == [] == directory.alarms(inside)

    def test_goes_to_the_office_outside_where_the_intake_itself_is_pressed(self, who: make.County) -> None:
        make.row(make.registered().number)
        made = make.dispatched(who, to=make.CENTRE)

        service.report_pressure(receipt=made.receipt, words=KNIFE, at=AT + DAY)

        assert Alarm.objects.get().org_path == make.CHECKS

    def test_an_alarm_that_is_open_already_is_kept_from_a_unit_named_later(self, who: make.County) -> None:
        inside = make.post(make.WATER, "值守岗", "水值守", "cases.read", "directory.alarm", org=make.COUNTY)
        keeps, made = officer(), make.in_hand(who, words=KNIFE)
        (alarm,) = directory.open_alarms(inside)

        service.report_pressure(receipt=made.receipt, words=KNIFE, at=AT + DAY)

        assert [one.id for one in directory.open_alarms(keeps)] == [alarm.id]
        assert directory.open_alarms(inside) == []
        with pytest.raises(NotFound):
            duty.acknowledge_alarm(alarm_id=alarm.id, actor=inside, at=AT + DAY)

    def test_what_is_about_a_unit_is_not_alarmed_there(self, who: make.County) -> None:
        inside = make.post(make.WATER, "值守岗", "水值守", "cases.read", "directory.alarm", org=make.COUNTY)

        make.registered(words=KNIFE, about_org_path=make.WATER)

        assert directory.open_alarms(inside) == []
        assert Case.objects.get().danger == "violence"
