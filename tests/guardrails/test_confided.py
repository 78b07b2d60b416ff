"""Who was satisfied is told to oversight alone; to everybody else in sums, and never a sum of a few."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from tests.factories import cases as make

from minqing.cases import measures, queries, service
from minqing.kernel.access import Actor
from minqing.ledger import queries as ledger
from minqing.ledger.queries import Confided
from minqing.rulebook import service as rulebook
from minqing.web.oversight.context import shown, told_months, why_not

AT = make.AT
DAY = timedelta(days=1)
PERIOD: dict[str, Any] = {"start": AT.date(), "end": date(2027, 12, 31)}
TOLD = AT + 40 * DAY  # ten days after the month is over
EVERYWHERE: dict[str, Any] = {"org_path": make.COUNTY, "place_path": make.COUNTY, **PERIOD}


@pytest.fixture
def who(db: None) -> make.County:
    return make.county()


def rated(who: make.County, *, satisfied: bool) -> str:
    made = make.closed(who)
    token = queries.receipt_page(made.receipt, at=AT + 2 * DAY).rating.token
    service.rate_case(token=token, contacted=True, solved="yes", satisfied=satisfied, at=AT + 2 * DAY)
    return made.number


def satisfied_for(actor: Actor, *, at: datetime = TOLD) -> Any:
    page = queries.oversight(actor, at=at, start=AT.date().replace(day=1), end=at.date())
    return next(figure for figure in page.figures if figure.key == measures.SATISFIED.key)


@pytest.mark.django_db
class TestWhoWasSatisfied:
    def test_is_in_no_fact_that_anybody_is_shown(self, who: make.County) -> None:
        number = rated(who, satisfied=False)

        answered = ledger.facts_of(measures.ANSWERED, side="part", confided=True, **EVERYWHERE)

        assert not {"satisfied", "contacted"} & set(make.last(number, "rating.given"))
        assert [fact.kind for fact in answered.items] == ["rating.given"]
        assert "satisfied" not in answered.items[0].data

    def test_opens_to_a_list_for_oversight_alone(self, who: make.County) -> None:
        rated(who, satisfied=True)

        with pytest.raises(Confided):
            ledger.facts_of(measures.SATISFIED, side="part", **EVERYWHERE)
        assert len(ledger.facts_of(measures.SATISFIED, side="part", confided=True, **EVERYWHERE).items) == 1

    @pytest.mark.parametrize(
        "measure",
        [measures.ANSWERED, measures.UNVERIFIED, measures.SOLVED, measures.NOT_SOLVED],
        ids=lambda one: one.key,
    )
    def test_no_figure_that_counts_ratings_opens_to_them(self, who: make.County, measure: Any) -> None:
        rated(who, satisfied=True)

        with pytest.raises(Confided):
            ledger.facts_of(measure, side="part", **EVERYWHERE)

    def test_is_no_figure_of_a_few_for_a_head_of_unit(self, who: make.County) -> None:
        rated(who, satisfied=False)

        figure = satisfied_for(who.water_head)
        assert (figure.part, figure.whole, figure.why) == (None, None, "few")
        assert shown(figure, why=why_not(figure.why, smallest=5, wait_days=10)).counted == "少于 5 件，不单独显示"
        assert satisfied_for(who.overseer).part == 0

    def test_is_told_some_days_after_the_month_is_over(self, who: make.County) -> None:
        for satisfied in (True, False):
            for _ in range(5):
                rated(who, satisfied=satisfied)

        early = satisfied_for(who.water_head, at=datetime(2026, 10, 10, 12, tzinfo=UTC))

        assert (early.part, early.whole, early.why) == (None, None, "months")
        assert shown(early, why=why_not(early.why, smallest=5, wait_days=10)).counted == "月底后 10 天才看得到"
        assert satisfied_for(who.water_head, at=datetime(2026, 10, 11, 12, tzinfo=UTC)).part == 5
        assert satisfied_for(who.overseer, at=datetime(2026, 10, 10, 12, tzinfo=UTC)).part == 5

    def test_is_told_no_sooner_than_an_answer_can_be_changed(self, who: make.County) -> None:
        change: dict[str, Any] = {"rule_id": "MQ-RATE-CHANGE", "value": 25, "effective_from": AT.date()}
        rulebook.set_rule(actor=who.keeper, at=AT, **change)
        for satisfied in (True, False):
            for _ in range(5):
                rated(who, satisfied=satisfied)

        assert satisfied_for(who.water_head, at=datetime(2026, 10, 25, 12, tzinfo=UTC)).why == "months"
        assert satisfied_for(who.water_head, at=datetime(2026, 10, 26, 12, tzinfo=UTC)).part == 5

    @pytest.mark.parametrize(
        ("end", "words"),
        [
            (date(2026, 9, 20), "才看得到，这样谁也猜不出是哪一位说的。"),
            (date(2026, 10, 1), "这里是 2026 年 9 月的合计。"),
            (date(2026, 12, 15), "这里是 2026 年 9 月到 2026 年 10 月的合计。"),
        ],
    )
    def test_is_said_to_be_of_these_months(self, who: make.County, end: date, words: str) -> None:
        at = datetime(2026, 11, 20, tzinfo=UTC)

        head = queries.oversight(who.water_head, at=at, start=date(2026, 9, 1), end=end)
        overseer = queries.oversight(who.overseer, at=at, start=date(2026, 9, 1), end=end)

        assert told_months(head).endswith(words)
        assert told_months(overseer) == ""

    def test_is_a_figure_of_many(self, who: make.County) -> None:
        for satisfied in (True, False):
            for _ in range(5):
                rated(who, satisfied=satisfied)

        figure = satisfied_for(who.water_head)
        assert (figure.part, figure.whole) == (5, 10)
