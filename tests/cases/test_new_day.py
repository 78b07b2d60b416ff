"""A late request gets a new day, openly, and stays late."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.utils.translation import override
from tests.cases.test_ticking import figures
from tests.factories import cases as make

from minqing.cases import measures, queries, service, ticking
from minqing.cases.folding import differences
from minqing.kernel.errors import NotAllowed, Refused

AT = make.AT
SECOND, HOUR, DAY = timedelta(seconds=1), timedelta(hours=1), timedelta(days=1)
LATE = AT.replace(day=14)  # Monday; it was promised for Thursday 10 September, 18:00
NEW = date(2026, 9, 18)
NEW_MOMENT = AT.replace(day=18, hour=10)  # Friday 18:00 in the county


def late(who: make.County) -> make.Registered:
    made = make.in_hand(who)
    ticking.tick(LATE)
    return made


def propose(who: make.County, number: str, **changes: Any) -> None:
    asked: dict[str, Any] = {"actor": who.water, "at": LATE + HOUR, "new_on": NEW, "reason": "灯杆要定做。"}
    service.give_new_day(number=number, **asked | changes)


def decide(who: make.County, number: str, decision: str = "approve", **changes: Any) -> None:
    decided: dict[str, Any] = {"actor": who.water_head, "at": LATE + 2 * HOUR, "words": "因为灯杆要定做"}
    service.decide_extension(number=number, decision=decision, **decided | changes)


def apology(made: make.Registered, at: datetime) -> str:
    with override("zh-hans"):
        return str(queries.receipt_page(made.receipt, at=at).apology)


@pytest.mark.django_db
class TestGiveNewDay:
    def test_tells_the_resident_the_new_day_and_why_after_somebody_else_agreed(self, who: make.County) -> None:
        made = late(who)
        propose(who, made.number)
        assert make.owed(made.number, "case.new_day_asked") == {"cases.tell_approver"}

        decide(who, made.number)

        case = make.row(made.number)
        assert (case.new_due_at, case.stage_due_at) == (NEW_MOMENT, NEW_MOMENT)
        assert case.promise_changes.get().due_at == NEW_MOMENT
        assert make.owed(made.number, "case.promise_changed") == {"cases.tell_resident"}
        assert make.owed(made.number, "case.new_day_given") == {"cases.tell_holder"}
        words = apology(made, LATE + DAY)
        assert words.startswith("晚了，对不起。")
        assert "9月10日" in words
        assert "9月18日" in words
        assert words.endswith("因为：灯杆要定做")

    def test_leaves_the_request_late_by_its_first_promise(self, who: make.County) -> None:
        made = late(who)
        propose(who, made.number)
        decide(who, made.number)
        assert figures(measures.ON_TIME) == (0, 1)

        make.reply(who, made.number, at=LATE + DAY)

        case = make.row(made.number)
        assert case.due_at == case.first_due_at
        assert case.overdue
        assert make.last(made.number, "case.replied")["late"] == 1
        assert make.last(made.number, "case.stage_passed")["late"] == 1
        assert list(differences(case)) == []

    def test_is_never_decided_by_who_proposed_it(self, who: make.County) -> None:
        made = late(who)
        propose(who, made.number, actor=who.water_head)

        with pytest.raises(NotAllowed):
            decide(who, made.number)

    def test_leaves_everything_as_it_was_when_refused(self, who: make.County) -> None:
        made = late(who)
        propose(who, made.number)

        decide(who, made.number, "refuse")

        assert make.row(made.number).new_due_at is None
        assert not make.row(made.number).promise_changes.exists()
        assert "case.new_day_given" not in make.kinds(made.number)

    def test_wants_a_working_day_ahead_within_the_rule(self, who: make.County) -> None:
        made = late(who)

        for wrong in (LATE.date(), date(2026, 9, 19), date(2026, 12, 1), date(2026, 9, 1)):
            with pytest.raises(Refused):
                propose(who, made.number, new_on=wrong)
        propose(who, made.number)
        with pytest.raises(Refused):  # one waits already
            propose(who, made.number)

    def test_is_for_late_requests_only(self, who: make.County) -> None:
        made = make.in_hand(who)
        due = make.row(made.number).due_at

        with pytest.raises(Refused):
            propose(who, made.number, at=due)
        propose(who, made.number, at=due + SECOND)

    def test_cannot_be_agreed_to_once_it_has_passed(self, who: make.County) -> None:
        made = late(who)
        propose(who, made.number)

        with pytest.raises(Refused):
            decide(who, made.number, at=NEW_MOMENT + SECOND)
        decide(who, made.number, "refuse", at=NEW_MOMENT + SECOND)

    def test_is_offered_and_listed_with_its_day(self, who: make.County) -> None:
        made, calm = late(who), make.in_hand(who, at=LATE)
        keys = {verb.key for verb in queries.case_card(made.number, actor=who.water, at=LATE).verbs}
        assert "give_new_day" in keys
        assert "ask_extension" not in keys
        assert "give_new_day" not in {
            verb.key for verb in queries.case_card(calm.number, actor=who.water, at=LATE + 3 * HOUR).verbs
        }

        propose(who, made.number)

        assert [line.new_on for line in queries.extensions_to_decide(who.water_head, at=LATE + DAY).items] == [NEW]

    def test_is_reminded_of_again_and_broken_again_in_words(self, who: make.County) -> None:
        made = late(who)
        propose(who, made.number)
        decide(who, made.number)
        before = make.kinds(made.number).count("case.reminded")

        for day in (17, 18, 21, 22):
            ticking.tick(AT.replace(day=day))

        assert make.kinds(made.number).count("case.reminded") > before
        words = apology(made, AT.replace(day=21))
        assert "9月10日" in words
        assert "9月18日" in words
        assert "县水务局" in words
        assert list(differences(make.row(made.number))) == []

    def test_ends_with_the_promise_it_mended(self, who: make.County) -> None:
        made = late(who)
        propose(who, made.number)
        decide(who, made.number)
        make.reply(who, made.number, at=LATE + DAY)
        service.verify(number=made.number, actor=who.verifier, at=LATE + DAY + HOUR, result="done", words="看过。")
        service.close(number=made.number, actor=who.verifier, at=LATE + DAY + 2 * HOUR)

        service.reopen_by_resident(receipt=made.receipt, at=LATE + 2 * DAY)

        assert make.row(made.number).new_due_at is None
        assert list(differences(make.row(made.number))) == []


@pytest.mark.django_db
class TestTheApology:
    def test_says_that_no_new_day_is_known_and_who_is_asked_for_one(self, who: make.County) -> None:
        made = late(who)

        words = apology(made, LATE)

        assert words.startswith("晚了，对不起。")
        assert "县水务局" in words
        with override("zh-hans"):
            sentence = str(queries.receipt_page(made.receipt, at=LATE).sentence)
        assert "9月10日" not in sentence  # a day that has passed is no promise

    def test_asks_nobody_for_a_day_once_the_answer_stands(self, who: make.County) -> None:
        made = late(who)
        make.reply(who, made.number, at=LATE + HOUR)

        assert apology(made, LATE + DAY) == "晚了，对不起。原定 9月10日（星期四）答复您。"

    def test_names_intake_while_no_unit_has_it(self, who: make.County) -> None:
        made = make.registered()

        assert "县民情服务中心" in apology(made, LATE)


@pytest.mark.django_db
class TestMoreTimeDecidedTooLate:
    def test_mends_no_broken_promise(self, who: make.County) -> None:
        made = make.in_hand(who)
        promised = make.row(made.number).due_at
        service.ask_extension(
            number=made.number, actor=who.water, at=promised - SECOND, days=3, reason="要等配件到货。"
        )
        ticking.tick(LATE)

        decide(who, made.number)

        case = make.row(made.number)
        assert (case.due_at, case.overdue, case.due_extra) == (promised, True, 0)
        assert case.new_due_at == AT.replace(day=15, hour=10)  # three working days after Thursday the 10th
        assert not {"case.extended", "case.overdue_lifted"} & set(make.kinds(made.number))
        assert apology(made, LATE + 3 * HOUR).startswith("晚了，对不起。")
        assert list(differences(case)) == []
