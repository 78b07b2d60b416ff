"""Settled requests to learn from, in a moment."""

from copy import copy

from tests.factories import cases as make

from minqing.cases.models import Case, CaseText
from minqing.kernel.ids import uuid7

SAYINGS = {
    132: ("路灯不亮了", "路灯坏了三天", "路灯一直闪", "晚上路灯没有电"),
    101: ("家里停水了", "自来水又停了", "三楼水压太小", "停水没人通知"),
    131: ("路面全是坑", "门口的路坑洼不平", "路面塌了一块", "大车压坏路面"),
}
SPOTS = ("东巷", "西巷", "前街", "后街", "村口", "桥头", "集上", "老井旁", "小学旁", "磨坊边")


def settled(who: make.County, of_each: int = 40) -> None:
    """Requests of three matters on which a person settled, each with words of its own."""
    pattern = make.row(make.dispatched(who).number)
    said = [(matter, f"{spot}{words}") for matter, sayings in SAYINGS.items() for words in sayings for spot in SPOTS]
    kept = [one for matter in SAYINGS for one in [pair for pair in said if pair[0] == matter][:of_each]]
    rows = []
    for number, (matter, _words) in enumerate(kept, start=pattern.serial + 1):
        row = copy(pattern)
        row.serial, row.uuid, row.receipt_hash = number, uuid7(make.AT), f"{number:064d}"
        row.matter, row.matter_by = matter, "somebody"
        rows.append(row)
    Case.objects.bulk_create(rows)
    CaseText.objects.bulk_create(
        CaseText(case_id=row.serial, at=make.AT, text=words) for row, (_matter, words) in zip(rows, kept, strict=True)
    )
