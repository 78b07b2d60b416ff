"""Who was satisfied is told to oversight alone; to everybody else in sums, and never a sum of a few."""

from datetime import date, timedelta
from typing import Any

import pytest
from tests.factories import cases as make

from minqing.cases import measures, queries, service
from minqing.kernel.access import Actor
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


def satisfied_for(actor: Actor) -> Any:
    page = queries.oversight(actor, at=AT + 3 * DAY, **PERIOD)
    return next(figure for figure in page.figures if figure.key == measures.SATISFIED.key)


@pytest.mark.django_db
class TestWhoWasSatisfied:
    def test_is_in_no_fact_that_anybody_is_shown(self, who: make.County) -> None:
        number = rated(who, satisfied=False)

        answered = ledger.facts_of(measures.ANSWERED, side="part", **EVERYWHERE)

        assert "satisfied" not in make.last(number, "rating.given")
        assert [fact.kind for fact in answered.items] == ["rating.given"]
        assert "satisfied" not in answered.items[0].data

    def test_opens_to_a_list_for_oversight_alone(self, who: make.County) -> None:
        rated(who, satisfied=True)

        with pytest.raises(Confided):
            ledger.facts_of(measures.SATISFIED, side="part", **EVERYWHERE)
        assert len(ledger.facts_of(measures.SATISFIED, side="part", confided=True, **EVERYWHERE).items) == 1

    def test_is_no_figure_of_a_few_for_a_head_of_unit(self, who: make.County) -> None:
        rated(who, satisfied=False)

        assert satisfied_for(who.water_head).part is None
        assert shown(satisfied_for(who.water_head)).value == "人数太少"
        assert satisfied_for(who.overseer).part == 0

    def test_is_a_figure_of_many(self, who: make.County) -> None:
        for satisfied in (True, False):
            for _ in range(5):
                rated(who, satisfied=satisfied)

        figure = satisfied_for(who.water_head)
        assert (figure.part, figure.whole) == (5, 10)
