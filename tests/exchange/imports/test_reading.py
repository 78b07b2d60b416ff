"""Files of other hotlines become lines of cells, however they were written; what is dangerous is refused."""

import io
import zipfile
from collections.abc import Sequence
from datetime import datetime

import pytest
from tests.exchange.imports import lists

from minqing.exchange.imports.fields import field_called, is_known
from minqing.exchange.imports.guessing import guess
from minqing.exchange.imports.moments import moment
from minqing.exchange.imports.reading import FileUnusable, find_head, lines_of
from minqing.exchange.imports.reading import workbook as workbooks
from minqing.kernel.times import SHANGHAI

pytestmark = pytest.mark.anydb


def read(data: bytes) -> list[list[str]]:
    """All lines of a file."""
    return list(lines_of(io.BytesIO(data)))


class TestText:
    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
    @pytest.mark.parametrize("delimiter", [",", "\t", ";"])
    def test_is_read_in_every_encoding(self, encoding: str, delimiter: str) -> None:
        data = lists.text(lists.ENDED, encoding=encoding, delimiter=delimiter)

        assert read(data) == [list(lists.HEAD), list(lists.ENDED)]

    def test_gives_back_what_was_kept_from_being_a_formula(self) -> None:
        assert read("编号,内容\n'=1+1,'-去年的事\n".encode())[1] == ["=1+1", "-去年的事"]

    @pytest.mark.parametrize(
        "data", [b"", b"   \n", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"\x00\x01\x02\xff\xfe\xfd" * 50]
    )
    def test_refuses_what_is_no_table(self, data: bytes) -> None:
        with pytest.raises(FileUnusable):
            read(data)

    def test_refuses_too_many_lines(self) -> None:
        with pytest.raises(FileUnusable, match="200,000"):
            read(b"a,b\n" * 200_001)


