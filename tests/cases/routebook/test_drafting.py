"""Drafts of the routing table: worked out, tried, published on a day, put back; what is wrong said in sentences."""

from datetime import timedelta
from typing import Any

import pytest
from tests.factories import cases as make
from tests.factories import directory as staff

from minqing.cases import queries, service
from minqing.cases.models import RoutingDraft, RoutingRule, RoutingVersion
from minqing.cases.routebook.publishing import start_due
from minqing.directory import service as directory
from minqing.kernel.errors import NotAllowed, NotFound, Refused
from minqing.kernel.times import day_of
from minqing.ledger.models import Fact

AT = make.AT
TOWN = "139901/101/"
LAMP, WATER_ROW, DEFAULT = f"132:{make.COUNTY}", f"101:{make.COUNTY}", f"0:{make.COUNTY}"


def draft(who: make.County, *rows: str, **more: Any) -> int:
    """The keeper puts rows into the draft."""
    return service.draft_rows(**{"rows": rows, "lead_path": make.WATER, "actor": who.keeper, "at": AT} | more)


def publish(who: make.County, **more: Any) -> int:
    return service.publish_draft(**{"actor": who.keeper, "at": AT} | more)


def table() -> dict[tuple[int, str], str]:
    """The rows in force: matter and place → unit."""
    return {(row.matter, row.place_path): row.lead_path for row in RoutingRule.objects.filter(ended=False)}


def faults() -> set[tuple[str, str, bool]]:
    return {(one.kind, one.key, one.grave) for one in queries.routing_faults() if one.kind != "uncovered"}


@pytest.mark.django_db
class TestDraftRows:
    def test_changes_nothing_in_force_until_it_is_published(self, who: make.County) -> None:
        before = table()
        assert draft(who, LAMP, WATER_ROW, f"0:{TOWN}") == 3
        assert draft(who, LAMP, end=True, lead_path="") == 3
        view = queries.draft_view()

        assert table() == before
        assert view
        assert {(line.key, line.change) for line in view.lines} == {
            (LAMP, "ended"), (WATER_ROW, "new"), (f"0:{TOWN}", "new"), (DEFAULT, ""),
        }  # fmt: skip
        assert Fact.objects.filter(kind="routing.draft_begun").count() == 1
        assert [fact.qty for fact in Fact.objects.filter(kind="routing.draft_changed").order_by("recorded_at")] == [
            3,
            1,
        ]

    def test_does_not_count_what_stands_so_already(self, who: make.County) -> None:
        draft(who, LAMP, lead_path=make.CHECKS)

        assert draft(who, LAMP, lead_path=make.ROADS) == 0
        assert draft(who, f"201:{make.COUNTY}", end=True, lead_path="") == 0

    def test_is_taken_back_row_by_row_and_dropped(self, who: make.County) -> None:
        draft(who, LAMP, WATER_ROW, lead_path=make.CHECKS)
        assert service.undo_rows(rows=[LAMP], actor=who.keeper, at=AT) == 1
        with pytest.raises(Refused):
            service.undo_rows(rows=[LAMP], actor=who.keeper, at=AT)
        service.drop_draft(actor=who.keeper, at=AT)

        assert queries.draft_view() is None
        for verb in (service.drop_draft, service.publish_draft):
            with pytest.raises(NotFound):
                verb(actor=who.keeper, at=AT)
        with pytest.raises(NotFound):
            service.undo_rows(rows=[LAMP], actor=who.keeper, at=AT)
        assert Fact.objects.get(kind="routing.draft_dropped").qty == 1

    def test_refuses_what_is_unknown_and_whoever_routes_in_a_part_only(self, who: make.County) -> None:
        for rows, more in (
            ((), {}),
            (("nonsense",), {}),
            (("999:139901/",), {}),
            (("101:139901/none/",), {}),
            ((LAMP,), {"lead_path": "139901/none/"}),
            ((LAMP,), {"rule_id": "XX-1"}),
            ((DEFAULT,), {"end": True}),
            ([f"101:{make.COUNTY}"] + [f"101:139901/{n}/" for n in range(1001)], {}),
        ):
            with pytest.raises(Refused):
                draft(who, *rows, **more)
        town = make.post(make.CENTRE, "镇规则岗", "吕规则", "cases.route", place=TOWN)
        with pytest.raises(NotAllowed):
            draft(who, LAMP, actor=town)
        assert not RoutingDraft.objects.exists()


