"""The resident's own answer."""

from datetime import timedelta

import pytest
from tests.factories import cases as make

from minqing.cases import measures, queries, service
from minqing.kernel.errors import NotFound, Refused
from minqing.kernel.times import day_of
from minqing.ledger.queries import tally

AT = make.AT
DAY = timedelta(days=1)
SAYS = {"contacted": True, "solved": "no", "satisfied": False}


def token_of(receipt: str, *, at: object = None) -> str:
    return queries.receipt_page(receipt, at=at or AT + 2 * DAY).rating.token  # type: ignore[arg-type]


def figures(measure: measures.Measure) -> tuple[int, int]:
    found = tally(measure, org_path=make.COUNTY, place_path=make.COUNTY, start=day_of(AT), end=day_of(AT + 60 * DAY))
    return found.part, found.whole


@pytest.mark.django_db
class TestRateCase:
    def test_keeps_three_separate_answers(self, who: make.County) -> None:
        made = make.closed(who)

        service.rate_case(token=token_of(made.receipt), at=AT + 2 * DAY, comment="找王秀兰问", **SAYS)

        assert make.last(made.number, "rating.given") == {"solved": 3, "matter": 101}
        assert make.row(made.number).ratings.get().contacted
        assert figures(measures.SATISFIED) == (0, 1)
        assert make.row(made.number).solved == 3
        assert figures(measures.NOT_SOLVED) == (1, 1)
        assert figures(measures.ANSWERED) == (1, 1)

    def test_is_taken_once(self, who: make.County) -> None:
        made = make.closed(who)
        token = token_of(made.receipt)
        service.rate_case(token=token, at=AT + 2 * DAY, **SAYS)

        with pytest.raises(Refused):
            service.rate_case(token=token, at=AT + 2 * DAY, **SAYS)

        assert make.kinds(made.number).count("rating.given") == 1

    def test_link_runs_out_one_second_after_its_time(self, who: make.County) -> None:
        first, second = make.closed(who), make.closed(who)
        tokens = token_of(first.receipt), token_of(second.receipt)
        ends = make.row(first.number).ratings.get().expires_at

        service.rate_case(token=tokens[0], at=ends, **SAYS)
        with pytest.raises(NotFound):
            service.rate_case(token=tokens[1], at=ends + timedelta(seconds=1), **SAYS)

    def test_leaves_silence_unverified(self, who: make.County) -> None:
        make.closed(who)

        assert figures(measures.UNVERIFIED) == (1, 1)
        assert figures(measures.SATISFIED) == (0, 0)


@pytest.mark.django_db
class TestChangeRating:
    def test_reverses_the_first_and_counts_as_it_stands(self, who: make.County) -> None:
        made = make.closed(who)
        token = token_of(made.receipt)
        service.rate_case(token=token, at=AT + 2 * DAY, **SAYS)

        service.change_rating(token=token, at=AT + 4 * DAY, contacted=True, solved="yes", satisfied=True)

        assert make.row(made.number).solved == 1
        assert figures(measures.SOLVED) == (1, 1)
        assert figures(measures.NOT_SOLVED) == (0, 1)
        assert make.last(made.number, "rating.changed") == {"solved": 1, "matter": 101, "before": 3}
        assert make.owed(made.number, "rating.changed") == set()

    def test_is_refused_after_some_days(self, who: make.County) -> None:
        made = make.closed(who)
        token = token_of(made.receipt)
        service.rate_case(token=token, at=AT + 2 * DAY, **SAYS)

        with pytest.raises(Refused):
            service.change_rating(token=token, at=AT + 30 * DAY, **SAYS)

        page = queries.receipt_page(made.receipt, at=AT + 30 * DAY)
        assert page.rating.state == "fixed"
        assert page.sentence == "已经办结。您的评价已经记下。"


@pytest.mark.django_db
class TestReopenByRating:
    def test_opens_it_again_at_a_tap_and_asks_anew_when_it_is_closed(self, who: make.County) -> None:
        made = make.closed(who)
        token = token_of(made.receipt)
        service.rate_case(token=token, at=AT + 2 * DAY, **SAYS)

        service.reopen_by_rating(token=token, at=AT + 2 * DAY)

        assert make.row(made.number).state == "accepted"
        with pytest.raises(Refused):
            service.change_rating(token=token, at=AT + 3 * DAY, **SAYS)
        with pytest.raises(Refused):
            service.reopen_by_rating(token=token, at=AT + 3 * DAY)
