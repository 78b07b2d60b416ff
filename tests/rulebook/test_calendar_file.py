"""The holiday table as a file: the shipped one, and what offices send."""

from datetime import date

import pytest
from django.utils.translation import override
from tests.rulebook.calendars import HOLIDAYS, real_calendar

from minqing.kernel.tabular import TableUnreadable
from minqing.rulebook.calendar_file import read_day, read_holidays

OFFICE = "日期,节假日,是否上班\n2027年1月1日,元旦,放假\n2027/10/1,国庆节,放假\n2027-01-09,元旦,上班\n"


class TestTheShippedFile:
    def test_is_understood_to_the_last_line(self) -> None:
        table = read_holidays(HOLIDAYS.read_bytes())

        assert table.refusals == ()
        assert len(table.days) == 774
        assert table.years == frozenset(range(2004, 2027))

    @pytest.mark.parametrize(("year", "days"), [(2020, 249), (2021, 250), (2024, 251), (2025, 248), (2026, 248)])
    def test_gives_the_known_number_of_working_days(self, year: int, days: int) -> None:
        first = date(year, 1, 1).toordinal()
        year_days = [date.fromordinal(n) for n in range(first, date(year + 1, 1, 1).toordinal())]

        assert sum(real_calendar().is_working(day).working for day in year_days) == days


class TestReadHolidays:
    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
    def test_reads_what_office_suites_write(self, encoding: str) -> None:
        table = read_holidays(OFFICE.encode(encoding))

        assert [day.day for day in table.days] == [date(2027, 1, 1), date(2027, 1, 9), date(2027, 10, 1)]
        assert table.years == {2027}

    def test_says_line_by_line_what_is_wrong_and_keeps_the_rest(self) -> None:
        text = (
            "date,name,is_working_day\n2027-02-30,春节,0\n2027-02-06,春节,maybe\n2027-02-08,春节,1\n"
            "2027-02-07,,0\n2027-02-09,春节,0\n2027-02-09,春节,0\n1850-01-01,元旦,0\n2027-02-13,春节,0\n2027-02-13,春节,1\n"
        )

        with override("en"):
            table = read_holidays(text.encode())

        assert [refusal.number for refusal in table.refusals] == [2, 3, 4, 5, 8, 10]
        assert [day.day.day for day in table.days] == [9, 13]
        with override("en"):
            assert str(table.refusals[0]) == "Line 2: “2027-02-30” is no date; write 2027-01-01."

    def test_does_not_take_a_few_days_of_a_year_for_its_table(self) -> None:
        table = read_holidays("日期,名称,上班\n2027-12-31,元旦,0\n2027-01-01,元旦,0\n".encode())

        assert table.years == frozenset()

    @pytest.mark.parametrize(
        "data",
        [b"", b" \n", b"PK\x03\x04rest", b"a,b\n1,2\n", b"\xff\xff\xfe\x81", b"date,name,is_working_day\n\0,\0,\0\n"],
    )
    def test_refuses_what_is_no_table(self, data: bytes) -> None:
        with pytest.raises(TableUnreadable):
            read_holidays(data)


class TestReadDay:
    @pytest.mark.parametrize("text", ["2027-1-1", "2027/01/01", "2027.1.1", "2027年1月1日", " 2027-01-01 "])
    def test_knows_the_ways_offices_write(self, text: str) -> None:
        assert read_day(text) == date(2027, 1, 1)

    @pytest.mark.parametrize("text", ["", "2027", "2027-13-01", "２０２７-1-1", "1-2-3", "9" * 30 + "-1-1", "a-b-c"])
    def test_gives_nothing_for_the_rest(self, text: str) -> None:
        assert read_day(text) is None
