"""Deadlines from the real calendar of 2025 and 2026, and what must hold for any of them."""

from datetime import date, datetime, timedelta

import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st
from tests.rulebook.calendars import real_calendar

from minqing.kernel.errors import Refused
from minqing.kernel.times import SHANGHAI, at_local, day_of
from minqing.rulebook.calendar import Calendar, SpecialDay
from minqing.rulebook.clocks import Deadline, before, deadline, is_office_hours, next_office_moment

CALENDAR = real_calendar()


def on(month: int, day: int, hour: int = 10, minute: int = 0, *, year: int = 2026) -> datetime:
    return at_local(date(year, month, day), hour, minute)


def counted(found: Deadline) -> list[date]:
    return [step.day for step in found.steps if step.counted]


class TestWorkingDays:
    @pytest.mark.parametrize(
        ("start", "amount", "due"),
        [
            pytest.param(on(9, 2, 15, 58), 5, date(2026, 9, 9), id="an ordinary week"),
            pytest.param(on(9, 4, 23, 59), 1, date(2026, 9, 7), id="filed on Friday night"),
            pytest.param(on(9, 5), 1, date(2026, 9, 7), id="filed on Saturday"),
            pytest.param(on(9, 24), 5, date(2026, 10, 9), id="Mid-Autumn, then National Day"),
            pytest.param(on(9, 30), 1, date(2026, 10, 8), id="the eve of National Day"),
            pytest.param(on(9, 30), 5, date(2026, 10, 13), id="with the make-up Saturday after National Day"),
            pytest.param(on(9, 18), 1, date(2026, 9, 20), id="a make-up Sunday counts"),
            pytest.param(on(2, 13), 1, date(2026, 2, 14), id="a make-up Saturday before Spring Festival counts"),
            pytest.param(on(2, 14), 5, date(2026, 2, 28), id="across Spring Festival"),
            pytest.param(on(5, 1), 5, date(2026, 5, 11), id="filed on Labour Day, make-up Saturday on 9 May"),
            pytest.param(on(1, 27, year=2025), 5, date(2025, 2, 10), id="across Spring Festival 2025"),
            pytest.param(on(9, 27, year=2025), 3, date(2025, 9, 30), id="make-up Sunday 28 September 2025"),
            pytest.param(on(9, 30, year=2025), 2, date(2025, 10, 10), id="eight days off in October 2025"),
            pytest.param(on(9, 30, year=2025), 3, date(2025, 10, 11), id="and the make-up Saturday after them"),
            pytest.param(on(12, 31, year=2025), 1, date(2026, 1, 4), id="New Year 2026 with its make-up Sunday"),
        ],
    )
    def test_end_when_the_offices_close_on_the_right_day(self, start: datetime, amount: int, due: date) -> None:
        found = deadline(start=start, amount=amount, unit="working_day", calendar=CALENDAR)

        assert found.due_at == at_local(due, 18)
        assert found.due_on == due
        assert not found.provisional

    def test_show_why_day_by_day(self) -> None:
        found = deadline(start=on(9, 24), amount=5, unit="working_day", calendar=CALENDAR)

        with override("en"):
            said = [(step.day.day, step.number, step.reason) for step in found.steps[:6]]
        assert said == [
            (24, None, "It begins on this day; the first day is not counted"),
            (25, None, "Holiday: Mid-Autumn Festival"),
            (26, None, "Holiday: Mid-Autumn Festival"),
            (27, None, "Holiday: Mid-Autumn Festival"),
            (28, 1, "Working day"),
            (29, 2, "Working day"),
        ]

    def test_past_the_last_published_year_are_provisional_and_say_so(self) -> None:
        found = deadline(start=on(12, 29), amount=5, unit="working_day", calendar=CALENDAR)

        assert found.due_at == at_local(date(2027, 1, 5), 18)
        assert found.provisional
        assert [step.known for step in found.steps][:3] == [True, True, True]
        with override("en"):
            assert found.steps[3].reason == "No holiday table published for 2027: counted as a weekday for now"

    def test_within_the_last_published_year_are_certain_to_its_last_day(self) -> None:
        found = deadline(start=on(12, 29), amount=2, unit="working_day", calendar=CALENDAR)

        assert found.due_on == date(2026, 12, 31)
        assert not found.provisional

    def test_stay_provisional_when_only_the_last_day_is_known(self) -> None:
        known = Calendar({date(2027, 1, 4): SpecialDay(working=True, name="县庆调休")}, CALENDAR.years)

        found = deadline(start=on(12, 31), amount=2, unit="working_day", calendar=known)

        assert (found.due_on, found.steps[-1].known, found.provisional) == (date(2027, 1, 4), True, True)

    def test_without_any_table_are_provisional(self) -> None:
        assert deadline(start=on(9, 2), amount=1, unit="working_day", calendar=Calendar()).provisional

    def test_add_an_extension_in_the_same_unit(self) -> None:
        found = deadline(start=on(9, 2), amount=5, extra=4, unit="working_day", calendar=CALENDAR)

        assert found.due_on == date(2026, 9, 15)

    @pytest.mark.parametrize(("amount", "unit"), [(0, "working_day"), (-1, "hour"), (3661, "hour"), (5, "count")])
    def test_refuse_what_cannot_be_counted(self, amount: int, unit: str) -> None:
        with pytest.raises(Refused):
            deadline(start=on(9, 2), amount=amount, unit=unit, calendar=CALENDAR)

    def test_refuse_a_moment_without_zone(self) -> None:
        with pytest.raises(Refused):
            deadline(start=datetime(2026, 9, 2, 10), amount=1, unit="hour", calendar=CALENDAR)  # noqa: DTZ001