class TestWorkbook:
    def test_is_read_with_days_and_numbers_as_a_person_sees_them(self) -> None:
        day = datetime(2026, 8, 1, 10, 5, tzinfo=SHANGHAI).replace(tzinfo=None)
        data = lists.workbook(["编号", "时间", "电话", "空"], [17.0, day, 13800001234, None])

        assert read(data)[1] == ["17", "2026-08-01 10:05:00", "13800001234"]

    def test_stops_below_the_last_line(self) -> None:
        book = lists.workbook(["编号", "内容"], ["1", "停水"], *([[None, None]] * 3000), ["2", "太远"])

        assert [row for row in read(book) if any(row)] == [["编号", "内容"], ["1", "停水"]]

    def test_refuses_what_unfolds_into_too_much(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(workbooks, "MOST_UNFOLDED", 1000)

        with pytest.raises(FileUnusable, match="unfolds"):
            read(lists.workbook(["编号"], ["1"]))

    def test_refuses_a_document_type(self) -> None:
        data = io.BytesIO(lists.workbook(["编号"], ["1"]))
        out = io.BytesIO()
        with zipfile.ZipFile(data) as before, zipfile.ZipFile(out, "w") as after:
            for one in before.infolist():
                body = before.read(one)
                if one.filename.endswith("sheet1.xml"):
                    body = b'<!DOCTYPE x [<!ENTITY a "aaaa">]>' + body
                after.writestr(one, body)

        with pytest.raises(FileUnusable):
            read(out.getvalue())

    def test_refuses_a_zip_that_is_no_workbook(self) -> None:
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as folder:
            folder.writestr("a.txt", "x")

        with pytest.raises(FileUnusable):
            read(out.getvalue())


class TestFindHead:
    def names(self, *rows: Sequence[str]) -> tuple[int, tuple[str, ...]]:
        head = find_head(rows, is_known=is_known)
        return head.body, head.names

    def test_is_the_first_line_of_most_lists(self) -> None:
        assert self.names(lists.HEAD, lists.ENDED) == (1, lists.HEAD)

    def test_stands_below_a_title(self) -> None:
        title = ["2026年11月工单导出", *[""] * (len(lists.HEAD) - 1)]

        assert self.names(title, [""] * 3, lists.HEAD, lists.ENDED) == (3, lists.HEAD)

    def test_is_joined_from_two_rows_where_names_were_merged(self) -> None:
        upper = ["工单编号", "诉求信息", "", "办理信息", ""]
        lower = ["", "内容", "受理时间", "承办单位", "办结时间"]

        assert self.names(upper, lower, ["1", "停水", "2026-08-01", "水务局", ""]) == (
            2,
            ("工单编号", "诉求信息 内容", "诉求信息 受理时间", "办理信息 承办单位", "办理信息 办结时间"),
        )

    def test_tells_columns_of_one_name_apart(self) -> None:
        assert self.names(["工单编号", "备注", "备注"], ["1", "a", "b"])[1] == ("工单编号", "备注", "备注 (2)")

    def test_is_the_fullest_line_where_no_name_is_known(self) -> None:
        assert self.names(["x", "", ""], ["a", "b", "c"], ["1", "2", "3"])[1] == ("a", "b", "c")


class TestGuess:
    def test_knows_columns_by_their_names_in_any_order(self) -> None:
        found = {key: one.column for key, one in guess(tuple(reversed(lists.HEAD)), []).items()}

        assert (found["number"], found["words"], found["village"], found["came_at"], found["solved"]) == (
            "工单编号", "内容", "村/社区", "受理时间", "是否解决"
        )  # fmt: skip
        assert "工单类型" not in found.values()

    def test_tells_columns_without_known_names_by_what_stands_in_them(self) -> None:
        rows = [
            [
                f"2026{n:08d}",
                "13800001234",
                "2026-08-01 10:00",
                "柳河村",
                "从上个星期天晚上开始没有水，到今天三天了，要到隔壁村去挑。",
            ]
            for n in range(9)
        ]
        found = guess(("甲", "乙", "丙", "丁", "戊"), rows, places={"柳河村"})

        assert {key: (one.column, one.why) for key, one in found.items()} == {
            "number": ("甲", "content"),
            "phone": ("乙", "content"),
            "came_at": ("丙", "content"),
            "village": ("丁", "content"),
            "words": ("戊", "content"),
        }

    def test_prefers_a_name_to_what_stands_there(self) -> None:
        found = guess(("备注", "诉求内容"), [["很长很长很长很长很长很长很长很长很长很长很长很长很长很长", "短"]] * 3)

        assert found["words"].column == "诉求内容"

    @pytest.mark.parametrize(
        ("name", "key"), [("工单 编号*", "number"), ("诉求信息 内容", "words"), ("是否满意", ""), ("xyz", "")]
    )
    def test_reads_names_as_they_are_written(self, name: str, key: str) -> None:
        assert field_called(name)[0] == key


class TestMoment:
    @pytest.mark.parametrize(
        ("said", "read"),
        [
            ("2026-11-03 14:20:05", (2026, 11, 3, 14, 20, 5)),
            ("2026/11/3 9:05", (2026, 11, 3, 9, 5)),
            ("2026年11月3日 14时20分", (2026, 11, 3, 14, 20)),
            ("2026.11.03", (2026, 11, 3)),
            ("20261103142005", (2026, 11, 3, 14, 20, 5)),
            ("2026-11-03T14:20:05.000", (2026, 11, 3, 14, 20, 5)),
            ("46329.5", (2026, 11, 3, 12)),
        ],
    )
    def test_is_read_as_it_is_written(self, said: str, read: tuple[int, ...]) -> None:
        assert moment(said) == datetime(*read, tzinfo=SHANGHAI)

    @pytest.mark.parametrize("said", ["", "昨天", "2026-13-01", "13800001234", "2026"])
    def test_is_none_where_nobody_can_tell(self, said: str) -> None:
        assert moment(said) is None
