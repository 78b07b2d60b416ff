"""The parts of a pivot that need no county: periods, chance, narrowed measures, and what is hidden beside."""

from datetime import date
from decimal import Decimal

import pytest

from minqing.insight.chance import interval, wilson
from minqing.insight.pivots.hiding import beside
from minqing.insight.pivots.periods import NAMED, cut, moved, named, shift_of
from minqing.insight.pivots.records import Cell
from minqing.ledger.expressions import Expression
from minqing.ledger.measures import MEASURES, Measure, Tally, Worked
from minqing.ledger.narrowed import narrowed
from minqing.ledger.spans import Span

TODAY = date(2026, 11, 29)


def days(start: str, end: str) -> Span:
    return Span(date.fromisoformat(start), date.fromisoformat(end))


class TestPeriods:
    @pytest.mark.parametrize(
        ("name", "span"),
        [
            ("yesterday", days("2026-11-28", "2026-11-29")),
            ("week", days("2026-11-23", "2026-11-30")),
            ("last_week", days("2026-11-16", "2026-11-23")),
            ("month", days("2026-11-01", "2026-11-30")),
            ("last_month", days("2026-10-01", "2026-11-01")),
            ("quarter", days("2026-10-01", "2026-11-30")),
            ("last_quarter", days("2026-07-01", "2026-10-01")),
            ("year", days("2026-01-01", "2026-11-30")),
            ("last_year", days("2025-01-01", "2026-01-01")),
            ("twelve", days("2025-12-01", "2026-11-30")),
        ],
    )
    def test_are_half_open_and_end_today(self, name: str, span: Span) -> None:
        assert named(name, TODAY) == span

    def test_have_each_a_name(self) -> None:
        assert all(named(name, TODAY).start for name in NAMED)

    def test_are_cut_at_months_and_quarters(self) -> None:
        assert cut(days("2026-08-15", "2026-10-03"), "month") == [
            days("2026-08-15", "2026-09-01"),
            days("2026-09-01", "2026-10-01"),
            days("2026-10-01", "2026-10-03"),
        ]
        assert cut(days("2026-08-15", "2026-10-03"), "quarter") == [
            days("2026-08-15", "2026-10-01"),
            days("2026-10-01", "2026-10-03"),
        ]
        assert len(cut(days("2026-08-15", "2026-08-18"), "day")) == 3
        assert cut(days("2026-01-01", "2027-01-01"), "year") == [days("2026-01-01", "2027-01-01")]

    @pytest.mark.parametrize(
        ("span", "versus", "before"),
        [
            (days("2026-10-01", "2026-11-01"), "previous", days("2026-09-01", "2026-10-01")),
            (days("2026-07-01", "2026-10-01"), "previous", days("2026-04-01", "2026-07-01")),
            (days("2026-11-01", "2026-11-30"), "previous", days("2026-10-01", "2026-10-30")),
            (days("2026-03-01", "2026-03-31"), "previous", days("2026-02-01", "2026-03-01")),
            (days("2026-01-01", "2026-11-30"), "previous", days("2025-02-01", "2025-12-30")),
            (days("2026-11-16", "2026-11-23"), "previous", days("2026-11-09", "2026-11-16")),
            (days("2024-02-29", "2024-03-01"), "year", days("2023-03-01", "2023-03-01")),
            (days("2026-10-01", "2026-11-01"), "year", days("2025-10-01", "2025-11-01")),
        ],
    )
    def test_are_set_back_by_months_or_by_their_length(self, span: Span, versus: str, before: Span) -> None:
        assert moved(span, shift_of(span, versus)) == before


class TestChance:
    def test_follows_newcombe(self) -> None:
        low, high = interval(Tally(56, 70), Tally(48, 80)) or (0, 0)

        assert (round(low, 4), round(high, 4)) == (0.0524, 0.3339)

    def test_says_nothing_of_what_is_no_share(self) -> None:
        for one in (Tally(0, 0), Tally(7, 5), Tally(-1, 5)):
            assert interval(one, Tally(3, 4)) is None
            assert interval(Tally(3, 4), one) is None

    def test_holds_the_share(self) -> None:
        low, high = wilson(911, 972)

        assert low < 911 / 972 < high


class TestNarrowed:
    def test_leave_a_measure_without_condition_as_it_is(self) -> None:
        measure = MEASURES["cases.registered"]

        assert narrowed(measure, {}) is measure

    def test_ask_for_what_both_conditions_let_through(self) -> None:
        by_code = MEASURES["cases.came_by_qr"]

        assert [term.line.key for term in narrowed(by_code, {"channel": (1, 3)}).part] == ["case.registered d1=1"]
        (none,) = narrowed(by_code, {"channel": (3,)}).part
        assert not none.line.holds((1, None, None, None), None)
        assert not none.line.holds((3, None, None, None), None)

    def test_narrow_what_an_expression_asks_for(self) -> None:
        made = Measure(
            key="test.each",
            title="",
            question="",
            unit="%",
            part=(),
            counts="",
            misleads="",
            worked=Worked((), Decimal(0)),
            expression=Expression("cases.closed / cases.registered"),
        )

        found = narrowed(made, {"matter": (101,)})

        assert {term.line.key for term in found.terms} == {"case.closed d2=101", "case.registered d2=101"}


def cells(*rows: str) -> list[list[Cell]]:
    """Draw cells: a number, or ``*`` for a hidden one."""
    return [
        [Cell(hidden=True) if one == "*" else Cell(Decimal(one), int(one), n=int(one)) for one in row.split()]
        for row in rows
    ]


class TestBeside:
    def test_hides_the_smallest_other_where_one_stands_alone(self) -> None:
        assert beside(cells("*", "9", "6", "0", "18"), down=True, across=False) == {(2, 0)}

    def test_hides_nothing_where_two_are_hidden_or_nothing_adds_up(self) -> None:
        assert beside(cells("*", "*", "9", "15"), down=True, across=False) == set()
        assert beside(cells("*", "9", "15"), down=False, across=False) == set()

    def test_goes_on_until_no_line_tells(self) -> None:
        table = cells("* 7 10", "8 9 17", "11 16 27")

        more = beside(table, down=True, across=True)

        hidden = {(0, 0), *more}
        for number in range(3):
            assert len([spot for spot in hidden if spot[0] == number]) != 1
            assert len([spot for spot in hidden if spot[1] == number]) != 1
