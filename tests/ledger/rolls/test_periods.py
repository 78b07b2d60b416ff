"""A span of days is put together from periods exactly: no day is missing, none counts twice."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from minqing.ledger.rolls.periods import ALL, Kept, periods_of, pieces
from minqing.ledger.spans import Span

FIRST, LAST = date(2023, 1, 1), date(2026, 12, 31)
days = st.dates(FIRST, LAST)


def weight(day: date, span: Span, kept: Kept) -> int:
    """Say how often a folded day is counted by the pieces of a span."""
    made_of = pieces(span, kept)
    loose = sum(sign for part, sign in made_of.loose if part.holds(day))
    return sum(made_of.periods.get(period, 0) for period in periods_of(day)) + loose


class TestPieces:
    @given(start=st.none() | days, end=days, last=days, days_from=days, day=days)
    def test_count_each_folded_day_of_the_span_once_and_no_other(
        self, start: date | None, end: date, last: date, days_from: date, day: date
    ) -> None:
        kept, span = Kept(last, days_from), Span(start, end)
        if day > last:
            return

        assert weight(day, span, kept) == (1 if span.holds(day) else 0)

    @given(start=days, end=days, last=days, days_from=days)
    def test_use_days_of_their_own_only_where_they_are_kept(
        self, start: date, end: date, last: date, days_from: date
    ) -> None:
        for period in pieces(Span(start, end), Kept(last, days_from)).periods:
            if period > 9_999_999:
                assert date(period // 10_000, period // 100 % 100, period % 100) >= days_from

    def test_are_few(self) -> None:
        kept = Kept(date(2026, 11, 28), date(2026, 9, 1))

        assert pieces(Span(date(2026, 1, 1), date(2027, 1, 1)), kept).periods == {2026: 1}
        assert pieces(Span(date(2026, 1, 1), date(2026, 11, 29)), kept).periods == {2026: 1}
        assert pieces(Span(date(2026, 11, 1), date(2026, 11, 29)), kept).periods == {202611: 1}
        assert pieces(Span(None, date(2026, 11, 29)), kept).periods == {ALL: 1}
        assert pieces(Span(None, date(2026, 11, 1)), kept).periods == {ALL: 1, 202611: -1}
        assert pieces(Span(date(2024, 3, 30), date(2024, 5, 2)), kept).loose == (
            (Span(date(2024, 3, 30), date(2024, 4, 1)), 1),
            (Span(date(2024, 5, 1), date(2024, 5, 2)), 1),
        )

    def test_leave_nothing_of_an_empty_span(self) -> None:
        kept = Kept(LAST, FIRST)

        assert pieces(Span(LAST, FIRST), kept).periods == {}
        assert pieces(Span(date(2026, 5, 1), date(2026, 5, 1)), kept).periods == {}


class TestSpan:
    def test_holds_its_first_day_and_not_its_end(self) -> None:
        span = Span(FIRST, LAST)

        assert span.holds(FIRST)
        assert span.holds(LAST - timedelta(days=1))
        assert not span.holds(LAST)
        assert Span(None, LAST).holds(date.min)