class TestPauses:
    def test_leave_out_the_days_whose_end_they_cover(self) -> None:
        pauses = [(on(9, 3, 9), on(9, 7, 9))]

        found = deadline(start=on(9, 2), amount=5, unit="working_day", calendar=CALENDAR, pauses=pauses)

        assert found.due_on == date(2026, 9, 11)
        assert [step.code for step in found.steps[1:5]] == ["paused"] * 4
        assert counted(found)[0] == date(2026, 9, 7)

    def test_within_one_day_cost_nothing(self) -> None:
        pauses = [(on(9, 3, 9), on(9, 3, 17))]

        found = deadline(start=on(9, 2), amount=5, unit="working_day", calendar=CALENDAR, pauses=pauses)

        assert found.due_on == date(2026, 9, 9)

    def test_while_open_give_the_earliest_end_and_stop_the_count(self) -> None:
        found = deadline(start=on(9, 2), amount=5, unit="working_day", calendar=CALENDAR, pauses=[(on(9, 4, 9), None)])

        assert found.paused
        assert found.due_on == date(2026, 9, 9)
        assert [step.code for step in found.steps] == ["start", "weekday", "waiting"]

    def test_begun_after_the_end_change_nothing(self) -> None:
        found = deadline(start=on(9, 2), amount=1, unit="working_day", calendar=CALENDAR, pauses=[(on(9, 3, 18), None)])

        assert not found.paused
        assert found.due_on == date(2026, 9, 3)

    def test_stop_hours_exactly_as_long(self) -> None:
        pauses = [(on(9, 2, 12), on(9, 2, 15)), (on(9, 2, 14), on(9, 2, 16))]

        found = deadline(start=on(9, 2, 10), amount=4, unit="hour", calendar=CALENDAR, pauses=pauses)

        assert found.due_at == on(9, 2, 18)

    def test_while_open_give_the_earliest_end_in_hours_too(self) -> None:
        found = deadline(start=on(9, 2, 10), amount=4, unit="hour", calendar=CALENDAR, pauses=[(on(9, 2, 12), None)])

        assert found.paused
        assert found.due_at == on(9, 2, 14)

    def test_end_and_begin_at_closing_time_by_the_second(self) -> None:
        def due(start: datetime, end: datetime) -> date:
            pauses = [(start, end)]
            return deadline(start=on(9, 2), amount=1, unit="working_day", calendar=CALENDAR, pauses=pauses).due_on

        assert due(on(9, 3, 17, 59), on(9, 3, 18)) == date(2026, 9, 4)
        assert due(on(9, 3, 18), on(9, 4, 9)) == date(2026, 9, 3)
        assert due(on(9, 3, 9), on(9, 3, 17, 59)) == date(2026, 9, 3)

    def test_begun_after_the_last_hour_change_nothing(self) -> None:
        pauses = [(on(9, 2, 14, 1), on(9, 2, 20))]

        found = deadline(start=on(9, 2, 10), amount=4, unit="hour", calendar=CALENDAR, pauses=pauses)

        assert (found.due_at, found.paused) == (on(9, 2, 14), False)

    def test_refuse_to_end_before_they_begin(self) -> None:
        with pytest.raises(Refused):
            deadline(start=on(9, 2), amount=4, unit="hour", calendar=CALENDAR, pauses=[(on(9, 3), on(9, 2))])


