"""The calendar as an editable table: loaded, corrected, set by the county."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.utils.translation import override
from tests.rulebook.actors import keeper

from minqing.kernel.errors import NotAllowed, NotFound
from minqing.kernel.ref import Ref
from minqing.kernel.times import at_local
from minqing.ledger.queries import facts_about
from minqing.rulebook import queries
from minqing.rulebook.clocks import deadline
from minqing.rulebook.service import load_calendar, set_calendar_day
from minqing.rulebook.service.calendar import UnableToSetDay
from minqing.rulebook.verbs import VERBS

pytestmark = pytest.mark.django_db

AT = at_local(date(2026, 11, 24), 10)
DAY = timedelta(days=1)
NEXT_YEAR = "date,name,is_working_day\n2027-01-01,元旦,0\n2027-10-01,国庆节,0\n2027-10-09,国庆节,1\n"


class TestLoadCalendar:
    def test_loads_the_shipped_years_once(self) -> None:
        first = load_calendar(actor=keeper(), at=AT)
        again = load_calendar(actor=keeper(), at=AT)

        assert (first.added, first.changed, first.years) == (774, 0, tuple(range(2004, 2027)))
        assert (again.added, again.changed, again.kept, again.years) == (0, 0, 774, ())
        (fact,) = facts_about(Ref("calendar", "2026"))
        assert (fact.data["year"], fact.data["complete"], fact.data["days"]) == (2026, 1, 39)

    def test_makes_a_provisional_date_certain_when_the_year_comes(self) -> None:
        load_calendar(actor=keeper(), at=AT)
        start = at_local(date(2026, 12, 29), 10)
        before = deadline(start=start, amount=5, unit="working_day", calendar=queries.calendar())

        report = load_calendar(actor=keeper(), at=AT, data=NEXT_YEAR.encode("gb18030"))

        after = deadline(start=start, amount=5, unit="working_day", calendar=queries.calendar())
        assert report.years == (2027,)
        assert (before.provisional, before.due_on) == (True, date(2027, 1, 5))
        assert (after.provisional, after.due_on) == (False, date(2027, 1, 6))
        assert [fact.kind for fact in facts_about(Ref("calendar", "2027"))] == ["calendar.published"]

    def test_remembers_what_a_corrected_day_was(self) -> None:
        load_calendar(actor=keeper(), at=AT, data=NEXT_YEAR.encode())
        load_calendar(
            actor=keeper(), at=AT + DAY, data=NEXT_YEAR.replace("2027-10-09,国庆节,1", "2027-10-09,国庆节,0").encode()
        )

        calendar = queries.calendar()
        assert not calendar.is_working(date(2027, 10, 9)).working
        assert calendar.as_of(AT + DAY) is calendar
        assert calendar.as_of(AT).is_working(date(2027, 10, 9)).code == "make_up"

    def test_corrects_a_day_but_not_one_the_county_has_set(self) -> None:
        load_calendar(actor=keeper(), at=AT, data=NEXT_YEAR.encode())
        set_calendar_day(day=date(2027, 10, 9), working=False, name="县庆", actor=keeper(), at=AT)
        corrected = NEXT_YEAR.replace("2027-01-01,元旦", "2027-01-01,新年")

        report = load_calendar(actor=keeper(), at=AT, data=corrected.encode())

        assert (report.added, report.changed) == (0, 1)
        days = {day.day: (day.name, day.working) for day in queries.calendar_year(2027).days}
        assert days[date(2027, 1, 1)] == ("新年", False)
        assert days[date(2027, 10, 9)] == ("县庆", False)

    def test_says_which_holidays_a_year_still_lacks(self) -> None:
        data = "日期,名称,上班\n2027-01-01,元旦,放假\n2027-02-06,春节,放假\n"

        report = load_calendar(actor=keeper(), at=AT, data=data.encode())
        again = load_calendar(actor=keeper(), at=AT, data=data.encode())

        for found in (report, again):
            assert found.years == ()
            assert [(one.year, one.missing) for one in found.incomplete] == [(2027, (("国庆节", date(2027, 10, 1)),))]
            (said,) = found.news
            assert (
                said == "2027 年的放假安排还不全，缺国庆节（2027-10-01 放假）。补全以前，落在这一年的日期都是暂定的。"
            )
        assert not queries.calendar_year(2027).published
        assert [name for name, _day in queries.calendar_year(2027).missing] == ["国庆节"]

    def test_completes_a_year_that_comes_in_pieces(self) -> None:
        load_calendar(actor=keeper(), at=AT, data="日期,名称,上班\n2027-01-01,元旦,放假\n".encode())

        report = load_calendar(actor=keeper(), at=AT, data="日期,名称,上班\n2027-10-01,国庆节,放假\n".encode())

        assert (report.years, report.incomplete) == ((2027,), ())
        assert report.news == ("2027 年的放假安排齐了，落在其中的日期现在都确定下来。",)
        assert queries.calendar_year(2027).published
        assert queries.calendar_year(2027).missing == ()

    def test_takes_no_day_of_the_countys_own_for_a_public_holiday(self) -> None:
        set_calendar_day(day=date(2027, 10, 1), working=False, name="县庆", actor=keeper(), at=AT)

        report = load_calendar(actor=keeper(), at=AT, data="日期,名称,上班\n2027-01-01,元旦,放假\n".encode())

        assert [one.year for one in report.incomplete] == [2027]

    def test_names_many_years_in_a_breath(self) -> None:
        report = load_calendar(actor=keeper(), at=AT)

        assert report.news == ("2004–2026 年的放假安排齐了，落在其中的日期现在都确定下来。",)

    def test_is_refused_without_a_grant_for_the_county(self) -> None:
        with pytest.raises(NotAllowed):
            load_calendar(actor=keeper("139901/101/"), at=AT)


class TestSetCalendarDay:
    def test_changes_the_count_says_why_and_leaves_a_fact(self) -> None:
        load_calendar(actor=keeper(), at=AT)

        set_calendar_day(day=date(2026, 11, 26), working=False, name="丰收节", actor=keeper(), at=AT)

        kind = queries.calendar().is_working(date(2026, 11, 26))
        with override("en"):
            assert (kind.working, kind.reason) == (False, "Holiday: 丰收节")
        facts = {fact.kind: fact.data for fact in facts_about(Ref("calendar", "2026"))}
        assert facts["calendar.day_set"] == {"working": 0, "day": "2026-11-26"}

    def test_knows_its_own_day_in_a_year_without_table(self) -> None:
        set_calendar_day(day=date(2027, 5, 3), working=False, name="县庆", actor=keeper(), at=AT)

        calendar = queries.calendar()
        assert calendar.is_working(date(2027, 5, 3)).known
        assert not calendar.is_working(date(2027, 5, 4)).known
        assert not queries.calendar_year(2027).published

    def test_gives_back_an_ordinary_weekday_under_its_ordinary_name(self) -> None:
        set_calendar_day(day=date(2026, 11, 26), working=False, name="县庆", actor=keeper(), at=AT)
        set_calendar_day(day=date(2026, 11, 26), working=True, name="不放了", actor=keeper(), at=AT)

        kind = queries.calendar().is_working(date(2026, 11, 26))
        assert (kind.working, kind.code) == (True, "weekday")

    @pytest.mark.parametrize("wrong", [{"day": date(2026, 11, 23)}, {"name": " "}, {"name": "县\0庆"}])
    def test_refuses_the_past_and_a_day_without_a_name(self, wrong: dict[str, Any]) -> None:
        fine = {"day": date(2026, 11, 26), "working": False, "name": "县庆"}

        with pytest.raises(UnableToSetDay):
            set_calendar_day(**{**fine, **wrong}, actor=keeper(), at=AT)

        assert queries.calendar_year(2026).days == ()


class TestCalendarYear:
    @pytest.mark.parametrize("year", [0, -1, 10_000, 10**9])
    def test_is_not_found_where_no_calendar_has_it(self, year: int) -> None:
        with pytest.raises(NotFound):
            queries.calendar_year(year)


class TestCalendar:
    def test_is_kept_in_memory_while_nothing_changes(self, django_assert_num_queries: Any) -> None:
        load_calendar(actor=keeper(), at=AT)
        queries.calendar()

        with django_assert_num_queries(1):
            assert queries.calendar().is_working(date(2026, 9, 20)).working

    def test_closes_when_the_setting_says(self, settings: Any) -> None:
        settings.OFFICE_CLOSES = "17:30"
        load_calendar(actor=keeper(), at=AT)

        found = deadline(start=AT, amount=1, unit="working_day", calendar=queries.calendar())
        assert found.due_at == at_local(date(2026, 11, 25), 17, 30)


class TestVerbs:
    def test_run_the_services(self) -> None:
        VERBS["set_calendar_day"].run(day=date(2026, 11, 26), working=False, name="县庆", actor=keeper(), at=AT)
        VERBS["set_rule"].run(
            rule_id="QH-01", value=3, unit="hour", title="回电", effective_from=AT.date(), actor=keeper(), at=AT
        )

        assert queries.calendar_year(2026).days[0].name == "县庆"
        assert {key for key, _ in VERBS["set_rule"].fields[2].options()} >= {"working_day", "calendar_day", "hour"}
