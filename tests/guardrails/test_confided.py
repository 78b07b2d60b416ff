"""Who was satisfied is told in sums only: no list, no fact shown, no sum of a few."""

from datetime import date, timedelta
from typing import Any

import pytest
from tests.factories import cases as make

from minqing.cases import measures, queries, service
from minqing.ledger import queries as ledger
from minqing.ledger.queries import Confided
from minqing.web.oversight.context import shown

AT = make.AT
DAY = timedelta(days=1)
PERIOD: dict[str, Any] = {"start": AT.date(), "end": date(2027, 12, 31)}
EVERYWHERE: dict[str, Any] = {"org_path": make.COUNTY, "place_path": make.COUNTY, **PERIOD}


@pytest.fixture
def who(db: None) -> make.County:
    return make.county()


def rated(who: make.County, *, satisfied: bool) -> str:
    made = make.closed(who)
    token = queries.receipt_page(made.receipt, at=AT + 2 * DAY).rating.token
    service.rate_case(token=token, contacted=True, solved="yes", satisfied=satisfied, at=AT + 2 * DAY)
    return made.number


def satisfied_at(who: make.County) -> Any:
    page = queries.oversight(who.overseer, at=AT + 3 * DAY, **PERIOD)
    return next(figure for figure in page.figures if figure.key == measures.SATISFIED.key)


@pytest.mark.django_db
class TestWhoWasSatisfied:
    def test_is_in_no_fact_that_anybody_is_shown(self, who: make.County) -> None:
        number = rated(who, satisfied=False)

        answered = ledger.facts_of(measures.ANSWERED, side="part", **EVERYWHERE)

        assert "satisfied" not in make.last(number, "rating.given")
        assert [fact.kind for fact in answered.items] == ["rating.given"]
        assert "satisfied" not in answered.items[0].data

    def test_opens_to_no_list(self, who: make.County) -> None:
        rated(who, satisfied=True)

        with pytest.raises(Confided):
            ledger.facts_of(measures.SATISFIED, side="part", **EVERYWHERE)

    def test_is_no_figure_of_a_few(self, who: make.County) -> None:
        rated(who, satisfied=False)

        assert satisfied_at(who).part is None
        assert shown(satisfied_at(who)).value == "too few"

    def test_is_a_figure_of_many(self, who: make.County) -> None:
        for satisfied in (True, False):
            for _ in range(5):
                rated(who, satisfied=satisfied)

        assert (satisfied_at(who).part, satisfied_at(who).whole) == (5, 10)
