"""A closed unit takes in nothing any more: what hangs on it keeps it open, and nothing new is led to it."""

from datetime import timedelta
from typing import Any

import pytest
from tests.factories import cases as make
from tests.factories.directory import founder

from minqing.cases import queries, service
from minqing.cases.codes import Duty
from minqing.cases.folding import differences
from minqing.cases.models import Office
from minqing.directory import queries as directory
from minqing.directory import service as directory_service
from minqing.directory.models import Organisation
from minqing.directory.service.organisations import UnableToChangeUnit
from minqing.kernel.errors import Refused

AT = make.AT
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def close(path: str) -> None:
    """Close a unit as an administrator does: its posts first."""
    for post in directory.posts_in(path):
        directory_service.vacate_post(post_id=post.id, actor=founder(), at=AT)
        directory_service.close_post(post_id=post.id, actor=founder(), at=AT)
    directory_service.close_organisation(path=path, actor=founder(), at=AT)


def closed_before(*paths: str) -> None:
    """A unit that was closed when nobody looked at what hung on it."""
    Organisation.objects.filter(path__in=paths).update(closed_at=AT)


def why_not(path: str) -> str:
    """What closing it says."""
    with pytest.raises(UnableToChangeUnit) as refused:
        close(path)
    assert directory.organisation(path).is_open
    return str(refused.value)


@pytest.mark.django_db
class TestCloseOrganisation:
    def test_counts_the_open_requests_that_lie_there_or_below(self, who: make.County) -> None:
        lying = [make.dispatched(who, to=make.ROADS).number for _ in range(2)]
        service.set_routing_row(
            lead_path=make.CHECKS, matter_number=132, place_path=make.COUNTY, actor=who.keeper, at=AT
        )

        assert "还有 2 件没有办结的诉求" in why_not(make.ROADS)
        for number in lying:
            service.withdraw(number=number, actor=who.intake, at=AT + 2 * HOUR, words="已经自己解决了。")
        close(make.ROADS)

        assert not directory.organisation(make.ROADS).is_open

    def test_counts_the_rows_of_routing_that_lead_there(self, who: make.County) -> None:
        assert "派单表里还有 1 行" in why_not(make.ROADS)

    def test_names_the_duties_it_has(self, who: make.County) -> None:
        said = why_not(make.CHECKS)

        assert "监督、施压反映" in said
        assert "派单表里还有" not in said

    def test_counts_reports_of_pressure_that_nobody_took_up(self, who: make.County) -> None:
        made = make.closed(who)
        service.report_pressure(receipt=made.receipt, words="局里叫我撤诉。", at=AT + 3 * DAY)
        for duty in ("oversee", "pressure"):
            service.set_office(duty=duty, org_path=make.CENTRE, place_path=make.COUNTY, actor=who.keeper, at=AT)

        assert "还有 1 件施压反映" in why_not(make.CHECKS)

    def test_says_everything_at_once(self, who: make.County) -> None:
        make.dispatched(who, to=make.ROADS)

        with pytest.raises(UnableToChangeUnit) as refused:
            directory_service.close_organisation(path=make.ROADS, actor=founder(), at=AT)

        for part in ("还有 1 件没有办结的诉求", "派单表里还有 1 行", "岗位"):
            assert part in str(refused.value)


@pytest.mark.django_db
class TestRouting:
    def test_passes_over_a_row_that_leads_to_a_closed_unit(self, who: make.County) -> None:
        closed_before(make.ROADS)
        made = make.registered(matter_number=132)

        routing = queries.case_card(made.number, actor=who.intake, at=AT).routing
        service.accept_and_dispatch(number=made.number, actor=who.intake, at=AT + HOUR)

        assert routing
        assert (routing.lead_path, str(routing.why)) == (make.WATER, "派单表里的单位已经撤销")
        assert make.row(made.number).lead_path == make.WATER
        assert list(differences(make.row(made.number))) == []

    def test_goes_to_the_intake_office_where_the_default_is_closed_too(self, who: make.County) -> None:
        closed_before(make.ROADS, make.WATER)
        made = make.registered(matter_number=132)

        service.accept_and_dispatch(number=made.number, actor=who.intake, at=AT + HOUR)

        assert make.row(made.number).lead_path == make.CENTRE

    @pytest.mark.parametrize("part", [{"lead_path": make.ROADS}, {"co_paths": [make.ROADS]}])
    def test_hands_nothing_to_a_closed_unit(self, who: make.County, part: dict[str, Any]) -> None:
        closed_before(make.ROADS)
        made = make.registered(matter_number=101)
        service.accept(number=made.number, actor=who.intake, at=AT + HOUR)

        with pytest.raises(Refused, match="已经撤销") as refused:
            service.dispatch(number=made.number, actor=who.intake, at=AT + HOUR, **part)

        assert "县交通局" in str(refused.value)
        assert make.row(made.number).state == "accepted"

    def test_lets_no_row_and_no_duty_name_a_closed_unit(self, who: make.County) -> None:
        closed_before(make.ROADS)
        where: dict[str, Any] = {"place_path": make.COUNTY, "actor": who.keeper, "at": AT}

        with pytest.raises(Refused, match="已经撤销"):
            service.set_routing_row(lead_path=make.ROADS, **where)
        with pytest.raises(Refused, match="已经撤销"):
            service.set_office(duty="intake", org_path=make.ROADS, **where)

    def test_asks_no_closed_unit_to_answer_an_order(self, who: make.County) -> None:
        made = make.dispatched(who, to=make.ROADS)
        closed_before(make.ROADS)

        with pytest.raises(Refused, match="已经撤销"):
            service.supervise(number=made.number, actor=who.overseer, at=AT + DAY, words="请说明。")

        assert make.row(made.number).supervised is False


