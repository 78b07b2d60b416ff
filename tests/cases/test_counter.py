"""A township's counter: one of three functions with a request, and a hand-over that stands in its history."""

from typing import Any

import pytest
from tests.factories import cases as make

from minqing.cases import queries
from minqing.cases.counter.codes import Function
from minqing.cases.counter.serving import UnableToServe, has_functions
from minqing.cases.models import Case, Entry
from minqing.kernel.access import Actor
from minqing.ledger.queries import facts_about

pytestmark = pytest.mark.django_db


@pytest.fixture
def counter(who: make.County) -> Actor:
    """The post at a township's counter."""
    return make.post("139901/qingyuan/", "综合窗口", "何窗口", "cases.file", "cases.read", place="139901/101/")


def served(counter: Actor, function: str, **changes: Any) -> Case:
    made = make.registered(actor=counter, channel="counter", function=function, **changes)
    return Case.objects.get(uuid=made.case_id)


class TestFunctions:
    @pytest.mark.parametrize("function", list(Function))
    def test_are_one_fact_at_the_township_with_the_matter(self, counter: Actor, function: Function) -> None:
        case = served(counter, function.name.lower(), matter_number=132)

        (fact,) = [one for one in facts_about(case.ref) if one.kind == "case.counter_served"]
        assert fact.org_path == "139901/qingyuan/"
        assert (fact.data["function"], fact.data["matter"]) == (function, 132)

    def test_tell_a_hand_over_in_the_history_and_nothing_of_plain_service(
        self, who: make.County, counter: Actor
    ) -> None:
        plain, handed = served(counter, "service"), served(counter, "management")

        told = Entry.objects.filter(kind="case.counter_served")
        assert [(one.case_id, one.code) for one in told] == [(handed.pk, "management")]
        assert plain.pk != handed.pk
        history = queries.case_card(handed.number, actor=who.intake, at=make.AT).history
        assert [str(one.detail) for one in history if one.kind == "case.counter_served"] == ["管理：转综合执法"]

    def test_are_left_out_where_none_was_chosen(self, counter: Actor) -> None:
        case = served(counter, "")

        assert "case.counter_served" not in [one.kind for one in facts_about(case.ref)]

    def test_refuse_a_word_that_is_none(self, counter: Actor) -> None:
        with pytest.raises(UnableToServe) as refused:
            served(counter, "punishment")

        assert refused.value.field == "function"

    def test_refuse_the_telephone_and_a_post_that_is_no_townships(self, who: make.County, counter: Actor) -> None:
        with pytest.raises(UnableToServe):
            make.registered(actor=counter, channel="phone", function="service")
        with pytest.raises(UnableToServe):
            make.registered(actor=who.intake, channel="counter", function="service")

    def test_are_those_of_a_township_alone(self, who: make.County, counter: Actor) -> None:
        assert has_functions(counter)
        assert not any(map(has_functions, (who.intake, who.grid_worker, who.water)))
