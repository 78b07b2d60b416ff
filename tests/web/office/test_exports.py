"""No file that leaves makes a spreadsheet run something, and no other place writes such files."""

import io
import re
from pathlib import Path

import pytest
from openpyxl import load_workbook

from minqing.web.exports import harmless, workbook_of

SRC = Path(__file__).resolve().parents[3] / "src/minqing"
WRITES = re.compile(r"\b(csv\.writer|csv\.DictWriter|Workbook)\(")
KNOWN = {
    "web/exports.py": "the one place",
    "web/importing/views.py": "line by line through harmless()",
    "web/analysis/files.py": "two sheets, each cell through cell_in()",
    "exchange/api/sharing.py": "numbers, codes and paths of ours only",
    "ops/demo/sharing.py": "invented, read by ourselves",
    "ops/demo/ground.py": "invented, read by ourselves",
    "ops/bench/importing.py": "invented, read by ourselves",
}
FORMULAS = (
    "=1+1", "+1", "-1+cmd|' /C calc'!A0", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1", "＋1", "－1", "＠1", " =1",
    "\u3000=1", "\u00a0@A1", "\ufeff=1", "\u200b=HYPERLINK(1)",
)  # fmt: skip


class TestHarmless:
    @pytest.mark.parametrize("text", FORMULAS)
    def test_keeps_a_text_a_text(self, text: str) -> None:
        assert harmless(text) == f"'{text}"

    @pytest.mark.parametrize("text", ["", "路灯坏了", "2026-000417", "a=b", "(-1)"])
    def test_leaves_others_as_they_are(self, text: str) -> None:
        assert harmless(text) == text

    def test_leaves_numbers_numbers(self) -> None:
        assert harmless(-5) == "-5"


class TestWorkbooks:
    def test_hold_no_formula(self) -> None:
        answer = workbook_of("t", ["a"], [[text] for text in FORMULAS])

        sheet = load_workbook(io.BytesIO(b"".join(answer.streaming_content))).active
        assert sheet is not None
        cells = [cell for row in sheet.iter_rows(min_row=2) for cell in row]
        assert {cell.data_type for cell in cells} == {"s"}
        assert all(cell.quotePrefix for cell in cells)


class TestPlaces:
    def test_that_write_files_for_spreadsheets_are_known(self) -> None:
        writing = {
            str(file.relative_to(SRC)) for file in SRC.rglob("*.py") if WRITES.search(file.read_text(encoding="utf-8"))
        }

        assert writing - set(KNOWN) == set()
