"""The calendar as figures ask for it: another edition whenever a day is worked that was not, or the other way round."""

from datetime import date, timedelta

import pytest
from tests.rulebook.actors import keeper
from tests.rulebook.test_calendar import AT, NEXT_YEAR

from minqing.ledger.working_days import working_days
from minqing.rulebook.service import load_calendar, set_calendar_day

pytestmark = pytest.mark.django_db


class TestWorkingDays:
    def test_are_counted_by_the_calendar_that_is_held(self) -> None:
        load_calendar(actor=keeper(), at=AT)
        set_calendar_day(day=date(2026, 11, 26), working=False, name="县庆", actor=keeper(), at=AT)

        assert working_days().last(date(2026, 11, 25), 1) == date(2026, 11, 27)
        assert working_days().last(date(2026, 11, 25), 0) == date(2026, 11, 25)

    def test_are_told_as_they_were_held_earlier(self) -> None:
        load_calendar(actor=keeper(), at=AT)
        set_calendar_day(day=date(2026, 11, 26), working=False, name="县庆", actor=keeper(), at=AT)

        held = working_days()

        assert held.as_of(AT - timedelta(seconds=1)).last(date(2026, 11, 25), 1) == date(2026, 11, 26)
        assert held.as_of(AT).last(date(2026, 11, 25), 1) == date(2026, 11, 27)
        assert held.as_of(AT).edition == held.edition != held.as_of(AT - timedelta(seconds=1)).edition

    def test_have_another_edition_only_when_a_day_changes(self) -> None:
        load_calendar(actor=keeper(), at=AT, data=NEXT_YEAR.encode())
        first = working_days().edition

        load_calendar(actor=keeper(), at=AT, data=NEXT_YEAR.replace("2027-01-01,元旦", "2027-01-01,新年").encode())
        renamed = working_days().edition
        set_calendar_day(day=date(2027, 10, 9), working=False, name="县庆", actor=keeper(), at=AT)
        changed = working_days().edition

        assert first == renamed != changed
