"""Queues, filters, pages and search."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.factories import cases as make

from minqing.cases import queries, service
from minqing.cases.models import CaseParty
from minqing.cases.records import QUEUES, DeskFilters
from minqing.kernel.access import Actor, Grant
from minqing.kernel.errors import Refused
from minqing.kernel.ref import Ref

AT = make.AT
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def numbers(actor: Actor, queue: str, at: object = AT, **filters: object) -> list[str]:
    page = queries.desk(actor, queue=queue, filters=DeskFilters(**filters), at=at)  # type: ignore[arg-type]
    return [line.number for line in page.items]


@pytest.mark.django_db
class TestDesk:
    def test_sorts_by_what_burns_first_and_danger_before_all(self, who: make.County) -> None:
        later = make.in_hand(who, at=AT + DAY)
        sooner = make.in_hand(who)
        danger = make.registered(at=AT + 2 * DAY, words="楼道里闻到很浓的煤气味。")

        assert numbers(who.intake, "all") == [danger.number, sooner.number, later.number]

    def test_shows_each_only_what_lies_in_reach(self, who: make.County) -> None:
        make.in_hand(who)

        assert len(numbers(who.water, "unit")) == 1
        for queue in QUEUES:
            assert numbers(who.roads, queue) == []
            assert numbers(Actor(Ref("post", "nobody")), queue) == []

    def test_reaches_by_place_for_a_grid_worker(self, who: make.County) -> None:
        here, there = make.registered(), make.registered(place_path=make.OTHER_VILLAGE)
        worker = Actor(Ref("post", "w"), (Grant("cases.read", make.COUNTY, make.VILLAGE),), org_path="139901/liuhe/")

        assert numbers(worker, "all") == [here.number]
        assert there.number not in numbers(worker, "intake")

    def test_filters_by_chips(self, who: make.County) -> None:
        late = make.in_hand(who)
        fresh = make.in_hand(who, at=AT + 20 * DAY)
        left = make.closed(who)
        at = AT + 20 * DAY + 3 * HOUR

        assert numbers(who.water, "unit", at, tone="late") == [late.number]
        assert set(numbers(who.water, "all", at)) == {late.number, fresh.number}
        assert numbers(who.water, "all", at, state="left") == [left.number]
        assert numbers(who.water, "all", at, state="closed", place_path=make.OTHER_VILLAGE) == []
        assert numbers(who.water, "unit", at, matter_number=132) == []
        with pytest.raises(Refused):
            numbers(who.water, "unit", at, channel="pigeon")
        with pytest.raises(Refused):
            numbers(who.water, "everything", at)

    def test_pages_forth_and_back_without_loss(self, who: make.County) -> None:
        made = [make.registered(at=AT + n * HOUR).number for n in range(5)]

        first = queries.desk(who.intake, queue="intake", at=AT, size=2)
        second = queries.desk(who.intake, queue="intake", at=AT, size=2, cursor=first.next)
        third = queries.desk(who.intake, queue="intake", at=AT, size=2, cursor=second.next)
        back = queries.desk(who.intake, queue="intake", at=AT, size=2, cursor=second.previous)

        seen = [line.number for page in (first, second, third) for line in page.items]
        assert sorted(seen) == sorted(made)
        assert back.items == first.items
        assert third.next is None

    def test_asks_the_same_number_of_queries_for_one_and_for_many(self, who: make.County) -> None:
        make.in_hand(who)
        with CaptureQueriesContext(
            connection,
        ) as one:
            queries.desk(who.water, queue="unit", at=AT)
        for _ in range(6):
            make.in_hand(who)
        with CaptureQueriesContext(connection) as many:
            queries.desk(who.water, queue="unit", at=AT)

        assert len(many) == len(one)

    def test_says_the_clock_in_words(self, who: make.County) -> None:
        make.in_hand(who)

        def tone(after: timedelta) -> str:
            return queries.desk(who.water, queue="unit", at=AT + after).items[0].clock.tone

        assert [tone(3 * HOUR), tone(6 * DAY), tone(7 * DAY), tone(9 * DAY)] == ["calm", "soon", "today", "late"]


@pytest.mark.django_db
class TestDeskCounts:
    def test_counts_each_queue(self, who: make.County) -> None:
        make.in_hand(who)
        make.registered()

        counts = queries.desk_counts(who.water, AT + 9 * DAY)

        assert (counts.mine, counts.unit, counts.late) == ("1", "1", "1")
        assert queries.desk_counts(who.intake, AT).intake == "1"
        assert queries.desk_count(who.intake, queue="all", at=AT) == "2"


@pytest.mark.django_db
class TestParties:
    def test_keep_intake_and_lead_beside_the_columns(self, who: make.County) -> None:
        case = make.row(make.in_hand(who).number)

        found = set(CaseParty.objects.filter(case=case).values_list("org_path", "role"))

        assert found == {(case.intake_path, "intake"), (case.lead_path, "lead")}


@pytest.mark.django_db
class TestOversight:
    def test_prints_figures_units_and_lists(self, who: make.County) -> None:
        made = make.closed(who)
        token = queries.receipt_page(made.receipt, at=AT + 2 * DAY).rating.token
        service.rate_case(token=token, contacted=True, solved="no", satisfied=False, at=AT + 2 * DAY)
        make.in_hand(who)
        at = AT + 20 * DAY

        page = queries.oversight(who.overseer, at=at, start=AT.date(), end=(at + DAY).date())

        assert {figure.key: figure.part for figure in page.figures}["cases.registered"] == 2
        water = next(unit for unit in page.units if unit.path == make.WATER)
        assert (water.open, water.late, water.closed, water.not_solved) == (1, 1, 1, 1)
        assert [line.number for line in page.contradicted] == [made.number]
        with pytest.raises(Refused):
            queries.oversight(who.water, at=at, start=AT.date(), end=at.date())

    def test_counts_for_a_unit_what_lies_with_it(self, who: make.County) -> None:
        make.closed(who)
        make.in_hand(who)
        make.dispatched(who, to=make.ROADS)
        at = AT + 20 * DAY

        page = queries.oversight(who.water_head, at=at, start=AT.date(), end=(at + DAY).date())

        assert {figure.key: figure.part for figure in page.figures}["cases.open"] == 1
