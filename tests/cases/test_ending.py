"""Ends without handling: who is told, who may open it again, and what still counts as late."""

from datetime import datetime, timedelta

import pytest
from django.utils.translation import override
from tests.cases.test_ticking import figures
from tests.factories import cases as make

from minqing.cases import measures, queries, service, ticking
from minqing.cases.folding import differences
from minqing.kernel.errors import Refused

AT = make.AT
SECOND, HOUR, DAY = timedelta(seconds=1), timedelta(hours=1), timedelta(days=1)


def withdrawn(who: make.County, *, at: datetime = AT + DAY, **changes: object) -> make.Registered:
    """A request that intake ended on the resident's word, as it says."""
    made = make.in_hand(who, **changes)  # type: ignore[arg-type]
    service.withdraw(number=made.number, actor=who.intake, at=at, words="电话里说不用办了。")
    return made


@pytest.mark.django_db
class TestWithdraw:
    def test_by_the_office_can_be_undone_by_the_resident(self, who: make.County) -> None:
        made = withdrawn(who)

        page = queries.receipt_page(made.receipt, at=AT + 2 * DAY)
        assert page.may_reopen
        with override("zh-hans"):
            assert "县民情服务中心" in str(page.sentence)
        service.reopen_by_resident(receipt=made.receipt, at=AT + 2 * DAY)

        case = make.row(made.number)
        assert (case.state, case.reopen_round, case.lead_path) == ("accepted", 1, "")
        assert make.last(made.number, "case.reopened")["by"] == 1
        assert list(differences(case)) == []

    def test_can_be_undone_until_the_rule_ends_and_not_a_second_later(self, who: make.County) -> None:
        first, second = withdrawn(who), withdrawn(who)
        until = queries.receipt_page(first.receipt, at=AT + 2 * DAY).reopen_until
        assert until is not None

        service.reopen_by_resident(receipt=first.receipt, at=until)
        with pytest.raises(Refused):
            service.reopen_by_resident(receipt=second.receipt, at=until + SECOND)

    def test_by_the_resident_is_hers_and_tells_who_had_it(self, who: make.County) -> None:
        made = make.in_hand(who)

        service.withdraw_case(receipt=made.receipt, at=AT + DAY)

        assert not queries.receipt_page(made.receipt, at=AT + DAY).may_reopen
        assert "cases.tell_holder" in make.owed(made.number, "case.withdrawn")

    def test_of_a_late_request_by_the_office_stays_late(self, who: make.County) -> None:
        made = make.in_hand(who)
        ticking.tick(AT + 20 * DAY)
        assert figures(measures.ON_TIME) == (0, 1)

        service.withdraw(number=made.number, actor=who.intake, at=AT + 20 * DAY, words="说不用办了。")

        assert figures(measures.ON_TIME) == (0, 1)
        assert figures(measures.OVERDUE) == (0, 0)
        assert figures(measures.WITHDRAWN_BY_OFFICE) == (1, 1)
        assert figures(measures.WITHDRAWN_LATE) == (1, 0)

    def test_by_the_resident_counts_against_nobody(self, who: make.County) -> None:
        made = make.in_hand(who)
        ticking.tick(AT + 20 * DAY)

        service.withdraw_case(receipt=made.receipt, at=AT + 20 * DAY)

        assert figures(measures.ON_TIME) == (0, 0)
        assert figures(measures.WITHDRAWN_BY_OFFICE) == (0, 1)

    def test_is_a_figure_of_the_overseer_and_of_the_unit(self, who: make.County) -> None:
        withdrawn(who, at=AT + 20 * DAY)

        page = queries.oversight(who.overseer, at=AT + 21 * DAY, start=AT.date(), end=(AT + 60 * DAY).date())

        assert [figure.part for figure in page.figures if figure.key == "cases.withdrawn_by_office"] == [1]
        unit = next(line for line in page.units if line.path == make.WATER)
        assert (unit.closed, unit.late, unit.withdrawn_late) == (0, 0, 1)


@pytest.mark.django_db
class TestDecline:
    def test_can_be_opened_again_by_the_resident_with_what_she_asked_for(self, who: make.County) -> None:
        made = make.registered()
        service.decline(
            number=made.number, actor=who.intake, at=AT + HOUR, reason="outside_duties", words="这不归政府管。"
        )

        assert queries.receipt_page(made.receipt, at=AT + DAY).may_reopen
        service.reopen_by_resident(receipt=made.receipt, at=AT + DAY)

        case = make.row(made.number)
        assert (case.state, case.decline_reason) == ("accepted", None)
        assert case.demands.count() == 1
        service.dispatch(number=made.number, actor=who.intake, at=AT + DAY + HOUR)
        assert list(differences(make.row(made.number))) == []


@pytest.mark.django_db
class TestDivert:
    def test_can_be_opened_again_when_nobody_came(self, who: make.County) -> None:
        made = make.registered(words="楼道里闻到很浓的煤气味。")
        service.divert(number=made.number, actor=who.intake, at=AT + HOUR, call="119", words="119接警。")

        assert queries.receipt_page(made.receipt, at=AT + DAY).may_reopen
        service.reopen_by_resident(receipt=made.receipt, at=AT + DAY)

        assert make.row(made.number).state == "accepted"
        assert list(differences(make.row(made.number))) == []
