"""Declared kinds: what they take and what they refuse."""

import pytest

from minqing.kernel.ref import Ref
from minqing.ledger.facts import FactInvalid, FactType, declare, flag

from .conftest import WIDGET


class TestSplit:
    def test_sorts_numbers_into_columns_and_the_rest_into_the_payload(self) -> None:
        columns, payload = WIDGET.split({"late": True, "colour": 2, "hours": -3, "rule": Ref("rule", "HL-04")})

        assert columns == {"d1": 1, "d2": 2, "qty": -3}
        assert payload == {"rule": "rule:HL-04"}

    @pytest.mark.parametrize(
        "data",
        [
            {},
            {"late": False, "mood": 1},
            {"late": 2},
            {"late": "yes"},
            {"late": False, "colour": 7},
            {"late": False, "hours": 2**63},
            {"late": False, "rule": "他说水停了"},
            {"late": False, "rule": "13800138000"},
            {"late": False, "rule": "11010519491231002X"},
            {"late": False, "rule": "x" * 121},
        ],
    )
    def test_refuses_what_is_missing_undeclared_too_big_or_could_be_words_of_a_person(self, data: dict) -> None:
        with pytest.raises(FactInvalid):
            WIDGET.split(data)


class TestDeclare:
    def test_refuses_a_second_meaning_for_a_key(self) -> None:
        with pytest.raises(ValueError, match="declared twice"):
            declare(FactType("widget.made", title="Other", meaning="Something else."))

    @pytest.mark.parametrize("key", ["widget", "Widget.made", "widget.made.twice", ""])
    def test_refuses_a_key_that_names_no_happening(self, key: str) -> None:
        with pytest.raises(ValueError, match="bad key"):
            FactType(key, title="", meaning="")

    def test_refuses_one_column_for_two_meanings(self) -> None:
        with pytest.raises(ValueError, match="used twice"):
            FactType("widget.lost", title="", meaning="", columns={"a": flag("d1", "a"), "b": flag("d1", "b")})
