"""What comes back unresolved for the third time goes on the government office's meeting list."""

from datetime import date, timedelta
from typing import Any

import pytest
from tests.cases.test_notices import channels, deliver, told  # noqa: F401  # the fixture works by its name
from tests.factories import cases as make

from minqing.cases import queries, service
from minqing.cases.access import CaseNotFound
from minqing.kernel.errors import Refused

AT = make.AT
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def sent_back(who: make.County, times: int) -> str:
    """A request whose answer was sent back so often."""
    made = make.in_hand(who)
    for number in range(times):
        at = AT + (number + 1) * DAY
        make.reply(who, made.number, at=at)
        service.rework(number=made.number, actor=who.verifier, at=at + HOUR, words="灯还是不亮。")
    return made.number


def decide(who: make.County, number: str, **changes: Any) -> None:
    fields: dict[str, Any] = {
        "meeting": "县政府第12次常务会议",
        "words": "拨款更换整条线路。",
        "lead_path": make.ROADS,
        "due_on": date(2026, 10, 20),
        "actor": who.overseer,
        "at": AT + 5 * DAY,
    }
    service.record_decision(number=number, **fields | changes)


def keys(who: make.County, number: str) -> set[str]:
    return {verb.key for verb in queries.case_card(number, actor=who.overseer, at=AT).verbs}


@pytest.mark.django_db
class TestTheMeetingList:
    def test_takes_in_what_came_back_for_the_third_time(self, who: make.County) -> None:
        assert "case.tabled" not in make.kinds(sent_back(who, 2))

        number = sent_back(who, 3)

        assert make.last(number, "case.tabled")["round"] == 3
        found = queries.tabled(who.overseer, at=AT + 5 * DAY).items
        assert [(one.number, one.rounds, one.unit_name, one.days) for one in found] == [(number, 3, "县水务局", 1)]
        assert queries.desk_counts(who.overseer, AT).tabled == "1"
        assert queries.tabled(who.intake, at=AT).items == ()
        assert "record_decision" in keys(who, number)
        deliver(AT + 6 * DAY)
        assert "cases.tell_tabled" in told(who.overseer)

    def test_counts_what_was_reopened_as_well_and_lists_it_once(self, who: make.County) -> None:
        made = make.closed(who)
        for number in range(4):
            at = AT + (2 + number) * DAY
            service.reopen(number=made.number, actor=who.intake, at=at, words="还没修好。")
            if number < 3:
                service.withdraw(number=made.number, actor=who.intake, at=at + HOUR, words="先记下。")

        assert make.kinds(made.number).count("case.tabled") == 1


@pytest.mark.django_db
class TestTheDecision:
    def test_says_what_by_whom_and_until_when_and_the_resident_reads_it(self, who: make.County) -> None:
        number = sent_back(who, 3)

        decide(who, number)

        assert queries.tabled(who.overseer, at=AT + 6 * DAY).items == ()
        done = queries.tabled(who.overseer, decided=True, at=AT + 6 * DAY).items[0]
        assert (done.meeting, done.lead_name, done.due_on) == ("县政府第12次常务会议", "县交通局", date(2026, 10, 20))
        assert make.last(number, "case.meeting_decided")["due_on"] == 20261020
        line = queries.case_card(number, actor=who.water, at=AT + 6 * DAY).history[-1]
        assert "拨款更换整条线路" in line.words
        assert "record_decision" not in keys(who, number)
        deliver(AT + 6 * DAY)
        assert "cases.tell_tabled" in told(who.water)

    @pytest.mark.parametrize(
        "wrong",
        [{"due_on": date(2026, 9, 1)}, {"lead_path": "139901/nowhere/"}, {"words": " "}, {"meeting": ""}],
    )
    def test_is_refused_where_it_does_not_fit(self, who: make.County, wrong: dict[str, Any]) -> None:
        number = sent_back(who, 3)

        with pytest.raises(Refused):
            decide(who, number, **wrong)

    def test_needs_a_request_on_the_list_and_an_overseer(self, who: make.County) -> None:
        with pytest.raises(Refused):
            decide(who, sent_back(who, 1))
        with pytest.raises(CaseNotFound):
            decide(who, sent_back(who, 3), actor=who.water)

    def test_comes_back_to_the_list_if_it_stays_unresolved(self, who: make.County) -> None:
        number = sent_back(who, 3)
        decide(who, number)

        make.reply(who, number, at=AT + 6 * DAY)
        service.rework(number=number, actor=who.verifier, at=AT + 6 * DAY + HOUR, words="还是不亮。")

        assert make.kinds(number).count("case.tabled") == 2
