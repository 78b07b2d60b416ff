"""Tables as offices send them, and what is no table."""

from contextlib import suppress

import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from minqing.kernel.tabular import LineRefusal, TableUnreadable, decode, heads, read_table

COLUMNS = {"code": ("代码",), "name": ("名称",), "note": ()}


class TestReadTable:
    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
    def test_reads_any_usual_encoding_in_any_order_of_columns(self, encoding: str) -> None:
        data = "名称,别的,代码\r\n 柳河村 ,x,1\r\n,,\r\n\r\n上湾村,y,2\r\n".encode(encoding)

        lines = read_table(data, columns=COLUMNS, optional=("note",))

        assert [(line.number, line["code"], line["name"], line["note"]) for line in lines] == [
            (2, "1", "柳河村", ""),
            (5, "2", "上湾村", ""),
        ]

    def test_takes_short_and_long_lines(self) -> None:
        lines = read_table(b"code,name\n1\n2,b,c,d\n", columns=COLUMNS, optional=("note",))

        assert [(line["code"], line["name"]) for line in lines] == [("1", ""), ("2", "b")]

    def test_keeps_commas_and_line_ends_inside_quotes(self) -> None:
        (line,) = read_table(b'code,name\n1,"a,\nb"\n', columns=COLUMNS, optional=("note",))

        assert line["name"] == "a,\nb"

    @pytest.mark.parametrize(
        "data",
        [
            b"",
            b"\xef\xbb\xbf",
            b"  \r\n",
            b"PK\x03\x04workbook",
            b"\xd0\xcf\x11\xe0old workbook",
            b"code;name\n1;2\n",
            b"code\n1\n",
            b"code,name\n\x00,\x00\n",
            b"\xff\xfe\x00",
            b"\x81\x20\xff",
            b'code,name\n"1,2\n',
            b"code,name\n" + b"1" * 140_000 + b",2\n",
        ],
    )
    def test_refuses_what_is_no_table(self, data: bytes) -> None:
        with pytest.raises(TableUnreadable):
            read_table(data, columns=COLUMNS, optional=("note",))

    def test_refuses_what_is_too_much(self) -> None:
        with pytest.raises(TableUnreadable):
            decode(b"x" * (20 * 1024 * 1024 + 1))
        with pytest.raises(TableUnreadable):
            read_table(b"code,name\n" + b"1,2\n" * 100_001, columns=COLUMNS, optional=("note",))

    @given(st.binary(max_size=300))
    def test_never_fails_otherwise(self, data: bytes) -> None:
        with suppress(TableUnreadable):
            read_table(b"code,name\n" + data, columns=COLUMNS, optional=("note",))


class TestHeads:
    def test_gives_them_as_written(self) -> None:
        assert heads("\n户主姓名, 电话\n".encode("gb18030")) == ["户主姓名", "电话"]


class TestLineRefusal:
    def test_says_the_line(self) -> None:
        with override("en"):
            assert str(LineRefusal(3, "no date.")) == "Line 3: no date."
