"""The clock at work, and reading requests again from their facts."""

from datetime import datetime, timedelta

import pytest
from tests.factories import cases as make

from minqing.cases import measures, queries, service, ticking
from minqing.cases.folding import differences, verify_cases
from minqing.cases.models import Case, Rating
from minqing.kernel.times import day_of
from minqing.ledger.queries import facts_about, tally
from minqing.rulebook import service as rulebook

AT = make.AT
SECOND, HOUR, DAY = timedelta(seconds=1), timedelta(hours=1), timedelta(days=1)


def figures(measure: measures.Measure, *, until: timedelta = 60 * DAY) -> tuple[int, int]:
    found = tally(measure, org_path=make.COUNTY, place_path=make.COUNTY, start=day_of(AT), end=day_of(AT + until))
    return found.part, found.whole


@pytest.mark.django_db
class TestOverdue:
    def test_is_marked_one_second_after_the_promise_once(self, who: make.County) -> None:
        made = make.in_hand(who)
        due = make.row(made.number).due_at

        ticking.tick(due)
        assert not make.row(made.number).overdue
        ticking.tick(due + SECOND)
        ticking.tick(due + HOUR)

        assert make.row(made.number).overdue
        assert make.kinds(made.number).count("case.became_overdue") == 1
        assert figures(measures.OVERDUE) == (1, 0)
        assert queries.receipt_page(made.receipt, at=due + HOUR).apology

    def test_stands_still_while_the_clock_does(self, who: make.County) -> None:
        made = make.in_hand(who)
        make.suspend(who, made.number, at=AT + 3 * HOUR, reason="parts", words="等货。")

        ticking.tick(AT + 30 * DAY)

        assert not make.row(made.number).overdue

    def test_moves_with_the_request_and_leaves_with_it(self, who: make.County) -> None:
        made = make.dispatched(who)
        ticking.tick(AT + 20 * DAY)
        case = make.row(made.number)
        assert case.overdue
        service.acknowledge(number=made.number, actor=who.water, at=AT + 20 * DAY)
        make.reply(who, made.number, at=AT + 20 * DAY + HOUR)
        service.verify(number=made.number, actor=who.verifier, at=AT + 21 * DAY, result="done", words="看过。")
        service.close(number=made.number, actor=who.verifier, at=AT + 21 * DAY + HOUR)

        assert make.last(made.number, "case.closed")["late"] == 1
        assert figures(measures.OVERDUE) == (0, 0)
        assert figures(measures.ON_TIME) == (0, 1)

    def test_counts_what_lies_unanswered_against_on_time(self, who: make.County) -> None:
        make.closed(who)
        make.in_hand(who)
        ticking.tick(AT + 20 * DAY)

        assert figures(measures.ON_TIME) == (1, 2)
        assert figures(measures.OPEN) == (1, 0)


@pytest.mark.django_db
class TestDue:
    def test_counts_each_promise_on_its_day_with_or_without_an_answer(self, who: make.County) -> None:
        answered, open_still = make.closed(who), make.in_hand(who)

        ticking.tick(AT + 20 * DAY)
        ticking.tick(AT + 21 * DAY)

        assert make.last(answered.number, "case.due")["late"] == 0
        assert make.last(open_still.number, "case.due")["late"] == 1
        assert figures(measures.DUE_CLOSED) == (1, 2)


@pytest.mark.django_db
class TestReminders:
    def test_speak_in_working_hours_only(self, who: make.County) -> None:
        made = make.in_hand(who)
        thursday_night = AT.replace(day=10, hour=14)

        ticking.tick(thursday_night)
        assert "case.reminded" not in make.kinds(made.number)
        ticking.tick(thursday_night + 12 * HOUR)

        assert make.last(made.number, "case.reminded")["level"] == 2
        assert make.owed(made.number, "case.reminded") == {"cases.tell_reminded"}

    def test_grow_louder_once_each(self, who: make.County) -> None:
        made = make.in_hand(who)

        for day in (8, 9, 10, 11, 12, 14, 15, 16):
            ticking.tick(AT.replace(day=day))

        levels = [fact["level"] for fact in _all(made.number, "case.reminded")]
        assert levels == [1, 2, 3]

    def test_begin_as_early_as_the_county_says(self, who: make.County) -> None:
        made = make.in_hand(who)
        due = make.row(made.number).stage_due_at
        rulebook.set_rule(rule_id="MQ-SOON", value=3, effective_from=day_of(AT), actor=who.keeper, at=AT)

        ticking.tick(due - 2 * DAY - 3 * HOUR)

        assert [fact["level"] for fact in _all(made.number, "case.reminded")] == [1]

    def test_reach_the_head_of_the_unit_when_the_county_says(self, who: make.County) -> None:
        made = make.in_hand(who)
        due = make.row(made.number).stage_due_at
        rulebook.set_rule(rule_id="MQ-ESCALATE", value=3, effective_from=day_of(AT), actor=who.keeper, at=AT)

        ticking.tick(due + 4 * DAY - HOUR)  # Thursday's promise; Monday, two working days later
        assert [fact["level"] for fact in _all(made.number, "case.reminded")] == [2]
        ticking.tick(due + 6 * DAY - HOUR)

        assert [fact["level"] for fact in _all(made.number, "case.reminded")] == [2, 3]


