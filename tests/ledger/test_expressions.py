"""Expressions over measures: what may stand in them, what they give, and in which unit."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minqing.ledger.expressions import Expression, ExpressionRefused
from minqing.ledger.units import UnitsDiffer

VALUES = {"cases.closed": Decimal(911), "cases.due": Decimal(972), "cases.none": None, "cases.nought": Decimal(0)}
UNITS = {"cases.closed": "件", "cases.due": "件", "talks.heads": "人次", "people.there": "人", "cases.share": "%"}


class TestExpression:
    @pytest.mark.parametrize(
        ("text", "gives"),
        [
            ("cases.due - cases.closed", 61),
            ("-(cases.due + 1) * 2", -1946),
            ("min(cases.due, cases.closed, 7)", 7),
            ("max(cases.due, cases.closed)", 972),
            ("clip(cases.due, 1, 10)", 10),
            ("coalesce(cases.none, cases.closed)", 911),
            ("1 if cases.due > cases.closed else 0", 1),
            ("0.1 + 0.2", "0.3"),
        ],
    )
    def test_works_out_what_a_reader_would(self, text: str, gives: object) -> None:
        assert Expression(text).value(VALUES) == Decimal(str(gives))

    @pytest.mark.parametrize(
        "text",
        ["cases.due + cases.none", "cases.due / cases.nought", "1 if cases.none > 3 else 0", "min(cases.none, 3)"],
    )
    def test_is_missing_where_something_is_missing_or_divided_by_nothing(self, text: str) -> None:
        assert Expression(text).value(VALUES) is None

    @pytest.mark.parametrize(
        "text",
        [
            "__import__('os').system('true')",
            "cases.due()",
            "cases.due.real",
            "open(cases.due)",
            "cases.due ** cases.due",
            "[cases.due]",
            "lambda: 1",
            "'text'",
            "True",
            "min()",
            "clip(cases.due, 1)",
            "min(*cases.due)",
            "max(cases.due, key=1)",
            "1 < cases.due < 3",
            "cases.due and cases.closed",
            "due",
            "cases.due if",
            "",
            "1" * 501,
            "(" * 300,
            "cases.due * 1e999",
            "-" * 480 + "cases.due",
            "f(" + "-" * 480 + "1)",
        ],
    )
    def test_refuses_whatever_is_not_listed(self, text: str) -> None:
        with pytest.raises(ExpressionRefused):
            Expression(text)

    def test_says_which_measures_it_asks_for(self) -> None:
        assert Expression("cases.due / (cases.closed + cases.due)").keys == {"cases.due", "cases.closed"}

    @given(st.text(max_size=60))
    def test_is_an_expression_or_refused_and_nothing_else_happens(self, text: str) -> None:
        try:
            keys = Expression(text).keys
        except ExpressionRefused:
            return
        assert all(key.count(".") == 1 for key in keys)


class TestUnit:
    @pytest.mark.parametrize(
        ("text", "unit"),
        [
            ("cases.due - cases.closed", "件"),
            ("cases.closed / cases.due", "%"),
            ("cases.due * 2", "件"),
            ("2 * cases.due", "件"),
            ("cases.due * cases.share", "件"),
            ("cases.due / 3", "件"),
            ("talks.heads / cases.due", "人次/件"),
            ("cases.due if cases.closed > 5 else 0", "件"),
            ("1 + 1", ""),
        ],
    )
    def test_is_the_one_of_what_is_added(self, text: str, unit: str) -> None:
        assert Expression(text).unit(UNITS) == unit

    @pytest.mark.parametrize(
        "text",
        ["talks.heads + people.there", "max(cases.due, talks.heads)", "cases.due if talks.heads > cases.due else 1"],
    )
    def test_refuses_to_add_or_compare_unlike_things(self, text: str) -> None:
        with pytest.raises(UnitsDiffer):
            Expression(text).unit(UNITS)