@pytest.mark.django_db
class TestPublish:
    def test_comes_into_force_as_a_version(self, who: make.County) -> None:
        draft(who, LAMP, f"101:{TOWN}", lead_path=make.CHECKS)
        draft(who, WATER_ROW)
        number = publish(who, note="水务归口")

        assert table()[132, make.COUNTY] == make.CHECKS
        assert table()[101, TOWN] == make.CHECKS
        newest, before = queries.routing_versions()
        assert (newest.number, newest.rows, newest.rows_set, newest.rows_ended, newest.note) == (2, 4, 3, 0, "水务归口")
        assert (number, before.number, before.rows, newest.is_latest) == (2, 1, 2, True)
        fact = Fact.objects.get(kind="routing.published")
        assert fact.qty == 3
        assert Fact.objects.filter(kind="routing.set").count() == 5
        assert queries.draft_view() is None

    def test_waits_for_its_day(self, who: make.County) -> None:
        draft(who, LAMP)
        day = day_of(AT) + timedelta(days=3)
        assert publish(who, starts_on=day) == 0

        assert [(one.starts_on, one.changes) for one in queries.scheduled_drafts()] == [(day, 1)]
        assert start_due(AT + timedelta(days=2)) == 0
        assert table()[132, make.COUNTY] == make.ROADS
        assert start_due(AT + timedelta(days=3)) == 1
        assert start_due(AT + timedelta(days=3)) == 0
        assert table()[132, make.COUNTY] == make.WATER
        assert queries.scheduled_drafts() == ()
        assert Fact.objects.filter(kind="routing.scheduled").count() == 1

    def test_that_waits_may_be_dropped(self, who: make.County) -> None:
        draft(who, LAMP)
        publish(who, starts_on=day_of(AT) + timedelta(days=3))
        service.drop_draft(draft_id=queries.scheduled_drafts()[0].id, actor=who.keeper, at=AT)

        assert start_due(AT + timedelta(days=9)) == 0
        with pytest.raises(NotFound):
            service.drop_draft(draft_id="nonsense", actor=who.keeper, at=AT)

    def test_refuses_nothing_a_past_day_and_a_closed_unit(self, who: make.County) -> None:
        draft(who, LAMP)
        for wrong in ({"starts_on": day_of(AT) - timedelta(days=1)}, {"starts_on": day_of(AT) + timedelta(days=999)}):
            with pytest.raises(Refused):
                publish(who, **wrong)
        close(make.ROADS)
        service.undo_rows(rows=[LAMP], actor=who.keeper, at=AT)
        with pytest.raises(Refused):
            publish(who)
        draft(who, WATER_ROW)
        with pytest.raises(Refused, match="县交通局"):
            publish(who)
        assert not RoutingVersion.objects.exists()

    def test_wrong_on_its_day_waits_and_says_so(self, who: make.County, caplog: pytest.LogCaptureFixture) -> None:
        draft(who, WATER_ROW)
        publish(who, starts_on=day_of(AT) + timedelta(days=1))
        close(make.ROADS)

        assert start_due(AT + timedelta(days=1)) == 0
        assert "waits" in caplog.text


def close(path: str) -> None:
    """A unit that was closed in spite of its rows, as tables of before may have it."""
    from minqing.directory.models import Organisation

    Organisation.objects.filter(path=path).update(closed_at=AT)


