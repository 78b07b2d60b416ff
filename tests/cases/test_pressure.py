"""“I was put under pressure.”"""

from datetime import timedelta
from typing import Any, ClassVar

import pytest
from tests.factories import cases as make

from minqing.cases import queries, service
from minqing.cases.access import CaseNotFound
from minqing.cases.folding import differences
from minqing.kernel.errors import Conflict, NotFound, Refused

AT = make.AT
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
WORDS = "局里李师傅打13800001234叫我撤诉。"


@pytest.mark.django_db
class TestReportPressure:
    def test_goes_outside_the_chain_and_takes_it_from_the_unit_at_once(self, who: make.County) -> None:
        made = make.in_hand(who)

        service.report_pressure(receipt=made.receipt, words=WORDS, at=AT + DAY)

        case = make.row(made.number)
        assert (case.state, case.lead_path, case.needs_ruling) == ("accepted", "", True)
        for actor in (who.water, who.water_head):
            with pytest.raises(CaseNotFound):
                service.open_case(number=made.number, actor=actor, at=AT + DAY)
        lines = queries.pressure_reports(who.pressure, at=AT + DAY)
        assert [line.number for line in lines] == [made.number]
        assert "13800001234" not in lines[0].words
        assert make.owed(made.number, "pressure.reported") == {"cases.tell_pressure_desk"}
        assert list(differences(case)) == []

    def test_is_seen_by_nobody_else(self, who: make.County) -> None:
        made = make.in_hand(who)
        service.report_pressure(receipt=made.receipt, words=WORDS, at=AT + DAY)

        for actor in (who.intake, who.overseer, who.roads):
            assert queries.pressure_reports(actor, at=AT + DAY) == ()
        assert "撤诉" not in repr(queries.case_card(made.number, actor=who.overseer, at=AT + DAY))

    def test_freezes_a_closed_request_too(self, who: make.County) -> None:
        made = make.closed(who)

        service.report_pressure(receipt=made.receipt, words=WORDS, at=AT + 3 * DAY)

        assert make.row(made.number).state == "closed"
        with pytest.raises(CaseNotFound):
            queries.case_card(made.number, actor=who.water, at=AT + 3 * DAY)
        assert list(differences(make.row(made.number))) == []

    def test_lets_the_overseer_give_it_to_somebody_else_only(self, who: make.County) -> None:
        made = make.in_hand(who)
        service.report_pressure(receipt=made.receipt, words=WORDS, at=AT + DAY)
        decide = {"number": made.number, "actor": who.overseer, "at": AT + DAY + HOUR, "words": "换单位办。"}

        with pytest.raises(Refused):
            service.decide_dispute(lead_path=make.WATER, **decide)
        service.decide_dispute(lead_path=make.ROADS, **decide)

        assert make.row(made.number).lead_path == make.ROADS


@pytest.mark.django_db
class TestAcknowledgePressure:
    def test_is_taken_up_once_by_the_office_in_charge(self, who: make.County) -> None:
        made = make.in_hand(who)
        service.report_pressure(receipt=made.receipt, words=WORDS, at=AT + DAY)
        report = queries.pressure_reports(who.pressure, at=AT + DAY)[0]

        with pytest.raises(NotFound):
            service.acknowledge_pressure(report_id=report.id, actor=who.intake, at=AT + DAY + HOUR)
        service.acknowledge_pressure(report_id=report.id, actor=who.pressure, at=AT + DAY + HOUR)
        with pytest.raises(Conflict):
            service.acknowledge_pressure(report_id=report.id, actor=who.pressure, at=AT + DAY + 2 * HOUR)

        assert make.last(made.number, "pressure.acknowledged") == {"matter": 101, "late": 0, "hours": 1}


@pytest.mark.django_db
class TestByUnit:
    PERIOD: ClassVar[dict[str, Any]] = {"start": AT.date(), "end": (AT + 5 * DAY).date(), "least": 5}

    def test_names_the_unit_that_handled_in_the_fact(self, who: make.County) -> None:
        made = make.in_hand(who)

        service.report_pressure(receipt=made.receipt, words=WORDS, at=AT + DAY)

        assert make.last(made.number, "pressure.reported")["unit"] == make.WATER

    def test_is_counted_for_oversight_and_names_no_unit_with_a_few(self, who: make.County) -> None:
        for _ in range(5):
            service.report_pressure(receipt=make.in_hand(who).receipt, words=WORDS, at=AT + DAY)
        service.report_pressure(receipt=make.dispatched(who, to=make.ROADS).receipt, words=WORDS, at=AT + DAY)

        found = queries.pressure_by_unit(who.overseer, **self.PERIOD)

        assert found is not None
        assert (found.units, found.few, found.least) == (((make.NAMES[make.WATER], 5),), 1, 5)
        assert queries.pressure_by_unit(who.water_head, **self.PERIOD) is None

    def test_tells_nobody_of_her_own_unit(self, who: make.County) -> None:
        service.report_pressure(receipt=make.dispatched(who, to=make.CHECKS).receipt, words=WORDS, at=AT + DAY)

        found = queries.pressure_by_unit(who.overseer, **self.PERIOD)

        assert found is not None
        assert (found.units, found.few) == ((), 0)
