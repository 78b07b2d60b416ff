"""Lists of an invented hotline, as files."""

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Any

from openpyxl import Workbook

HEAD = (
    "工单编号", "工单类型", "三级分类", "标题", "内容", "状态", "来电人", "电话", "街乡镇", "村/社区", "点位",
    "承办单位", "办理结果", "回复内容", "受理时间", "办结时间", "是否解决",
)  # fmt: skip
ENDED = (
    "QH0001", "求助", "路灯", "路灯不亮", "村口的路灯坏了三天，我叫王秀兰。", "已办结", "王秀兰", "13800001234",
    "清源镇", "柳河村", "村委会门口", "县水务局", "解决",
    "王秀兰您好，路灯已修好。", "2026-08-01 10:00:00", "2026-08-03 09:30:00", "解决",
)  # fmt: skip
OPEN = (
    "QH0002", "投诉", "供水", "停水", "从昨天起没有水，请尽快处理。", "办理中", "李建国", "13900005678",
    "青石乡", "石桥村", "", "县水务局", "", "", "2026-08-30 15:20:00", "", "",
)  # fmt: skip


def line(of: Sequence[str], **changes: str) -> tuple[str, ...]:
    """A line like another one, with some cells changed by the name of their column."""
    names = {
        "number": 0,
        "matter": 2,
        "words": 4,
        "state": 5,
        "phone": 7,
        "town": 8,
        "village": 9,
        "came": 14,
        "ended": 15,
    }
    cells = list(of)
    for name, value in changes.items():
        cells[names[name]] = value
    return tuple(cells)


def text(*rows: Iterable[str], head: Sequence[str] = HEAD, encoding: str = "utf-8-sig", delimiter: str = ",") -> bytes:
    """A text table."""
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter).writerows([head, *rows])
    return out.getvalue().encode(encoding)


def workbook(*rows: Sequence[Any], merged: Sequence[str] = ()) -> bytes:
    """A workbook, with some ranges merged."""
    book = Workbook()
    sheet: Any = book.active
    for row in rows:
        sheet.append(list(row))
    for span in merged:
        sheet.merge_cells(span)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
