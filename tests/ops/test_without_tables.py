"""Commands in a folder where nothing has been prepared yet."""

from pathlib import Path

import pytest
from tests.ops.installation import Installation

pytestmark = pytest.mark.usefixtures("django_db_setup")


class TestWithoutTables:
    @pytest.mark.parametrize(
        "words", [("verify-ledger",), ("verify-cases",), ("print-codes", "130127"), ("health",), ("dead-letters",)]
    )
    def test_a_command_says_what_to_run_first(self, words: tuple[str, ...], tmp_path: Path) -> None:
        done = Installation(tmp_path / "bare").say(*words)

        assert done.returncode == 1
        assert "python -m minqing migrate" in done.stderr
        assert "Traceback" not in done.stderr
