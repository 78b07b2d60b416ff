"""Each number of the overseer's page opens the list of exactly the requests that it counts."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.factories import cases as make
from tests.factories import directory as staff

from minqing.cases import measures, queries, service, ticking
from minqing.cases.queries.oversight import FIGURES
from minqing.cases.records.behind import BehindNumber, Number
from minqing.kernel.access import Actor
from minqing.kernel.errors import NotFound, Refused
from minqing.ledger.queries import Confided, facts_of

AT = make.AT
DAY = timedelta(days=1)
NOW = AT + 20 * DAY
PIPES = "139901/water/pipes/"
PERIODS = {
    "month": (date(2026, 9, 1), date(2026, 9, 24)),
    "last_month": (date(2026, 8, 1), date(2026, 9, 1)),
    "first_days": (date(2026, 9, 1), date(2026, 9, 5)),
    "year": (date(2026, 1, 1), date(2026, 9, 24)),
}
SIDES = ("part", "whole")


def rate(receipt: str, solved: str, *, at: Any, satisfied: bool) -> None:
    token = queries.receipt_page(receipt, at=at).rating.token
    service.rate_case(token=token, contacted=True, solved=solved, satisfied=satisfied, at=at)


@pytest.fixture
def told(who: make.County) -> make.County:
    """Two months of a county: on time and late, returned twice, reopened, rated and changed, withdrawn, left lying."""
    staff.unit(key="pipes", name="供水管理所", parent=make.WATER)
    last = AT - 20 * DAY
    make.dispatched(who, at=last)
    make.dispatched(who, at=last + DAY, to=PIPES)
    early, again = make.closed(who, at=last), make.closed(who, at=AT)
    rate(early.receipt, "yes", at=last + 2 * DAY, satisfied=True)
    rate(again.receipt, "no", at=AT + 2 * DAY, satisfied=False)
    for _ in range(3):
        made = make.closed(who, at=AT)
    rate(made.receipt, "partly", at=AT + 2 * DAY, satisfied=True)
    token = queries.receipt_page(made.receipt, at=AT + 2 * DAY).rating.token
    service.change_rating(token=token, at=AT + 3 * DAY, contacted=True, solved="yes", satisfied=True)
    service.reopen(number=again.number, actor=who.overseer, at=AT + 4 * DAY, words="又坏了")
    sent_back = make.replied(who, at=AT)
    service.rework(number=sent_back.number, actor=who.verifier, at=AT + 2 * DAY, words="灯还不亮")
    _returned(who)
    _withdrawn_late(who, at=last)
    make.registered(at=AT + 18 * DAY)
    for days in range(0, 42, 3):
        ticking.tick(last + days * DAY)
    return who


def _returned(who: make.County) -> None:
    made = make.dispatched(who, at=AT)
    says: dict[str, Any] = {"number": made.number, "reason": "other_unit", "words": "依据三定方案，不属本单位职责。"}
    service.return_case(actor=who.water, at=AT + timedelta(hours=3), **says)
    service.dispatch(number=made.number, actor=who.intake, at=AT + timedelta(hours=4), lead_path=make.ROADS)
    service.return_case(actor=who.roads, at=AT + timedelta(hours=5), **says)


def _withdrawn_late(who: make.County, *, at: Any) -> None:
    made = make.dispatched(who, at=at, to=make.ROADS)
    service.withdraw(number=made.number, actor=who.intake, at=AT + DAY, words="来电说不用办了")


def all_of(actor: Actor, number: Number) -> list[BehindNumber]:
    """Turn every page of a list."""
    pages = [queries.requests_behind(actor, number, at=NOW)]
    while pages[-1].next:
        pages.append(queries.requests_behind(actor, number, cursor=pages[-1].next, at=NOW))
    return pages


def listed(actor: Actor, number: Number) -> int:
    return sum(len(page.lines) + page.hidden for page in all_of(actor, number))


@pytest.mark.django_db
class TestEveryFigure:
    @pytest.mark.parametrize("period", PERIODS)
    def test_opens_as_many_requests_as_it_counts(self, told: make.County, period: str) -> None:
        start, end = PERIODS[period]
        page = queries.oversight(told.overseer, at=NOW, start=start, end=end)

        printed = {
            (one.key, side): getattr(one, side)
            for one in page.figures
            for side in SIDES
            if getattr(one, side) is not None
        }
        found = {(key, side): listed(told.overseer, Number(key, start, end, side)) for key, side in printed}

        assert found == printed
        assert {key for key, _side in found} == {one.key for one in FIGURES}

    def test_counts_something_in_this_story(self, told: make.County) -> None:
        start, end = PERIODS["year"]
        page = queries.oversight(told.overseer, at=NOW, start=start, end=end)

        assert [one.key for one in page.figures if not one.part] == []

    def test_says_the_same_number_at_its_head(self, told: make.County) -> None:
        start, end = PERIODS["month"]
        shown = queries.requests_behind(told.overseer, Number("cases.on_time", start, end), at=NOW)
        whole = queries.requests_behind(told.overseer, Number("cases.on_time", start, end, "whole"), at=NOW)

        assert (shown.total, shown.other) == (whole.other, whole.total)
        assert shown.total == len(shown.lines)

    def test_names_the_day_and_what_happened_once_for_each_counting(self, told: make.County) -> None:
        start, end = PERIODS["month"]

        shown = queries.requests_behind(told.overseer, Number("cases.bounced", start, end), at=NOW)

        assert [line.on for line in shown.lines] == [AT.date(), AT.date()]
        assert len({line.line.number for line in shown.lines}) == 1
        assert {str(line.what) for line in shown.lines}


@pytest.mark.django_db
class TestUnits:
    @pytest.mark.parametrize("period", PERIODS)
    def test_open_what_they_count_and_not_what_lies_below_them(self, told: make.County, period: str) -> None:
        start, end = PERIODS[period]
        page = queries.oversight(told.overseer, at=NOW, start=start, end=end)

        def alone(key: str, path: str, side: str = "part") -> int:
            return listed(told.overseer, Number(key, start, end, side, path, alone=True))

        for unit in page.units:
            assert alone("lying.open", unit.path) == unit.open
            assert alone("lying.late", unit.path) == unit.late
            assert alone("lying.soon", unit.path) == unit.due_soon
            assert alone("cases.bounced", unit.path) == unit.bounced
            assert alone("cases.reopened", unit.path, "whole") == unit.closed
            assert alone("cases.on_time", unit.path) == unit.closed_on_time
            assert alone("cases.on_time", unit.path, "whole") == unit.on_time_of
            assert alone("cases.answered", unit.path, "whole") == unit.asked
            assert alone("cases.solved", unit.path) == unit.solved
            assert alone("cases.solved", unit.path, "whole") == unit.answered

    def test_hold_those_below_where_they_are_asked_for(self, told: make.County) -> None:
        start, end = PERIODS["month"]

        alone = listed(told.overseer, Number("lying.open", start, end, "part", make.WATER, alone=True))
        both = listed(told.overseer, Number("lying.open", start, end, "part", make.WATER))

        assert both == alone + 1

    def test_below_the_county_every_figure_opens_too(self, told: make.County) -> None:
        start, end = PERIODS["month"]
        page = queries.oversight(told.water_head, at=NOW, start=start, end=end)
        open_to_her = [
            (one, side)
            for one in page.figures
            for side in SIDES
            if getattr(one, side) is not None and queries.opens(told.water_head, Number(one.key, start, end, side))
        ]

        assert {one.key for one, _side in open_to_her} >= {"cases.open", "cases.overdue", "cases.on_time"}
        for one, side in open_to_her:
            assert listed(told.water_head, Number(one.key, start, end, side)) == getattr(one, side), one.key


@pytest.mark.django_db
class TestReach:
    def test_says_how_many_now_lie_outside_it(self, told: make.County) -> None:
        start, end = PERIODS["month"]
        number = Number("cases.bounced", start, end, "part", make.WATER, alone=True)

        shown = queries.requests_behind(told.water_head, number, at=NOW)

        assert shown.total == len(shown.lines) + shown.hidden

    def test_shows_nothing_of_what_the_reader_is_kept_from(self, told: make.County) -> None:
        start, end = PERIODS["year"]
        number = Number("cases.registered", start, end)
        before = queries.requests_behind(told.overseer, number, at=NOW)
        accused = next(line.line.number for line in before.lines)
        _bar(accused)

        after = queries.requests_behind(told.overseer, number, at=NOW)

        assert after.total == before.total
        assert (len(after.lines), after.hidden) == (len(before.lines) - 1, 1)
        assert accused not in {line.line.number for line in after.lines}

    def test_ends_at_the_actors_own_units(self, told: make.County) -> None:
        start, end = PERIODS["month"]

        for number in (
            Number("lying.open", start, end, "part", make.ROADS),
            Number("cases.no_such", start, end),
            Number("cases.registered", start, end, "whole"),
            Number("lying.open", start, end, "whole", make.WATER),
        ):
            with pytest.raises(NotFound):
                queries.requests_behind(told.water_head, number, at=NOW)

    @pytest.mark.parametrize("cursor", ["x", "7.", "-1.", "0.zzz", "."])
    def test_refuses_a_broken_page(self, told: make.County, cursor: str) -> None:
        start, end = PERIODS["month"]

        with pytest.raises(Refused):
            queries.requests_behind(told.overseer, Number("cases.registered", start, end), cursor=cursor, at=NOW)


def _bar(number: str) -> None:
    case = make.row(number)
    case.parties.create(org_path=make.CHECKS, place_path=case.place_path, role="accused", barred=True)
    type(case).objects.filter(pk=case.pk).update(has_barred=True)


@pytest.mark.django_db
class TestWhatResidentsSaid:
    @pytest.mark.parametrize("key", ["cases.satisfied", "cases.solved", "cases.answered", "cases.unverified"])
    def test_opens_to_oversight_alone(self, told: make.County, key: str) -> None:
        start, end = PERIODS["month"]
        number = Number(key, start, end)

        assert queries.opens(told.overseer, number)
        assert not queries.opens(told.water_head, number)
        with pytest.raises(Confided):
            queries.requests_behind(told.water_head, number, at=NOW)

    def test_of_pressure_is_named_to_nobody_who_is_not_oversight(self, told: make.County) -> None:
        start, end = PERIODS["month"]
        number = Number("cases.pressure", start, end)
        leader = make.post("139901/office/", "分管岗", "高县长", "cases.oversee", org=make.COUNTY)
        service.report_pressure(receipt=make.in_hand(told).receipt, words="有人上门让我改口。", at=AT + DAY)

        assert queries.requests_behind(told.overseer, number, at=NOW).total == 1
        with pytest.raises(Confided):
            queries.requests_behind(leader, number, at=NOW)
        with pytest.raises(Confided):
            facts_of(measures.PRESSURE, side="part", org_path="139901/", place_path="139901/", start=start, end=end)

    def test_is_not_told_of_a_request_in_which_the_overseer_had_a_hand(self, told: make.County) -> None:
        start, end = PERIODS["month"]
        number = Number("cases.solved", start, end, "whole")
        seen = queries.requests_behind(told.overseer, number, at=NOW)
        case = make.row(seen.lines[0].line.number)
        case.hands.create(post=str(told.overseer.ref), org_path=make.CHECKS)

        after = queries.requests_behind(told.overseer, number, at=NOW)

        assert after.hidden == seen.hidden + 1


@pytest.mark.django_db
class TestPages:
    def test_turn_forth_and_back_without_losing_a_request(self, told: make.County, monkeypatch: Any) -> None:
        monkeypatch.setattr(queries.behind, "SIZE", 2)
        start, end = PERIODS["year"]
        for key, side in (("cases.on_time", "whole"), ("cases.registered", "part"), ("cases.open", "part")):
            number = Number(key, start, end, side)
            pages = all_of(told.overseer, number)

            assert sum(len(one.lines) for one in pages) == pages[0].total
            assert pages[0].previous is None
            back = queries.requests_behind(told.overseer, number, cursor=pages[1].previous or "", at=NOW)
            assert back.lines == pages[0].lines

    def test_cost_the_same_whatever_they_hold(self, told: make.County) -> None:
        start, end = PERIODS["year"]
        few = Number("cases.bounced", start, end, "part", make.WATER, alone=True)
        many = Number("cases.bounced", start, end, "whole", make.WATER, alone=True)

        assert count(told.overseer, few) == count(told.overseer, many)


def count(actor: Actor, number: Number) -> int:
    with CaptureQueriesContext(connection) as caught:
        queries.requests_behind(actor, number, at=NOW)
    return len(caught)
