"""Queues, filters, pages and search."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.factories import cases as make

from minqing.cases import queries, search, service
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
class TestSearch:
    def found(self, actor: Actor, text: str) -> list[str]:
        return [hit.line.number for hit in queries.search(actor, text, at=AT).items]

    def test_finds_words_of_one_to_six_characters(self, who: make.County) -> None:
        made = make.in_hand(who)

        for text in (
            "灯",
            "路灯",
            "村口的",
            "村口的路",
            "口的路灯坏",
            "村口的路灯坏",
            "晚上走路看不见",
            "柳河",
            "路灯 晚上",
        ):
            assert self.found(who.water, text) == [made.number], text
        for text in ("路人", "灯路", "水库", "路灯 水库", "", "  ", "!!!"):
            assert self.found(who.water, text) == [], text

    def test_finds_numbers_and_receipts(self, who: make.County) -> None:
        made = make.in_hand(who)

        assert self.found(who.water, made.number) == [made.number]
        assert self.found(who.intake, made.receipt) == [made.number]
        assert self.found(who.roads, made.number) == []

    def test_stays_within_reach(self, who: make.County) -> None:
        make.in_hand(who)

        assert self.found(who.roads, "路灯") == []
        assert self.found(Actor(Ref("post", "nobody")), "路灯") == []

    @pytest.mark.parametrize(("text", "begins"), [("路灯", False), ("灯", True), ("led", True)])
    def test_asks_for_nothing_that_every_request_carries(self, who: make.County, text: str, *, begins: bool) -> None:
        made = make.in_hand(who, words="村口的路灯坏了，是 LED 灯。")
        everything = Actor(Ref("post", "head"), (Grant("cases.read", "139901/", "139901/"),))

        with CaptureQueriesContext(connection) as asked:
            found = [self.found(actor, text) for actor in (who.water, everything)]

        statements = [query["sql"] for query in asked if "cases_search" in query["sql"]]
        assert found == [[made.number]] * 2
        assert len(statements) == 2
        for sql in statements:
            assert "zo139901z " not in sql
            assert "zp139901z" not in sql
            assert (f'"{text}"*' in sql or f"{text}'':*" in sql) == begins

    def test_never_finds_what_was_masked(self, who: make.County) -> None:
        make.in_hand(who)

        assert self.found(who.water, "王秀兰") == []
        assert self.found(who.water, "13800001234") == []

    def test_pages_newest_first(self, who: make.County) -> None:
        made = [make.registered(at=AT + n * HOUR).number for n in range(23)]

        first = queries.search(who.intake, "路灯", at=AT)
        second = queries.search(who.intake, "路灯", cursor=first.next, at=AT)

        assert [hit.line.number for hit in (*first.items, *second.items)] == sorted(made, reverse=True)
        assert second.next is None

    @pytest.mark.parametrize("near", [0, 1, 2, 7, 22, 23, 500])
    def test_finds_the_same_wherever_the_newest_end(
        self, who: make.County, monkeypatch: pytest.MonkeyPatch, near: int
    ) -> None:
        monkeypatch.setattr(search, "NEAR", near)
        lit, dark = [], []
        for n in range(12):
            lit.append(make.registered(at=AT + 2 * n * HOUR).number)
            dark.append(make.registered(at=AT + (2 * n + 1) * HOUR, words="村里停水三天了。").number)

        assert self.found(who.intake, "路灯") == sorted(lit, reverse=True)
        assert self.found(who.intake, "停水") == sorted(dark, reverse=True)

    def test_survives_whatever_is_typed(self, who: make.County) -> None:
        make.in_hand(who)

        for text in ('"', "' OR 1=1 --", "a AND", "路灯*", "路灯\\", "(灯", "NEAR(路灯)", "\x00路灯", "路" * 200):
            queries.search(who.water, text, at=AT)
        with pytest.raises(Refused):
            queries.search(who.water, "路灯", cursor="broken", at=AT)


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
