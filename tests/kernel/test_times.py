"""Days of Asia/Shanghai."""

from datetime import UTC, date, datetime

import pytest

from minqing.kernel.errors import Refused
from minqing.kernel.times import at_local, aware, day_of, refuse_no_span


class TestDayOf:
    def test_begins_the_day_at_midnight_in_shanghai(self) -> None:
        assert day_of(datetime(2026, 9, 1, 15, 59, 59, tzinfo=UTC)) == date(2026, 9, 1)
        assert day_of(datetime(2026, 9, 1, 16, 0, tzinfo=UTC)) == date(2026, 9, 2)


class TestAware:
    def test_refuses_a_moment_without_zone(self) -> None:
        with pytest.raises(Refused):
            aware(datetime(2026, 9, 1))  # noqa: DTZ001  # the naive moment is the point


class TestAtLocal:
    @pytest.mark.parametrize("day", [date.min, date(1899, 12, 31), date(2200, 1, 1), date.max])
    def test_refuses_a_day_that_no_clock_here_will_show(self, day: date) -> None:
        with pytest.raises(Refused):
            at_local(day, 0)

    def test_shows_the_hour_on_the_countys_clock(self) -> None:
        assert at_local(date(2026, 9, 9), 18) == datetime(2026, 9, 9, 10, 0, tzinfo=UTC)


class TestRefuseNoSpan:
    @pytest.mark.parametrize(
        ("start", "end"),
        [
            (date(2026, 9, 1), date(2026, 9, 1)),
            (date(2026, 9, 2), date(2026, 9, 1)),
            (date.min, date(2026, 9, 1)),
            (date(2026, 9, 1), date.max),
        ],
    )
    def test_refuses_days_that_are_none_or_that_nobody_can_count(self, start: date, end: date) -> None:
        with pytest.raises(Refused):
            refuse_no_span(start, end)

    def test_lets_one_day_through(self) -> None:
        refuse_no_span(date(2026, 9, 1), date(2026, 9, 2))