@pytest.mark.django_db
class TestRollBack:
    def test_puts_the_earlier_table_back_as_a_new_version(self, who: make.County) -> None:
        before = table()
        draft(who, LAMP, f"101:{TOWN}", lead_path=make.CHECKS)
        publish(who)
        number = service.roll_back(number=1, note="试得不好", actor=who.keeper, at=AT)

        assert table() == before
        version = queries.routing_versions()[0]
        assert (number, version.back_to, version.rows_set, version.rows_ended) == (3, 1, 1, 1)
        assert Fact.objects.get(kind="routing.rolled_back").qty == 2

    def test_keeps_first_what_was_changed_row_by_row(self, who: make.County) -> None:
        draft(who, LAMP)
        publish(who)
        service.set_routing_row(lead_path=make.CHECKS, matter_number=201, place_path=TOWN, actor=who.keeper, at=AT)
        service.roll_back(number=2, actor=who.keeper, at=AT)

        assert [one.number for one in queries.routing_versions()] == [4, 3, 2, 1]
        assert (201, TOWN) not in table()
        service.roll_back(number=3, actor=who.keeper, at=AT)
        assert (201, TOWN) in table()

    def test_refuses_what_cannot_be_put_back(self, who: make.County) -> None:
        draft(who, LAMP)
        publish(who)
        for number, wrong in ((9, NotFound), (2, Refused)):
            with pytest.raises(wrong):
                service.roll_back(number=number, actor=who.keeper, at=AT)
        close(make.ROADS)
        with pytest.raises(Refused, match="县交通局"):
            service.roll_back(number=1, actor=who.keeper, at=AT)
        with pytest.raises(NotAllowed):
            service.roll_back(number=1, actor=who.intake, at=AT)
        assert RoutingVersion.objects.count() == 2


@pytest.mark.django_db
class TestLint:
    def test_says_what_is_wrong_in_sentences(self, who: make.County) -> None:
        town = staff.unit(key="qingyuan", name="清源镇政府", place_path=TOWN).path
        keeper = {"actor": who.keeper, "at": AT}
        rows = [
            (101, make.COUNTY, make.WATER, "HL-04"),
            (101, TOWN, make.WATER, "HL-04"),
            (132, TOWN, make.ROADS, "HL-05"),
            (201, "139901/102/", town, "HL-04"),
        ]
        for matter, place, lead, rule in rows:
            service.set_routing_row(
                matter_number=matter, place_path=place, lead_path=lead, rule_id=rule, **keeper  # type: ignore[arg-type]
            )  # fmt: skip
        from minqing.cases.models import Matter

        RoutingRule.objects.filter(matter=201).update(ended=False)
        Matter.objects.filter(number=201).update(retired=True)
        close(make.ROADS)

        found = faults()
        assert ("closed", LAMP, True) in found
        assert ("same", f"101:{TOWN}", False) in found
        assert ("contradicts", f"132:{TOWN}", False) in found
        assert ("dead", "201:139901/102/", False) in found
        assert ("elsewhere", "201:139901/102/", False) in found
        sentences = " ".join(one.sentence for one in queries.routing_faults())
        assert "已撤销" in sentences
        assert "清源镇" in sentences
        kinds = [one.grave for one in queries.routing_faults()]
        assert kinds == sorted(kinds, reverse=True)

    def test_finds_a_row_that_never_gets_its_turn(self, who: make.County) -> None:
        service.set_routing_row(lead_path=make.CHECKS, place_path=TOWN, actor=who.keeper, at=AT)
        assert "shadowed" not in {kind for kind, _key, _grave in faults()}
        draft(who, *(f"{one.number}:{make.COUNTY}" for one in queries.matters()))
        view = queries.draft_view()
        assert view
        assert {one.kind for one in view.faults if one.key == f"0:{TOWN}"} == {"shadowed"}
        assert view.uncovered == ()
        assert view.may_publish

    def test_lists_matters_without_a_unit(self, who: make.County) -> None:
        draft(who, WATER_ROW)
        view = queries.draft_view()

        assert view
        assert 132 not in {one for one, _name, _group in view.uncovered}
        assert 201 in {one for one, _name, _group in view.uncovered}

    def test_a_clean_table_has_no_faults_of_its_rows(self, who: make.County) -> None:
        assert faults() == set()
        assert directory
