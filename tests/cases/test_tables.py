"""Routing, offices and standard replies."""

import pytest
from tests.factories import cases as make

from minqing.cases import queries, service
from minqing.cases.models import RoutingRule
from minqing.cases.records import Registered
from minqing.cases.suggesting.asking import suggest_matters
from minqing.kernel.errors import NotAllowed, NotFound, Refused

AT = make.AT


@pytest.mark.django_db
class TestSetRoutingRow:
    def test_prefers_the_matter_then_the_nearest_place(self, who: make.County) -> None:
        town = {"place_path": "139901/101/", "actor": who.keeper, "at": AT}
        service.set_routing_row(lead_path=make.CHECKS, **town)
        here = make.registered(matter_number=101)
        lamp = make.registered(matter_number=132)
        there = make.registered(matter_number=101, place_path=make.OTHER_VILLAGE)

        def lead(made: Registered) -> str:
            card = queries.case_card(made.number, actor=who.intake, at=AT)
            assert card.routing
            return card.routing.lead_path

        assert (lead(here), lead(lamp), lead(there)) == (make.CHECKS, make.ROADS, make.WATER)

    def test_replaces_the_row_of_the_same_matter_and_place(self, who: make.County) -> None:
        row = service.set_routing_row(
            lead_path=make.CHECKS, matter_number=132, place_path=make.COUNTY, actor=who.keeper, at=AT
        )

        rows = [line for line in queries.routing_rows() if line.matter_number == 132]
        assert [(line.id, line.lead_path) for line in rows] == [(row, make.CHECKS)]

    def test_refuses_unknown_units_places_matters_rules_and_strangers(self, who: make.County) -> None:
        good = {"lead_path": make.WATER, "place_path": make.COUNTY, "actor": who.keeper, "at": AT}

        for change in (
            {"lead_path": "139901/x/"},
            {"place_path": "139901/x/"},
            {"matter_number": 999},
            {"rule_id": "XX-99"},
        ):
            with pytest.raises(Refused):
                service.set_routing_row(**good | change)  # type: ignore[arg-type]
        with pytest.raises(NotAllowed):
            service.set_routing_row(**good | {"actor": who.water})  # type: ignore[arg-type]


@pytest.mark.django_db
class TestEndRoutingRow:
    def test_never_ends_the_default_row(self, who: make.County) -> None:
        rows = queries.routing_rows()
        default = next(row for row in rows if row.is_default)
        other = next(row for row in rows if not row.is_default)

        with pytest.raises(Refused):
            service.end_routing_row(row_id=default.id, actor=who.keeper, at=AT)
        service.end_routing_row(row_id=other.id, actor=who.keeper, at=AT)
        with pytest.raises(NotFound):
            service.end_routing_row(row_id="nonsense", actor=who.keeper, at=AT)

        assert [row.id for row in queries.routing_rows()] == [default.id]

    def test_leaves_nothing_unrouted_even_without_any_row(self, who: make.County) -> None:
        RoutingRule.objects.all().delete()
        made = make.registered()

        card = queries.case_card(made.number, actor=who.intake, at=AT)

        assert card.routing
        assert card.routing.lead_path == make.CHECKS


@pytest.mark.django_db
class TestStandardReply:
    def test_is_kept_changed_and_retired(self, who: make.County) -> None:
        text = {"title": "路灯", "text": "已报修，三日内恢复。", "actor": who.keeper, "at": AT}
        kept = service.set_standard_reply(matter_number=132, **text)  # type: ignore[arg-type]
        service.set_standard_reply(**text | {"text": "已修好。"}, reply_id=kept)  # type: ignore[arg-type]

        assert [row.text for row in queries.standard_replies(actor=who.water)] == ["已修好。"]
        service.retire_standard_reply(reply_id=kept, actor=who.keeper, at=AT)
        assert queries.standard_replies(actor=who.water) == ()
        with pytest.raises(NotAllowed):
            service.set_standard_reply(**text | {"actor": who.water})  # type: ignore[arg-type]


@pytest.mark.django_db
class TestMatters:
    def test_are_loaded_once_and_suggested_from_their_key_words(self) -> None:
        first, again = service.load_matters(), service.load_matters()

        assert first == again == len(queries.matters()) >= 60
        named = {matter.number: matter.code for matter in queries.matters()}
        for words, code in (
            ("路灯坏了", "street_light"),
            ("家里没水，水压低", "water_supply"),
            ("老板拖欠工资", "wage"),
        ):
            first_one = suggest_matters(words).matters[0]
            assert named[first_one.number] == code
            assert all(word in words for word in first_one.because)
        assert suggest_matters("……").matters == ()
