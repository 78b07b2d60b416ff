"""A clock that stands still goes on by itself in the end, and meanwhile stands after what runs."""

from datetime import datetime, timedelta
from importlib import import_module

import pytest
from django.apps import apps
from django.db import connection
from django.utils.translation import override
from tests.cases.test_notices import channels, deliver, told  # noqa: F401  # the fixture works by its name
from tests.cases.test_plans import POSTGRES, plan
from tests.cases.test_suspending import ask, decide, due, question
from tests.factories import cases as make

from minqing.cases import queries, service, standing, ticking
from minqing.cases.folding import verify_cases
from minqing.cases.models import Case
from minqing.kernel.times import day_of
from minqing.rulebook import service as rulebook

AT = make.AT
MIGRATION = "minqing.cases.migrations.0017_who_agreed_that_a_clock_stands_still"
SECOND, HOUR, DAY = timedelta(seconds=1), timedelta(hours=1), timedelta(days=1)


@pytest.mark.django_db
class TestTheEnd:
    """The worker lets a clock go on whose time for standing still is over."""

    def test_of_a_question_comes_after_five_working_days(self, who: make.County) -> None:
        made = make.in_hand(who)
        promised = due(made.number)
        question(who, made.number, at=promised - SECOND)  # at one minute to six on the promised day, Thursday
        end = promised + 7 * DAY

        assert ticking.tick(end)["went_on"] == 0
        assert make.row(made.number).state == "asking"
        assert ticking.tick(end + SECOND)["went_on"] == 1
        ticking.tick(end + HOUR)

        case = make.row(made.number)
        assert (case.state, case.paused_at, case.overdue) == ("handling", None, False)
        assert case.due_at == end + DAY  # the promised day itself was not over, and five days were stood still
        assert make.kinds(made.number).count("case.answered") == 1
        assert make.last(made.number, "case.answered")["answered"] == 0
        assert case.questions.get().answered_at == end + SECOND
        assert list(verify_cases()) == []
        with override("zh-hans"):
            lines = queries.receipt_page(made.receipt, at=end + HOUR).history
        assert "没有等到回话，继续办理" in [str(line.title) for line in lines]
        assert "您已回话" not in [str(line.title) for line in lines]  # nobody puts words into her mouth
        deliver(end + HOUR)
        assert "cases.tell_holder" in told(who.water)

    def test_of_a_suspension_comes_after_twenty_working_days(self, who: make.County) -> None:
        made = make.in_hand(who)
        before = due(made.number)
        ask(who, made.number)
        decide(who, made.number)
        end = standing.ends_at(make.row(made.number))
        assert end is not None

        ticking.tick(end)
        assert make.row(made.number).state == "suspended"
        ticking.tick(end + SECOND)
        ticking.tick(end + HOUR)

        case = make.row(made.number)
        assert (case.state, case.paused_at) == ("handling", None)
        assert case.due_at > before
        assert make.kinds(made.number).count("case.resumed") == 1
        assert make.owed(made.number, "case.resumed") == {"cases.tell_holder"}
        assert make.owed(made.number, "case.promise_changed") == {"cases.tell_resident"}
        assert list(verify_cases()) == []
        with override("zh-hans"):
            card = queries.case_card(made.number, actor=who.water, at=end + HOUR)
        line = next(line for line in card.history if line.kind == "case.resumed")
        assert (str(line.title), str(line.who)) == ("暂停时间已到，继续计时", "到时自动")

    def test_is_not_waited_for_by_the_unit(self, who: make.County) -> None:
        made = make.in_hand(who)
        ask(who, made.number)
        decide(who, made.number)

        service.resume(number=made.number, actor=who.water, at=AT + DAY)

        with override("zh-hans"):
            titles = [str(line.title) for line in queries.receipt_page(made.receipt, at=AT + DAY).history]
        assert "暂停时间已到，继续计时" not in titles
        assert ticking.tick(AT + 60 * DAY)["went_on"] == 0

    def test_follows_the_rule_in_force_when_it_began(self, who: make.County) -> None:
        made = make.in_hand(who)
        question(who, made.number, at=AT + 3 * HOUR)
        tomorrow = AT + DAY
        rulebook.set_rule(rule_id="MQ-ASK", value=1, effective_from=day_of(tomorrow), actor=who.keeper, at=AT)

        ticking.tick(AT + 5 * DAY)

        assert make.row(made.number).state == "asking"

    def test_follows_that_rule_also_where_it_has_been_lengthened_since(self, who: make.County) -> None:
        made = make.in_hand(who)
        question(who, made.number, at=AT + 3 * HOUR)
        end = standing.ends_at(make.row(made.number))
        assert end is not None
        rulebook.set_rule(rule_id="MQ-ASK", value=10, effective_from=day_of(AT + DAY), actor=who.keeper, at=AT)

        assert ticking.tick(end)["went_on"] == 0
        assert ticking.tick(end + SECOND)["went_on"] == 1

    def test_is_found_by_an_index(self, who: make.County) -> None:
        question(who, make.in_hand(who).number, at=AT + 3 * HOUR)

        # With one row every way is as cheap; which one is taken would hang on what other tests have counted.
        found = plan(standing.over(AT + 30 * DAY)[:500], dear=("sort", "bitmapscan"))

        assert "case_open_paused" in found
        assert "Seq Scan" not in found
        assert POSTGRES or "paused_at<" in found


