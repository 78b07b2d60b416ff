"""The command that says how well matters would be suggested."""

from pathlib import Path

import pytest
from tests.ops.test_command_line import say

ROWS = [
    ("路灯不亮了", "路灯"),
    ("巷口路灯坏了", "路灯"),
    ("停水一天", "停水"),
    ("又停水了", "停水"),
    ("路灯一直闪", "路灯"),
]


def written(folder: Path, head: str = "text,label", encoding: str = "utf-8") -> Path:
    """Write the rows as a file."""
    file = folder / "labelled.csv"
    file.write_text("\n".join([head, *(f"{text},{label}" for text, label in ROWS)]), encoding=encoding)
    return file


class TestEvaluate:
    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
    def test_prints_how_often_it_is_right_and_how_long_it_takes(self, tmp_path: Path, encoding: str) -> None:
        status, out, _err = say("suggestions", "evaluate", str(written(tmp_path, encoding=encoding)))

        assert status == 0
        assert "5 条" in out
        assert "macro-F1" in out
        assert "毫秒" in out

    def test_refuses_a_file_without_the_columns(self, tmp_path: Path) -> None:
        status, _out, err = say("suggestions", "evaluate", str(written(tmp_path, head="a,b")))
        assert status != 0
        assert "text" in err

    def test_refuses_what_is_not_there(self, tmp_path: Path) -> None:
        status, _out, err = say("suggestions", "evaluate", str(tmp_path / "none.csv"))
        assert status != 0
        assert "none.csv" in err

    def test_refuses_a_single_label(self, tmp_path: Path) -> None:
        file = tmp_path / "one.csv"
        file.write_text("text,label\n" + "路灯不亮,路灯\n" * 6, encoding="utf-8")
        status, _out, err = say("suggestions", "evaluate", str(file))
        assert status != 0
        assert "两" in err
