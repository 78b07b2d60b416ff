"""Rows made by their columns are those that Django's constructor makes."""

import pytest

from minqing.cases.models import Case
from minqing.kernel.making import made
from minqing.vault.models import Barred, Custody


def columns(row: object) -> dict[str, object]:
    return {name: value for name, value in vars(row).items() if not name.startswith("_")}


class TestMade:
    def test_gets_what_it_was_given_and_the_defaults(self) -> None:
        assert columns(made(Custody, org_path="1/", child=2)) == columns(Custody(org_path="1/", child=2))
        assert columns(made(Case, year=2026, has_barred=True)) == columns(Case(year=2026, has_barred=True))

    def test_draws_for_each_row_what_differs_from_row_to_row(self) -> None:
        assert made(Barred).pk != made(Barred).pk
        assert made(Barred, id="mine").pk == "mine"

    def test_is_not_saved_yet(self) -> None:
        first, second = made(Case), made(Case)

        first._state.adding = False

        assert second._state.adding

    def test_has_no_column_that_the_model_has_not(self) -> None:
        with pytest.raises(TypeError, match="case"):
            made(Custody, case="1")
