"""The demo county's matters have something to show, and nothing that a resident must answer."""

import pytest
from tests.factories import cases as make

from minqing.cases import queries
from minqing.ops.demo.catalogue import describe_some


@pytest.mark.django_db
def test_describes_a_few_matters_and_forces_nobody(who: make.County) -> None:
    describe_some(actor=who.keeper, at=make.AT)

    asked = [one for number in (101, 132) for one in queries.questions_of(number)]
    assert len(asked) == 3
    assert not any(one.required for one in asked)
    assert queries.evidence_of(201)
    assert queries.matter_card(243, actor=who.intake).not_of_grid


@pytest.fixture
def who(db: None) -> make.County:
    """The county, set up."""
    return make.county()
