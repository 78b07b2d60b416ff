"""The printed list of measures says of each term which facts count."""

import pytest

from minqing.ledger.measures import Term
from minqing.ledger.terms import Then
from minqing.ops.reference.lists import terms


class TestTerms:
    @pytest.mark.parametrize(
        ("term", "printed"),
        [
            (Term("case.closed", {"outcome": 1}, sign=-1), "− `case.closed` (outcome = 1)"),
            (Term("case.closed", distinct="subject"), "+ `case.closed` (each subject once)"),
            (
                Term("case.registered", then=Then("case.closed", 5, {"outcome": 1})),
                "+ `case.registered` (followed by `case.closed` (outcome = 1) within 5 working days)",
            ),
        ],
    )
    def test_says_which_facts_count(self, term: Term, printed: str) -> None:
        assert terms((term,)) == printed
