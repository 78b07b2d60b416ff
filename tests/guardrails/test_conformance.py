"""The conformance report says which guardrails stand, and names the one that somebody took out (G25)."""

import shutil
from pathlib import Path

import pytest
from django.conf import settings

from minqing.ops.conformance import conformance, guardrails, names_in, report

FLOORS = {f"G{number}" for number in (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 14, 16, 18, 19, 20, 23, 24, 25)}
"""What touches the floors that are built; the others belong to rooms that do not exist yet (see ETHICS.md)."""


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A copy of the tests, for somebody to take one out."""
    shutil.copytree(settings.ROOT / "tests", tmp_path / "tests", ignore=shutil.ignore_patterns("__pycache__"))
    return tmp_path


class TestConformance:
    def test_every_guardrail_of_these_floors_has_its_test(self) -> None:
        found = conformance()

        assert (set(found.kept), found.gone) == (FLOORS, ())
        assert len(report(found)) == 1

    def test_a_guardrail_whose_test_is_gone_is_named(self, checkout: Path) -> None:
        file = checkout / "tests/guardrails/test_copies.py"
        name = "test_page_and_paper_carry_the_viewers_number_seen_and_unseen"
        file.write_text(file.read_text().replace(name, "nobody_looks"))

        found = conformance(checkout)

        assert found.gone == (f"G4 tests/guardrails/test_copies.py::{name}",)
        assert "G4" not in found.kept
        assert any(name in line for line in report(found))

    def test_a_test_that_is_skipped_is_gone(self, tmp_path: Path) -> None:
        file = tmp_path / "test_one.py"
        file.write_text("@pytest.mark.skip('later')\ndef test_a(): ...\ndef test_b(): ...\n")

        assert names_in(file) == {"test_b"}

    def test_without_tests_nothing_is_claimed(self, tmp_path: Path) -> None:
        found = conformance(tmp_path)

        assert found.kept == ()
        assert len(found.gone) == len(guardrails())
