"""Disputes over who handles a request: an arbiter with a clock of its own, and rulings that are kept."""

from datetime import UTC, datetime, timedelta

import pytest
from tests.cases.test_notices import channels, deliver, told  # noqa: F401  # the fixture works by its name
from tests.factories import cases as make

from minqing.cases import queries, service, ticking
from minqing.cases.models import Dispute, Precedent
from minqing.ledger.queries import facts_about

AT = make.AT  # Thursday 10:00 in the county
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
DUE = datetime(2026, 9, 4, 3, 30, tzinfo=UTC)
"""Eight working hours from Thursday 13:00: five until the offices close, three from half past eight on Friday."""


def returned(who: make.County, number: str, *, by: str, at: datetime) -> None:
    service.return_case(
        number=number, actor=getattr(who, by), at=at, reason="other_unit", words="按三定方案不属本单位。"
    )


def disputed(who: make.County) -> str:
    """A request that two units have returned; the second on Thursday at 13:00."""
    made = make.dispatched(who)
    returned(who, made.number, by="water", at=AT + HOUR)
    service.dispatch(number=made.number, actor=who.intake, at=AT + 2 * HOUR, lead_path=make.ROADS)
    returned(who, made.number, by="roads", at=AT + 3 * HOUR)
    return made.number


def rule(who: make.County, number: str, at: datetime) -> None:
    service.decide_dispute(
        number=number, actor=who.overseer, at=at, lead_path=make.WATER, words="路灯归水务局代管，先办。"
    )


def where(number: str, kind: str) -> list[str]:
    return [fact.org_path for fact in facts_about(make.row(number).ref) if fact.kind == kind]


@pytest.mark.django_db
class TestTheArbiter:
    def test_has_a_clock_of_its_own_in_working_hours(self, who: make.County) -> None:
        number = disputed(who)

        assert Dispute.objects.get().due_at == DUE
        assert where(number, "case.dispute_opened") == [make.CHECKS]
        assert make.last(number, "case.dispute_opened")["bounce"] == 2

    def test_finds_what_waits_with_who_returned_it_and_why(self, who: make.County) -> None:
        number = disputed(who)

        found = queries.open_disputes(who.overseer, at=AT + 4 * HOUR).items

        assert [(one.number, one.unit_name, one.words, one.bounce) for one in found] == [
            (number, "县交通局", "按三定方案不属本单位。", 2)
        ]
        assert queries.desk_counts(who.overseer, AT).disputes == "1"
        assert queries.open_disputes(who.intake, at=AT).items == ()

    def test_rules_once_and_the_ruling_is_kept(self, who: make.County) -> None:
        number = disputed(who)

        rule(who, number, AT + 5 * HOUR)

        assert make.last(number, "case.ruled")["late"] == 0
        assert where(number, "case.ruled") == [make.CHECKS]
        assert queries.open_disputes(who.overseer, at=AT + 5 * HOUR).items == ()
        kept = Precedent.objects.get()
        assert (kept.matter, kept.lead_path, kept.lead_name) == (101, make.WATER, "县水务局")
        assert (kept.words, kept.by) == ("路灯归水务局代管，先办。", str(who.overseer.ref))

    def test_is_counted_late(self, who: make.County) -> None:
        number = disputed(who)

        assert ticking.tick(DUE + HOUR)["rulings"] == 1
        assert ticking.tick(DUE + HOUR)["rulings"] == 0
        deliver(DUE + 2 * HOUR)
        rule(who, number, DUE + 3 * HOUR)

        assert where(number, "case.ruling_became_overdue") == [make.CHECKS]
        assert make.last(number, "case.ruled")["late"] == 1
        assert "cases.tell_arbiter" in told(who.overseer)

    def test_need_not_rule_on_what_has_left(self, who: make.County) -> None:
        number = disputed(who)

        service.withdraw(number=number, actor=who.intake, at=AT + 4 * HOUR, words="电话里说不用办了。")

        assert where(number, "case.dispute_ended") == [make.CHECKS]
        assert queries.open_disputes(who.overseer, at=AT + 5 * HOUR).items == ()

    def test_has_one_dispute_a_request_after_pressure_as_well(self, who: make.County) -> None:
        made = make.in_hand(who)

        service.report_pressure(receipt=made.receipt, words="有人打电话让我撤。", at=AT + 4 * HOUR)

        assert Dispute.objects.filter(ruled_at__isnull=True).count() == 1
        assert make.row(made.number).needs_ruling


@pytest.mark.django_db
class TestPrecedents:
    def test_come_nearest_first_then_newest_and_only_of_the_matter(self, who: make.County) -> None:
        rule(who, disputed(who), AT + 5 * HOUR)
        far = Precedent.objects.get()
        far.pk, far.place_path, far.at = "00000000-0000-7000-8000-000000000001", make.OTHER_VILLAGE, AT + DAY
        far.save(force_insert=True)

        found = queries.precedents_for(101, make.VILLAGE)

        assert [one.place_path for one in found] == [make.VILLAGE, make.OTHER_VILLAGE]
        assert [one.place_path for one in queries.precedents_for(101, "139901/")] == [make.OTHER_VILLAGE, make.VILLAGE]
        assert queries.precedents_for(132, make.VILLAGE) == ()

    def test_stand_beside_a_later_dispute(self, who: make.County) -> None:
        rule(who, disputed(who), AT + 5 * HOUR)

        later = disputed(who)

        line = queries.open_disputes(who.overseer, at=AT + 4 * HOUR).items[0]
        assert line.number == later
        assert [one.lead_name for one in line.precedents] == ["县水务局"]
