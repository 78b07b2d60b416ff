"""A retired matter and the one that follows it: what is open goes over, what is closed keeps its number."""

import pytest
from tests.cases.catalogue.test_importing import LEVELS, publish
from tests.factories import cases as make

from minqing.cases import queries, service
from minqing.cases.models import Entry, RoutingRule
from minqing.kernel.errors import NotAllowed, NotFound, Refused
from minqing.ledger.models import Fact
from minqing.ledger.queries import facts_about

AT = make.AT
SPLIT = LEVELS.replace("路灯不亮,street_light,路灯", "灯杆灯具,R101,路灯")


@pytest.mark.django_db
class TestFollow:
    def test_open_requests_go_over_and_closed_ones_stay(self, who: make.County) -> None:
        left = make.closed(who)
        waits = make.registered(matter_number=132)
        publish(who, SPLIT.replace("关键词", "关键词,原代码").replace("R101,路灯", "R101,路灯,street_light"))

        new = next(one.number for one in queries.matters() if one.code == "R101")
        assert (make.row(waits.number).matter, make.row(left.number).matter) == (new, 101)
        fact = [fact for fact in facts_about(make.row(waits.number).ref) if fact.kind == "case.matter_followed"]
        assert [(one.data["matter"], one.data["before"]) for one in fact] == [(new, 132)]
        assert Entry.objects.filter(kind="case.matter_followed", audience="office").count() == 1
        assert not Fact.objects.filter(kind="case.recategorised").exists()

    def test_rows_of_routing_go_over_and_one_of_the_new_matter_stays(self, who: make.County) -> None:
        town = {"place_path": "139901/101/", "actor": who.keeper, "at": AT}
        service.set_routing_row(lead_path=make.CHECKS, matter_number=132, **town)  # type: ignore[arg-type]
        publish(who, SPLIT)
        new = next(one.number for one in queries.matters() if one.code == "R101")
        service.set_routing_row(
            lead_path=make.WATER, matter_number=new, place_path=make.COUNTY, actor=who.keeper, at=AT
        )

        service.follow_matter(before_number=132, after_number=new, actor=who.keeper, at=AT)

        rows = {row.place_path: row.lead_path for row in RoutingRule.objects.filter(ended=False, matter=new)}
        assert rows == {make.COUNTY: make.WATER, "139901/101/": make.CHECKS}
        assert not RoutingRule.objects.filter(ended=False, matter=132).exists()

    def test_is_said_before_and_named_afterwards(self, who: make.County) -> None:
        make.registered(matter_number=132)
        report = publish(who, SPLIT, dry_run=True)
        assert [(one.number, one.requests, one.rows) for one in report.stranded] == [(132, 1, 1)]

        publish(who, SPLIT.replace("灯杆灯具", "路灯不亮"))
        waiting = queries.successions()[0]
        new = next(one.number for one in queries.matters() if one.code == "R101")
        assert (waiting.number, waiting.after_number, waiting.guess_number) == (132, None, new)
        service.follow_matter(before_number=132, after_number=new, actor=who.keeper, at=AT)

        assert next(one for one in queries.successions() if one.number == 132).after_number == new
        assert queries.matter_card(132, actor=who.intake).successor == (new, "路灯不亮")
        fact = Fact.objects.get(kind="matter.followed")
        assert (fact.qty, fact.d2, fact.d3) == (1, new, 132)

    def test_refuses_what_cannot_follow(self, who: make.County) -> None:
        publish(who, SPLIT)
        new = next(one.number for one in queries.matters() if one.code == "R101")
        follow = {"before_number": 132, "after_number": new, "actor": who.keeper, "at": AT}
        for change in ({"after_number": 201}, {"after_number": 132}):
            with pytest.raises(Refused):
                service.follow_matter(**follow | change)
        with pytest.raises(NotFound):
            service.follow_matter(**follow | {"before_number": 101})
        with pytest.raises(NotAllowed):
            service.follow_matter(**follow | {"actor": who.intake})
        service.follow_matter(**follow)
        with pytest.raises(Refused):
            service.follow_matter(**follow)

        assert Fact.objects.filter(kind="matter.followed").count() == 1

    def test_what_went_over_is_found_under_its_new_name(self, who: make.County) -> None:
        made = make.registered(matter_number=132)
        publish(who, SPLIT.replace("关键词", "关键词,原代码").replace("R101,路灯", "R101,路灯,street_light"))

        found = queries.search(who.intake, "灯杆灯具", at=AT)
        assert made.number in {one.line.number for one in found.items}
