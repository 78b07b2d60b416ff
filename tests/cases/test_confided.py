"""What a resident says in rating is read by oversight and by nobody who handled her request."""

from datetime import timedelta

import pytest
from tests.factories import cases as make

from minqing.cases import queries, service
from minqing.kernel.access import Actor

LATER = make.AT + timedelta(days=2)
COMMENT = "修了又坏，经办人态度很差，电话13800001234。"


@pytest.fixture
def number(who: make.County) -> str:
    """A closed request whose resident was not content and said so."""
    made = make.closed(who)
    token = queries.receipt_page(made.receipt, at=LATER).rating.token
    service.rate_case(token=token, contacted=True, solved="no", satisfied=False, comment=COMMENT, at=LATER)
    return made.number


def said(number: str, actor: Actor) -> list[str]:
    return [one.comment for one in queries.case_card(number, actor=actor, at=LATER).ratings]


class TestRatings:
    def test_are_read_by_oversight_masked(self, who: make.County, number: str) -> None:
        (comment,) = said(number, who.overseer)

        assert "经办人态度很差" in comment
        assert "13800001234" not in comment

    def test_are_kept_from_everybody_else(self, who: make.County, number: str) -> None:
        for actor in (who.water, who.water_head, who.intake, who.verifier):
            assert said(number, actor) == []
            assert "态度很差" not in repr(queries.case_card(number, actor=actor, at=LATER))

    def test_are_kept_from_a_handling_unit_that_also_supervises(self, who: make.County, number: str) -> None:
        both = make.post(make.WATER, "督办岗", "尤督办", "cases.read", "cases.supervise", org=make.COUNTY)

        assert said(number, both) == []

    def test_tell_the_three_answers(self, who: make.County, number: str) -> None:
        (one,) = queries.case_card(number, actor=who.overseer, at=LATER).ratings

        assert (one.solved, one.contacted, one.satisfied) == ("no", True, False)