class TestCalendarDays:
    def test_run_to_the_last_second_of_the_last_day(self) -> None:
        found = deadline(start=on(9, 2), amount=7, unit="calendar_day", calendar=CALENDAR)

        assert found.due_at == datetime(2026, 9, 9, 23, 59, 59, tzinfo=SHANGHAI)

    def test_move_to_the_next_working_day_when_they_end_on_a_day_off(self) -> None:
        found = deadline(start=on(9, 16), amount=15, unit="calendar_day", calendar=CALENDAR)

        assert found.due_on == date(2026, 10, 8)
        assert [step.code for step in found.steps[-3:]] == ["holiday", "holiday", "moved_to"]
        with override("en"):
            assert found.steps[15].reason == "This would be the last day, but it is a day off: National Day"

    def test_stay_on_a_make_up_saturday(self) -> None:
        found = deadline(start=on(10, 3), amount=7, unit="calendar_day", calendar=CALENDAR)

        assert found.due_on == date(2026, 10, 10)

    def test_are_provisional_only_when_the_last_day_is_not_known(self) -> None:
        assert deadline(start=on(12, 25), amount=10, unit="calendar_day", calendar=CALENDAR).provisional
        assert not deadline(start=on(12, 20), amount=10, unit="calendar_day", calendar=CALENDAR).provisional


class TestBefore:
    def test_goes_back_over_days_off_at_the_same_time_of_day(self) -> None:
        assert before(due_at=on(10, 8, 18), amount=1, unit="working_day", calendar=CALENDAR) == on(9, 30, 18)

    def test_goes_back_plain_hours(self) -> None:
        assert before(due_at=on(10, 8, 18), amount=4, unit="hour", calendar=CALENDAR) == on(10, 8, 14)

    def test_refuses_nothing_to_count(self) -> None:
        with pytest.raises(Refused):
            before(due_at=on(10, 8), amount=0, unit="hour", calendar=CALENDAR)


class TestOfficeHours:
    @pytest.mark.parametrize(
        ("at", "open_"),
        [
            (on(9, 2, 8, 29), False),
            (on(9, 2, 8, 30), True),
            (on(9, 2, 17, 59), True),
            (on(9, 2, 18), False),
            (on(9, 5, 10), False),
            (on(9, 20, 10), True),
            (on(10, 1, 10), False),
        ],
    )
    def test_follow_the_calendar(self, at: datetime, open_: bool) -> None:
        assert is_office_hours(at, CALENDAR) is open_

    def test_next_moment_is_now_or_the_next_opening(self) -> None:
        assert next_office_moment(on(9, 2, 10), CALENDAR) == on(9, 2, 10)
        assert next_office_moment(on(9, 2, 7), CALENDAR) == on(9, 2, 8, 30)
        assert next_office_moment(on(9, 30, 18), CALENDAR) == on(10, 8, 8, 30)


moments = st.datetimes(datetime(2024, 1, 1), datetime(2026, 11, 1), timezones=st.just(SHANGHAI))  # noqa: DTZ001
amounts = st.integers(1, 40)
units = st.sampled_from(["working_day", "calendar_day", "hour"])


@st.composite
def pause_lists(draw: st.DrawFn) -> list[tuple[datetime, datetime]]:
    starts = draw(st.lists(moments, max_size=3))
    return [(start, start + timedelta(minutes=draw(st.integers(0, 20_000)))) for start in starts]


