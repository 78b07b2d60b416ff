"""A draft tried on the last month, and gaps in supervision: one pass, and nothing shown to whoever may not read it."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.cases.routebook.test_drafting import LAMP, TOWN, draft
from tests.factories import cases as make

from minqing.cases import queries, service
from minqing.cases.records import DryRun
from minqing.kernel.access import Actor

AT = make.AT
LATER = AT + timedelta(days=2)


def tried(who: make.County, actor: Actor | None = None) -> DryRun:
    return queries.dry_run(actor=actor or who.keeper, at=LATER)


@pytest.mark.django_db
class TestDryRun:
    def test_says_what_would_have_gone_elsewhere(self, who: make.County) -> None:
        lamps = [make.registered(matter_number=132).number for _each in range(3)]
        make.registered(matter_number=132, place_path=make.OTHER_VILLAGE)
        make.registered(matter_number=101)
        make.registered()
        make.registered(matter_number=132, at=AT - timedelta(days=40))
        draft(who, f"132:{TOWN}", lead_path=make.CHECKS)

        found = tried(who, who.intake)
        assert (found.looked_at, found.moved, found.other_rule) == (6, 3, 0)
        (one,) = found.differences
        assert (one.matter, one.place_name, one.before, one.after) == (
            "路灯不亮",
            "青禾县 清源镇",
            "县交通局",
            "县督查室",
        )
        assert (one.requests, sorted(one.numbers)) == (3, lamps)

    def test_counts_for_everybody_and_names_only_what_the_reader_may_read(self, who: make.County) -> None:
        make.registered(matter_number=132)
        draft(who, LAMP)

        (seen,) = tried(who, who.water).differences
        assert (seen.requests, seen.numbers) == (1, ())

    def test_tells_another_rule_of_time_apart(self, who: make.County) -> None:
        make.registered(matter_number=132)
        draft(who, LAMP, lead_path=make.ROADS, rule_id="HL-05")

        found = tried(who)
        assert (found.moved, found.other_rule) == (0, 1)
        assert (found.differences[0].before_rule, found.differences[0].after_rule) == ("HL-04", "HL-05")

    def test_counts_what_only_the_default_row_fits(self, who: make.County) -> None:
        make.registered(matter_number=101)
        draft(who, f"101:{make.COUNTY}")

        found = tried(who)
        assert (found.unmatched_before, found.unmatched_after, found.moved) == (1, 0, 0)

    def test_passes_over_the_unit_complained_about(self, who: make.County) -> None:
        make.registered(matter_number=132, about_org_path=make.ROADS)
        draft(who, LAMP, lead_path=make.CHECKS)

        (one,) = tried(who).differences
        assert (one.before, one.after) == ("县水务局", "县督查室")

    def test_routes_as_a_dispatch_would(self, who: make.County) -> None:
        service.set_routing_row(lead_path=make.CHECKS, place_path=TOWN, actor=who.keeper, at=AT)
        from minqing.cases.routebook.table import in_force, table_of

        table = table_of(in_force())
        for matter in (0, 101, 132):
            for place in (make.VILLAGE, make.OTHER_VILLAGE):
                made = make.registered(matter_number=matter or None, place_path=place, words="……")
                card = queries.case_card(made.number, actor=who.intake, at=AT)
                row, fits = table.fires(matter, place)
                assert card.routing
                assert row
                assert (row.lead_path, fits) == (card.routing.lead_path, not card.routing.is_default)

    def test_asks_as_often_for_many_as_for_few(self, who: make.County) -> None:
        draft(who, LAMP)
        counts = []
        for _round in range(2):
            for _each in range(4):
                make.registered(matter_number=132)
            with CaptureQueriesContext(
                connection,
            ) as asked:
                tried(who)
            counts.append(len(asked))

        assert counts[0] == counts[1]


@pytest.mark.django_db
class TestGaps:
    def test_lists_matters_without_a_unit_those_with_most_open_first(self, who: make.County) -> None:
        make.registered(matter_number=201)
        gaps = queries.matter_gaps(actor=who.overseer)

        assert (gaps[0].number, gaps[0].open_requests) == (201, 1)
        assert 132 not in {gap.number for gap in gaps}
        assert queries.matter_gaps(actor=who.water)[0].open_requests == 0

    def test_lists_requests_that_no_row_named_newest_first(self, who: make.County) -> None:
        first = make.registered(matter_number=101)
        second = make.registered(matter_number=101)
        lamp = make.registered(matter_number=132)
        for made in (first, second, lamp):
            service.accept_and_dispatch(number=made.number, actor=who.intake, at=AT)

        page = queries.unmatched(actor=who.overseer, size=1)
        assert [line.number for line in page.items] == [second.number]
        assert page.items[0].unit_name == "县水务局"
        following = queries.unmatched(actor=who.overseer, size=1, cursor=page.next)
        assert ([line.number for line in following.items], following.next) == ([first.number], None)
        assert queries.unmatched(actor=who.intake).items == ()


@pytest.mark.django_db
class TestPrecedents:
    def ruled(self, who: make.County) -> str:
        """A request that two units returned and the overseer ruled on."""
        made = make.registered(matter_number=132)
        service.accept_and_dispatch(number=made.number, actor=who.intake, at=AT)
        give = {"reason": "other_unit", "words": "三定方案第四条"}
        service.return_case(number=made.number, actor=who.roads, at=AT, **give)  # type: ignore[arg-type]
        service.dispatch(number=made.number, actor=who.intake, at=AT, lead_path=make.WATER)
        service.return_case(number=made.number, actor=who.water, at=AT, **give)  # type: ignore[arg-type]
        service.decide_dispute(
            number=made.number, actor=who.overseer, at=AT, lead_path=make.CHECKS, words="线路由督查室牵头。"
        )
        return made.number

    def test_a_ruling_is_found_for_the_same_matter_nearby_and_becomes_a_row(self, who: make.County) -> None:
        number = self.ruled(who)
        (found,) = queries.ruled_nearby(132, make.VILLAGE)

        assert (found.number, found.lead_path) == (number, make.CHECKS)
        assert queries.ruled_nearby(132, make.OTHER_VILLAGE) == ()
        assert queries.ruled_nearby(101, make.VILLAGE) == ()
        key = service.draft_precedent(precedent_id=found.id, actor=who.keeper, at=AT)
        assert key == f"132:{make.VILLAGE}"
        view = queries.draft_view()
        assert view
        assert (view.lines[0].key, view.lines[0].lead_name, view.lines[0].change) == (key, "县督查室", "new")

    def test_refuses_a_ruling_that_is_none(self, who: make.County) -> None:
        from minqing.kernel.errors import NotAllowed, NotFound

        for wrong in ("nonsense", "00000000-0000-7000-8000-000000000000"):
            with pytest.raises(NotFound):
                service.draft_precedent(precedent_id=wrong, actor=who.keeper, at=AT)
        with pytest.raises(NotAllowed):
            service.draft_precedent(precedent_id="nonsense", actor=who.intake, at=AT)