def _all(number: str, kind: str) -> list[dict]:
    return [fact.data for fact in make.facts_about(make.row(number).ref) if fact.kind == kind]


@pytest.mark.django_db
class TestLapse:
    def test_leaves_an_unanswered_request_unverified_for_good(self, who: make.County) -> None:
        made = make.closed(who)

        ticking.tick(AT + 40 * DAY)
        ticking.tick(AT + 41 * DAY)

        assert make.kinds(made.number).count("rating.lapsed") == 1
        assert queries.receipt_page(made.receipt, at=AT + 41 * DAY).rating.state == "lapsed"
        assert figures(measures.UNVERIFIED) == (1, 1)


@pytest.mark.django_db
class TestSettlePromise:
    def test_moves_a_provisional_promise_openly_when_the_calendar_comes(self, who: make.County) -> None:
        late_december = AT.replace(month=12, day=30)
        made = make.in_hand(who, at=late_december)
        before = make.row(made.number)
        assert before.due_provisional
        new_year = "date,name,is_working_day,notice,source_url\n" + "".join(
            f"{day},{name},0,试,\n"
            for day, name in (("2027-01-01", "元旦"), ("2027-01-04", "元旦"), ("2027-10-01", "国庆节"))
        )

        ticking.tick(late_december + DAY)
        assert make.row(made.number).due_at == before.due_at
        rulebook.load_calendar(actor=who.keeper, at=late_december + DAY, data=new_year.encode())
        ticking.tick(late_december + DAY + HOUR)

        case = make.row(made.number)
        assert not case.due_provisional
        assert case.due_at == before.due_at + 2 * DAY
        assert make.last(made.number, "case.promise_changed")["reason"] == 1
        assert make.owed(made.number, "case.promise_changed") == {"cases.tell_resident"}


@pytest.mark.django_db
class TestVerifyCases:
    def test_finds_nothing_after_a_life_with_everything_in_it(self, who: make.County) -> None:
        made = make.in_hand(who)
        number = made.number
        service.ask_resident(number=number, actor=who.water, at=AT + DAY, question="哪一盏？")
        service.answer_question(receipt=made.receipt, words="东头", at=AT + 4 * DAY)
        service.ask_extension(number=number, actor=who.water, at=AT + 4 * DAY, days=2, reason="等货")
        service.decide_extension(number=number, actor=who.water_head, at=AT + 5 * DAY, decision="approve", words="等货")
        make.reply(who, number, at=AT + 20 * DAY)
        service.rework(number=number, actor=who.verifier, at=AT + 21 * DAY, words="没好")
        make.reply(who, number, at=AT + 22 * DAY)
        service.verify(number=number, actor=who.verifier, at=AT + 23 * DAY, result="done", words="好了")
        service.close(number=number, actor=who.verifier, at=AT + 24 * DAY)
        service.reopen_by_resident(receipt=made.receipt, at=AT + 25 * DAY)
        ticking.tick(AT + 60 * DAY)

        assert list(verify_cases()) == []

    def test_names_a_column_that_somebody_changed_by_hand(self, who: make.County) -> None:
        made = make.in_hand(who)
        case = make.row(made.number)
        Case.objects.filter(pk=case.pk).update(due_at=case.due_at + DAY, bounce=1)

        found = {difference.column for difference in differences(make.row(made.number))}

        assert found == {"due_at", "bounce"}


def moments(number: str) -> dict[str, datetime]:
    return {fact.kind: fact.happened_at for fact in facts_about(make.row(number).ref)}


@pytest.mark.django_db
class TestTickCase:
    """A history told afterwards: the clock speaks at its own moments, not when somebody looks years later."""

    def test_counts_the_due_day_and_the_broken_promise_on_their_day(self, who: make.County) -> None:
        made = make.in_hand(who)
        due = make.row(made.number).due_at

        ticking.tick_case(made.number, since=AT, before=due + 90 * DAY)
        ticking.tick(due + 90 * DAY)

        facts = moments(made.number)
        assert facts["case.due"] == facts["case.became_overdue"] == due + ticking.LOOKS_AFTER
        assert make.kinds(made.number).count("case.due") == 1

    def test_says_nothing_before_its_time(self, who: make.County) -> None:
        made = make.in_hand(who)

        ticking.tick_case(made.number, since=AT, before=make.row(made.number).due_at)

        assert not {"case.due", "case.became_overdue"} & set(make.kinds(made.number))

    def test_speaks_after_what_was_done_last(self, who: make.County) -> None:
        made = make.in_hand(who)
        due = make.row(made.number).due_at

        ticking.tick_case(made.number, since=due + DAY, before=due + 2 * DAY)

        facts = moments(made.number)
        assert facts["case.due"] == due + DAY + ticking.LOOKS_AFTER

    def test_lets_a_silent_rating_lapse_on_its_day(self, who: make.County) -> None:
        made = make.closed(who)
        expires = Rating.objects.get(case_id=make.row(made.number).pk).expires_at

        ticking.tick_case(made.number, since=AT, before=expires + 90 * DAY)

        facts = moments(made.number)
        assert facts["rating.lapsed"] == expires + ticking.LOOKS_AFTER
