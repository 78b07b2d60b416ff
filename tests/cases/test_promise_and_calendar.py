"""A promise keeps the calendar it was given under, as it keeps the version of its rule."""

from datetime import timedelta

import pytest
from tests.factories import cases as make

from minqing.cases import queries, service
from minqing.cases.folding import verify_cases
from minqing.kernel.times import day_of
from minqing.rulebook import queries as rulebook
from minqing.rulebook import service as rules

AT = make.AT
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def festival(number: str, who: make.County) -> None:
    """Let the county declare a day off inside a promise that is already given."""
    due = make.row(number).due_at
    day = next(
        day
        for day in (day_of(due - DAY * back) for back in range(1, 9))
        if rulebook.calendar().is_working(day).working and day > day_of(AT)
    )
    rules.set_calendar_day(day=day, working=False, name="丰收节", actor=who.keeper, at=AT + HOUR)


@pytest.mark.django_db
class TestALaterHoliday:
    def test_leaves_the_promise_and_its_reasoning(self, who: make.County) -> None:
        made = make.in_hand(who)
        before = make.row(made.number).due_at

        festival(made.number, who)

        promise = queries.receipt_page(made.receipt, at=AT + 2 * HOUR).promise
        assert make.row(made.number).due_at == promise.due_at == before
        assert promise.steps[-1].day == day_of(before)
        assert list(verify_cases()) == []

    def test_moves_nothing_when_the_clock_goes_on(self, who: make.County) -> None:
        made = make.in_hand(who)
        before = make.row(made.number).due_at
        festival(made.number, who)

        make.suspend(who, made.number, at=AT + 3 * HOUR, reason="weather", words="下雨。")
        service.resume(number=made.number, actor=who.water, at=AT + 4 * HOUR)

        assert make.row(made.number).due_at == before
        assert "case.promise_changed" not in make.kinds(made.number)
        assert list(verify_cases()) == []

    def test_counts_for_what_comes_in_afterwards(self, who: make.County) -> None:
        earlier = make.in_hand(who)
        festival(earlier.number, who)

        later = make.registered(at=AT + 2 * HOUR)

        assert day_of(make.row(later.number).due_at) > day_of(make.row(earlier.number).due_at)


@pytest.mark.django_db
class TestALaterRule:
    def test_leaves_the_promise_of_what_came_in_before(self, who: make.County) -> None:
        made = make.in_hand(who)
        before = make.row(made.number)
        shorter = {"rule_id": "HL-04", "value": 2, "effective_from": day_of(AT)}
        rules.set_rule(**shorter, actor=who.keeper, at=AT + 3 * HOUR)  # type: ignore[arg-type]

        make.suspend(who, made.number, at=AT + DAY, reason="weather", words="下雨。")
        service.resume(number=made.number, actor=who.water, at=AT + DAY + HOUR)

        after = make.row(made.number)
        later = make.row(make.registered(at=AT + DAY + 2 * HOUR).number)
        assert (after.due_at, after.due_rule) == (before.due_at, before.due_rule)
        assert later.due_at < after.due_at
        assert later.due_rule != after.due_rule
        assert list(verify_cases()) == []