@pytest.mark.django_db
class TestOffices:
    def test_a_request_comes_in_at_the_next_office_that_is_open(self, who: make.County) -> None:
        town: dict[str, Any] = {"place_path": "139901/101/", "actor": who.keeper, "at": AT}
        service.set_office(duty="intake", org_path=make.ROADS, **town)
        closed_before(make.ROADS)
        first = make.registered()
        closed_before(make.CENTRE)
        second = make.registered()

        assert make.row(first.number).intake_path == make.CENTRE
        assert make.row(second.number).intake_path == make.CHECKS

    def test_an_answer_is_verified_by_an_office_that_is_open(self, who: make.County) -> None:
        made = make.in_hand(who)
        service.set_office(duty="verify", org_path=make.ROADS, place_path=make.COUNTY, actor=who.keeper, at=AT)
        closed_before(make.ROADS)

        make.reply(who, made.number, at=AT + DAY)

        assert make.row(made.number).stage_path == make.CHECKS

    def test_a_report_of_pressure_goes_to_an_office_that_is_open(self, who: make.County) -> None:
        made = make.closed(who)
        service.set_office(duty="pressure", org_path=make.ROADS, place_path=make.COUNTY, actor=who.keeper, at=AT)
        closed_before(make.ROADS)

        service.report_pressure(receipt=made.receipt, words="局里叫我撤诉。", at=AT + 3 * DAY)

        assert [line.number for line in queries.pressure_reports(who.pressure, at=AT + 3 * DAY)] == [made.number]

    def test_a_request_opened_again_does_not_return_to_an_intake_office_that_has_closed(self, who: make.County) -> None:
        made = make.closed(who)
        service.set_office(duty="intake", org_path=make.CHECKS, place_path=make.COUNTY, actor=who.keeper, at=AT)
        closed_before(make.CENTRE)

        service.reopen_by_resident(receipt=made.receipt, at=AT + 3 * DAY)

        case = make.row(made.number)
        assert (case.state, case.intake_path, case.stage_path) == ("accepted", make.CHECKS, make.CHECKS)
        assert list(differences(case)) == []


@pytest.mark.django_db
class TestUnmannedDuties:
    def test_are_none_while_every_office_can_do_its_duty(self, who: make.County) -> None:
        assert queries.unmanned_duties(at=AT) == ()

    def test_name_an_office_that_is_closed(self, who: make.County) -> None:
        closed_before(make.CHECKS)

        found = queries.unmanned_duties(at=AT)

        assert [(one.duty, one.code) for one in found] == [("oversee", "closed"), ("pressure", "closed")]
        assert "施压反映：县督查室已经撤销" in found[1].why

    def test_name_an_office_whose_last_holder_left(self, who: make.County) -> None:
        directory_service.vacate_post(post_id=who.pressure.ref.id, actor=founder(), at=AT)

        (one,) = queries.unmanned_duties(at=AT)

        assert (one.duty, one.code, one.org_path) == ("pressure", "nobody", make.CHECKS)

    def test_judge_each_place_by_itself(self, who: make.County) -> None:
        town = "139901/101/"
        service.set_office(duty="intake", org_path=make.ROADS, place_path=town, actor=who.keeper, at=AT)

        (one,) = queries.unmanned_duties(at=AT)

        assert (one.duty, one.place_path, one.code) == ("intake", town, "nobody")

    def test_name_a_duty_that_no_office_has_for_the_county(self, who: make.County) -> None:
        Office.objects.filter(duty=Duty.PRESSURE).delete()

        (one,) = queries.unmanned_duties(at=AT)

        assert (one.duty, one.code, one.org_path) == ("pressure", "unset", make.COUNTY)

    def test_ask_two_questions_while_all_is_well(self, who: make.County, django_assert_max_num_queries: Any) -> None:
        queries.unmanned_duties(at=AT)

        with django_assert_max_num_queries(3):
            queries.unmanned_duties(at=AT)