@pytest.mark.django_db
class TestWhatEndsItBesides:
    """A request that stands still is withdrawn, or taken back from its unit."""

    def test_a_unit_that_is_closed_off_leaves_the_days_that_it_stood(self, who: make.County) -> None:
        made = make.in_hand(who)
        promised = due(made.number)
        ask(who, made.number)
        decide(who, made.number)

        service.report_pressure(receipt=made.receipt, words="有人上门让我改口。", at=promised + 4 * DAY)

        case = make.row(made.number)
        assert case.due_at == promised + 10 * DAY  # seven working days; Sunday the 20th is worked
        assert (case.overdue, make.last(made.number, "case.stage_passed")["late"]) == (False, 0)
        assert "case.became_overdue" not in make.kinds(made.number)
        assert make.owed(made.number, "case.promise_changed") == {"cases.tell_resident"}
        assert list(verify_cases()) == []

    def test_withdrawing_moves_no_promise(self, who: make.County) -> None:
        made = make.in_hand(who)
        promised = due(made.number)
        ask(who, made.number)
        decide(who, made.number)

        service.withdraw_case(receipt=made.receipt, at=promised + 4 * DAY)

        assert (make.row(made.number).due_at, make.last(made.number, "case.withdrawn")["late"]) == (promised, 0)
        assert list(verify_cases()) == []

    def test_a_question_ends_with_it_so_that_another_unit_can_ask(self, who: make.County) -> None:
        taken, withdrawn = make.in_hand(who), make.in_hand(who)
        for made in (taken, withdrawn):
            question(who, made.number, at=AT + 3 * HOUR)
        service.bar_unit(number=taken.number, actor=who.intake, at=AT + 4 * HOUR, about_org_path=make.WATER)
        service.withdraw_case(receipt=withdrawn.receipt, at=AT + 4 * HOUR)
        service.reopen(number=withdrawn.number, actor=who.intake, at=AT + 5 * HOUR, words="她又要办了。")

        for made in (taken, withdrawn):
            assert make.row(made.number).questions.get().answered_at == AT + 4 * HOUR
            service.dispatch(number=made.number, actor=who.intake, at=AT + 6 * HOUR, lead_path=make.ROADS)
            service.acknowledge(number=made.number, actor=who.roads, at=AT + 7 * HOUR)
            service.ask_resident(number=made.number, actor=who.roads, at=AT + 8 * HOUR, question="在哪一段路？")
            service.answer_question(receipt=made.receipt, words="村口那一段。", at=AT + 9 * HOUR)

        assert list(verify_cases()) == []


@pytest.mark.django_db
class TestWhatBurnsFirst:
    def order(self, who: make.County, at: datetime) -> list[str]:
        return [line.number for line in queries.desk(who.water, queue="unit", at=at).items]

    def test_stands_after_all_that_runs_the_longest_standing_first(self, who: make.County) -> None:
        first, second, late = make.in_hand(who), make.in_hand(who), make.in_hand(who)
        later = make.in_hand(who, at=AT + DAY)
        for at, made in ((AT + 3 * HOUR, second), (AT + 4 * HOUR, first)):
            ask(who, made.number, at=at)
            decide(who, made.number, at=at)

        assert self.order(who, AT + 10 * DAY) == [late.number, later.number, second.number, first.number]
        assert list(verify_cases()) == []

    def test_takes_its_place_again_when_the_clock_goes_on(self, who: make.County) -> None:
        first, second = make.in_hand(who), make.in_hand(who, at=AT + DAY)
        question(who, first.number, at=AT + 3 * HOUR)
        assert self.order(who, AT + DAY) == [second.number, first.number]

        service.resume(number=first.number, actor=who.water, at=AT + 4 * HOUR)

        assert self.order(who, AT + DAY) == [first.number, second.number]

    def test_does_not_sink_with_a_question_once_it_is_late(self, who: make.County) -> None:
        late, running = make.in_hand(who), make.in_hand(who, at=AT + DAY)

        question(who, late.number, at=due(late.number) + HOUR)

        assert self.order(who, AT + 10 * DAY) == [late.number, running.number]
        assert list(verify_cases()) == []

    def test_stays_first_where_danger_was_named_meanwhile(self, who: make.County) -> None:
        danger, running = make.in_hand(who), make.in_hand(who)
        question(who, danger.number, at=AT + 3 * HOUR)
        service.answer_question(receipt=danger.receipt, words="闻到煤气味，有人昏倒了。", at=AT + 4 * HOUR)

        question(who, danger.number, at=AT + 5 * HOUR)

        assert self.order(who, AT + DAY) == [danger.number, running.number]

    def test_is_sorted_so_also_where_it_stood_before(self, who: make.County) -> None:
        standing_still, late, danger = make.in_hand(who), make.in_hand(who), make.in_hand(who)
        service.add_words(receipt=danger.receipt, words="闻到煤气味，有人昏倒了。", at=AT + 3 * HOUR)
        for made, at in ((standing_still, AT + 4 * HOUR), (danger, AT + 4 * HOUR), (late, due(late.number) + HOUR)):
            question(who, made.number, at=at)
        told = {made.number: make.row(made.number).burns_at for made in (standing_still, late, danger)}
        Case.objects.filter(pk=make.row(standing_still.number).pk).update(burns_at=due(standing_still.number))

        import_module(MIGRATION).sort_after_all(apps, connection.schema_editor())

        assert {number: make.row(number).burns_at for number in told} == told
        assert list(verify_cases()) == []

    def test_is_compared_with_the_facts(self, who: make.County) -> None:
        made = make.in_hand(who)
        question(who, made.number, at=AT + 3 * HOUR)
        Case.objects.filter(pk=make.row(made.number).pk).update(burns_at=AT)

        assert [difference.column for difference in verify_cases()] == ["burns_at"]
