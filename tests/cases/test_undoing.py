"""Taking back within a minute what the same post just did: a step with a fact, and never a deletion."""

from datetime import datetime, timedelta

import pytest
from tests.factories import cases as make

from minqing.cases import queries, service
from minqing.cases.folding import verify_cases
from minqing.cases.models import Entry
from minqing.cases.service.undoing import TooLate
from minqing.kernel.access import Actor
from minqing.kernel.errors import Refused

pytestmark = pytest.mark.django_db
MINUTE, SECOND = timedelta(minutes=1), timedelta(seconds=1)


@pytest.fixture
def who() -> make.County:
    """The county."""
    return make.county()


def keys(number: str, actor: Actor, at: datetime) -> set[str]:
    """What this post may do on it at that moment."""
    return {verb.key for verb in queries.case_card(number, actor=actor, at=at).verbs}


class TestNote:
    def test_is_taken_back_and_its_words_are_kept_but_not_shown(self, who: make.County) -> None:
        number = make.in_hand(who).number
        at = make.AT + timedelta(hours=3)
        service.note(number=number, actor=who.water, at=at, words="写错了一件。")

        service.withdraw_note(number=number, actor=who.water, at=at + 20 * SECOND)

        shown = queries.case_card(number, actor=who.water, at=at + MINUTE).history
        assert "case.note_withdrawn" in make.kinds(number)
        assert not any("写错了" in line.words for line in shown)
        assert Entry.objects.filter(words="写错了一件。").exists()

    def test_is_offered_to_its_writer_for_a_minute_only(self, who: make.County) -> None:
        number = make.in_hand(who).number
        at = make.AT + timedelta(hours=3)
        service.note(number=number, actor=who.water, at=at, words="写错了一件。")

        assert "withdraw_note" in keys(number, who.water, at + MINUTE)
        assert "withdraw_note" not in keys(number, who.water, at + MINUTE + SECOND)
        assert "withdraw_note" not in keys(number, who.intake, at + SECOND)

    def test_stays_when_the_minute_is_over_or_somebody_else_wrote_it(self, who: make.County) -> None:
        number = make.in_hand(who).number
        at = make.AT + timedelta(hours=3)
        service.note(number=number, actor=who.water, at=at, words="写错了一件。")

        with pytest.raises(TooLate):
            service.withdraw_note(number=number, actor=who.intake, at=at + SECOND)
        with pytest.raises(TooLate):
            service.withdraw_note(number=number, actor=who.water, at=at + MINUTE + SECOND)

    def test_is_taken_back_once(self, who: make.County) -> None:
        number = make.in_hand(who).number
        at = make.AT + timedelta(hours=3)
        service.note(number=number, actor=who.water, at=at, words="写错了一件。")
        service.withdraw_note(number=number, actor=who.water, at=at + SECOND)

        with pytest.raises(TooLate):
            service.withdraw_note(number=number, actor=who.water, at=at + 2 * SECOND)


class TestMatter:
    def test_before_stands_again_and_may_be_corrected_anew(self, who: make.County) -> None:
        number = make.in_hand(who, matter_number=101).number
        at = make.AT + timedelta(hours=3)
        other = make.post(make.CENTRE, "受理岗2", "尤受理", "cases.read", "cases.recategorise", org=make.COUNTY)
        service.recategorise(number=number, actor=other, at=at, matter_number=132)

        service.restore_matter(number=number, actor=other, at=at + 30 * SECOND)

        assert make.row(number).matter == 101
        assert make.last(number, "case.matter_restored") == {"matter": 101, "before": 132}
        service.recategorise(number=number, actor=other, at=at + MINUTE, matter_number=131)
        assert make.row(number).matter == 131

    def test_is_not_put_back_by_another_post_or_later(self, who: make.County) -> None:
        number = make.in_hand(who, matter_number=101).number
        at = make.AT + timedelta(hours=3)
        other = make.post(make.CENTRE, "受理岗2", "尤受理", "cases.read", "cases.recategorise", org=make.COUNTY)
        service.recategorise(number=number, actor=other, at=at, matter_number=132)

        with pytest.raises(Refused):
            service.restore_matter(number=number, actor=who.water, at=at + SECOND)
        with pytest.raises(TooLate):
            service.restore_matter(number=number, actor=other, at=at + 2 * MINUTE)


class TestDispatch:
    def test_waits_again_and_is_no_return(self, who: make.County) -> None:
        number = make.dispatched(who).number
        at = make.row(number).dispatched_at
        assert at is not None

        service.take_back_dispatch(number=number, actor=who.intake, at=at + 40 * SECOND)

        row = make.row(number)
        assert (row.state, row.lead_path, row.bounce) == ("accepted", "", 0)
        assert make.last(number, "case.dispatch_taken_back") == {"late": 0, "matter": 101}
        assert list(verify_cases()) == []
        assert queries.step_fits([number], "dispatch", actor=who.water)[0].why_not
        service.dispatch(number=number, actor=who.intake, at=at + MINUTE, lead_path=make.ROADS)
        assert make.row(number).lead_path == make.ROADS

    def test_stays_once_it_was_acknowledged(self, who: make.County) -> None:
        number = make.dispatched(who).number
        at = make.row(number).dispatched_at
        assert at is not None
        service.acknowledge(number=number, actor=who.water, at=at + SECOND)

        with pytest.raises(Refused):
            service.take_back_dispatch(number=number, actor=who.intake, at=at + 2 * SECOND)

    def test_stays_when_others_went_along(self, who: make.County) -> None:
        number, other = make.dispatched(who).number, make.registered(matter_number=101).number
        at = make.row(number).dispatched_at
        assert at is not None
        service.merge(number=other, into=number, actor=who.intake, at=at + SECOND)

        with pytest.raises(TooLate):
            service.take_back_dispatch(number=number, actor=who.intake, at=at + 2 * SECOND)

    def test_tells_the_unit(self, who: make.County) -> None:
        number = make.dispatched(who).number
        at = make.row(number).dispatched_at
        assert at is not None
        service.take_back_dispatch(number=number, actor=who.intake, at=at + SECOND)

        assert "cases.tell_unit_no_more" in make.owed(number, "case.dispatch_taken_back")