class TestEveryDeadline:
    @given(moments, amounts, pause_lists())
    def test_counts_as_many_working_days_as_were_asked(self, start: datetime, amount: int, pauses: list) -> None:
        found = deadline(start=start, amount=amount, unit="working_day", calendar=CALENDAR, pauses=pauses)

        assert len(counted(found)) == amount
        assert all(CALENDAR.is_working(day).working for day in counted(found))
        assert found.due_on == counted(found)[-1]

    @given(moments, amounts, units, pause_lists())
    def test_shows_every_day_from_the_first_to_the_last(
        self, start: datetime, amount: int, unit: str, pauses: list
    ) -> None:
        steps = deadline(start=start, amount=amount, unit=unit, calendar=CALENDAR, pauses=pauses).steps

        days = [step.day for step in steps]
        assert days[0] == day_of(start)
        assert days == [days[0] + timedelta(days=n) for n in range(len(days))]

    @given(moments, amounts, units, pause_lists(), pause_lists())
    def test_is_never_brought_forward_by_a_pause(
        self, start: datetime, amount: int, unit: str, some: list, more: list
    ) -> None:
        few = deadline(start=start, amount=amount, unit=unit, calendar=CALENDAR, pauses=some)
        many = deadline(start=start, amount=amount, unit=unit, calendar=CALENDAR, pauses=some + more)

        assert start < few.due_at <= many.due_at

    @given(moments, amounts, units, st.integers(0, 20), st.timedeltas(timedelta(0), timedelta(days=30)))
    def test_grows_with_the_amount_and_with_a_later_start(
        self, start: datetime, amount: int, unit: str, extra: int, later: timedelta
    ) -> None:
        base = deadline(start=start, amount=amount, unit=unit, calendar=CALENDAR).due_at

        assert deadline(start=start, amount=amount, extra=extra, unit=unit, calendar=CALENDAR).due_at >= base
        assert deadline(start=start + later, amount=amount, unit=unit, calendar=CALENDAR).due_at >= base

    @given(moments, amounts, pause_lists())
    def test_adds_hours_and_pauses_and_nothing_else(self, start: datetime, amount: int, pauses: list) -> None:
        due = deadline(start=start, amount=amount, unit="hour", calendar=CALENDAR, pauses=pauses).due_at

        still = {minute for s, e in pauses for minute in _minutes(max(s, start), min(e, due))}
        assert abs((due - start - timedelta(hours=amount)).total_seconds() / 60 - len(still)) <= 2 * len(pauses) + 1

    @given(moments, amounts)
    def test_comes_back_to_its_day_when_counted_backwards(self, start: datetime, amount: int) -> None:
        due = deadline(start=start, amount=amount, unit="working_day", calendar=CALENDAR).due_at

        back = before(due_at=due, amount=amount, unit="working_day", calendar=CALENDAR)
        assert day_of(back) <= day_of(start) or not CALENDAR.is_working(day_of(start)).working


def _minutes(start: datetime, end: datetime) -> range:
    first, last = int(start.timestamp() // 60), int(end.timestamp() // 60)
    return range(first, max(first, last))


class TestWorkingHours:
    @pytest.mark.parametrize(
        ("start", "amount", "due"),
        [
            pytest.param(on(9, 3, 10), 2, on(9, 3, 12), id="within one day"),
            pytest.param(on(9, 3, 13), 8, on(9, 4, 11, 30), id="over night"),
            pytest.param(on(9, 3, 17), 1, on(9, 3, 18), id="up to closing time"),
            pytest.param(on(9, 4, 17), 2, on(9, 7, 9, 30), id="over the weekend"),
            pytest.param(on(9, 3, 6), 1, on(9, 3, 9, 30), id="begun before the offices open"),
            pytest.param(on(9, 3, 23), 1, on(9, 4, 9, 30), id="begun at night"),
            pytest.param(on(9, 30, 17), 2, on(10, 8, 9, 30), id="over National Day"),
        ],
    )
    def test_count_while_the_offices_are_open(self, start: datetime, amount: int, due: datetime) -> None:
        found = deadline(start=start, amount=amount, unit="working_hour", calendar=CALENDAR)

        assert found.due_at == due
        assert [step.reason for step in found.steps]
        assert all(step.day <= day_of(due) for step in found.steps)

    @pytest.mark.parametrize(
        ("due", "amount", "start"),
        [(on(9, 3, 12), 2, on(9, 3, 10)), (on(9, 4, 11, 30), 8, on(9, 3, 13)), (on(9, 7, 9, 30), 2, on(9, 4, 17))],
    )
    def test_are_counted_back_as_well(self, due: datetime, amount: int, start: datetime) -> None:
        assert before(due_at=due, amount=amount, unit="working_hour", calendar=CALENDAR) == start
