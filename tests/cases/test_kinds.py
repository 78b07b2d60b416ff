"""Which kind a request is: said by a clerk, corrected by another, never asked of a resident."""

from datetime import timedelta

import pytest
from tests.factories import cases as make

from minqing.cases import queries, service
from minqing.cases.access import CaseNotFound
from minqing.cases.kinds.queries import kind_hint
from minqing.cases.kinds.service import UnableToSayKind, correct_kind
from minqing.cases.models import Case
from minqing.cases.records import DeskFilters
from minqing.kernel.errors import MoveNotAllowed, Refused

AT = make.AT
HOUR = timedelta(hours=1)


@pytest.mark.parametrize(
    ("text", "kind", "word"),
    [
        ("请问低保怎么办理，需要什么材料？", "question", "请问"),
        ("村口的路灯坏了，晚上不亮。", "help", "坏了"),
        ("请问为什么窗口的人态度恶劣？", "complaint", "态度恶劣"),
        ("水管漏水，反映了三次没人管。", "complaint", "没人管"),
        ("建议在村口加装一盏路灯。", "suggestion", "建议"),
        ("我要举报，河边的厂夜里偷排。", "report", "举报"),
        ("感谢供水站的同志，当天就修好了。", "praise", "感谢供水站的同志"),
    ],
)
def test_a_kind_is_suggested_with_the_words_that_speak_for_it(text: str, kind: str, word: str) -> None:
    hint = kind_hint(text)

    assert hint is not None
    assert (hint.kind, word in hint.because) == (kind, True)


def test_nothing_is_suggested_where_no_word_speaks() -> None:
    assert kind_hint("村口的事情。") is None
    assert kind_hint("不感谢。") is None


@pytest.mark.django_db
class TestSaying:
    def test_at_acceptance_it_is_a_fact_of_its_own(self, who: make.County) -> None:
        made = make.registered()

        service.accept(number=made.number, actor=who.intake, at=AT + HOUR, matter_number=132, kind="complaint")

        assert make.row(made.number).kind == 3
        assert make.last(made.number, "case.kind_said") == {"matter": 132, "kind": 3}
        assert queries.case_card(made.number, actor=who.intake, at=AT + HOUR).kind == "complaint"

    def test_is_never_needed(self, who: make.County) -> None:
        made = make.registered()

        service.accept(number=made.number, actor=who.intake, at=AT + HOUR, matter_number=132)

        assert "case.kind_said" not in make.kinds(made.number)
        assert queries.case_card(made.number, actor=who.intake, at=AT + HOUR).kind == ""

    def test_at_the_counter_it_comes_with_the_filing(self, who: make.County) -> None:
        made = make.registered(actor=who.intake, channel="counter", kind="question")

        assert make.last(made.number, "case.kind_said")["kind"] == 1
        assert make.row(made.number).kind_by

    def test_a_resident_says_none_even_where_a_form_is_forged(self, who: make.County) -> None:
        made = make.registered(channel="qr", kind="praise")

        assert make.row(made.number).kind is None
        assert "case.kind_said" not in make.kinds(made.number)

    def test_refuses_an_unknown_kind(self, who: make.County) -> None:
        made = make.registered()

        with pytest.raises(UnableToSayKind):
            service.accept(number=made.number, actor=who.intake, at=AT + HOUR, matter_number=132, kind="gossip")

        assert make.row(made.number).state == "registered"


@pytest.mark.django_db
class TestCorrecting:
    def test_is_done_by_another_person_and_counted(self, who: make.County) -> None:
        made = make.registered()
        service.accept(number=made.number, actor=who.intake, at=AT + HOUR, matter_number=132, kind="question")

        with pytest.raises(UnableToSayKind, match="同事"):
            correct_kind(number=made.number, actor=who.intake, at=AT + HOUR, kind="complaint")
        correct_kind(number=made.number, actor=who.second_intake, at=AT + HOUR, kind="complaint")

        assert make.row(made.number).kind == 3
        assert make.last(made.number, "case.kind_corrected") == {"matter": 132, "kind": 3, "before": 1}

    def test_at_acceptance_by_whoever_filed_it_is_refused(self, who: make.County) -> None:
        made = make.registered(actor=who.intake, channel="counter", kind="question")

        with pytest.raises(Refused):
            service.accept(number=made.number, actor=who.intake, at=AT + HOUR, matter_number=132, kind="complaint")
        service.accept(number=made.number, actor=who.second_intake, at=AT + HOUR, matter_number=132, kind="complaint")

        assert make.last(made.number, "case.kind_corrected")["before"] == 1

    def test_says_it_where_nobody_had(self, who: make.County) -> None:
        made = make.registered()

        correct_kind(number=made.number, actor=who.intake, at=AT + HOUR, kind="praise")

        assert make.last(made.number, "case.kind_said")["kind"] == 6

    def test_refuses_the_same_kind_strangers_and_what_has_left(self, who: make.County) -> None:
        made = make.registered()
        correct_kind(number=made.number, actor=who.intake, at=AT + HOUR, kind="help")

        with pytest.raises(UnableToSayKind):
            correct_kind(number=made.number, actor=who.second_intake, at=AT + HOUR, kind="help")
        with pytest.raises(CaseNotFound):
            correct_kind(number=made.number, actor=who.water, at=AT + HOUR, kind="praise")
        service.withdraw_case(receipt=made.receipt, at=AT + HOUR)
        with pytest.raises(MoveNotAllowed):
            correct_kind(number=made.number, actor=who.second_intake, at=AT + 2 * HOUR, kind="praise")


@pytest.mark.django_db
def test_the_desk_filters_by_it(who: make.County) -> None:
    made, other = make.registered(), make.registered()
    correct_kind(number=made.number, actor=who.intake, at=AT + HOUR, kind="complaint")
    correct_kind(number=other.number, actor=who.intake, at=AT + HOUR, kind="help")

    found = queries.desk(who.intake, queue="all", filters=DeskFilters(kind="complaint"), cursor=None, at=AT + HOUR)

    assert [(line.number, line.kind) for line in found.items] == [(made.number, "complaint")]
    with pytest.raises(Refused):
        queries.desk(who.intake, queue="all", filters=DeskFilters(kind="gossip"), cursor=None, at=AT + HOUR)
    assert "case_open_kind" in {index.name for index in Case._meta.indexes}
