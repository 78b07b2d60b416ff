"""What of a hotline's list is taken: our fields, and the names that such lists give to them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.utils.translation import gettext_lazy as _

__all__ = ["FIELDS", "NEEDED", "TRANSLATED", "ImportField", "field_called", "is_known", "plain_name"]


@dataclass(frozen=True, slots=True)
class ImportField:
    """
    One field of ours.

    :param aliases: names that lists give to it, the usual one first.
    :param needed: whether nothing can be taken in without it.
    """

    key: str
    title: Any
    aliases: tuple[str, ...]
    help: Any = ""
    needed: bool = False


_NAMES: Final = {
    "number": "工单编号 工单号 编号 案件编号 诉求编号 受理编号 流水号 工单流水号 业务编号 事件编号 工单id",
    "words": "内容 诉求内容 工单内容 反映内容 问题描述 事件描述 来电内容 主要内容 诉求描述 受理内容 详细内容",
    "title": "标题 工单标题 诉求标题 主题 事件标题 诉求主题",
    "came_at": "受理时间 登记时间 来电时间 创建时间 诉求时间 接件时间 工单生成时间 反映时间 上报时间 提交时间",
    "town": "街乡镇 乡镇 街道 镇街 所属街道 所属乡镇 乡镇街道 被反映街乡镇 属地",
    "village": "村社区 社区 村居 所属社区 行政村 社区村 村 所属村社区 村名",
    "where": "点位 地址 事发地址 详细地址 问题地址 事发地点 诉求地址 地点 具体地址 发生地点",
    "name": "来电人 姓名 诉求人 来电人姓名 反映人 联系人 市民姓名 诉求人姓名",
    "phone": "电话 来电号码 联系电话 来电电话 手机号 手机 诉求人电话 联系方式 主叫号码 手机号码",
    "matter": "问题分类 三级分类 问题分类三级 诉求分类 事项分类 内容分类 小类 问题类别 工单分类 归口类别 事项名称",
    "matter_above": "二级分类 问题分类二级 大类 一级分类 问题分类一级 标签",
    "state": "状态 工单状态 办理状态 案件状态 当前状态 处理状态 环节 当前环节",
    "ended_at": "办结时间 结案时间 完成时间 归档时间 办理完成时间 关闭时间 回复时间",
    "unit": "承办单位 主办单位 办理单位 责任单位 处理单位 被反映单位 处置部门 主办部门",
    "answer": "回复内容 办理意见 答复内容 处理意见 办理情况 处理结果描述 办结意见 回复意见",
    "outcome": "办理结果 处理结果 办结类型 处置结果 结果 办理结论",
    "solved": "是否解决 解决情况 解决状态 回访结果 诉求解决 是否已解决",
}
"""Names that lists of hotlines give to each field, the usual one first."""


def _field(key: str, title: Any, more: Any = "", *, needed: bool = False) -> ImportField:
    return ImportField(key, title, tuple(_NAMES[key].split()), more, needed)


FIELDS: Final[Sequence[ImportField]] = (
    _field("number", _("Their number"), _("By it the same request is known again the next night."), needed=True),
    _field("words", _("Words of the request"), needed=True),
    _field("title", _("Its title")),
    _field("came_at", _("When it came in there"), _("Its promise runs from then."), needed=True),
    _field("town", _("Township")),
    _field("village", _("Village")),
    _field("where", _("Where exactly")),
    _field("name", _("Name of the resident")),
    _field("phone", _("Her telephone")),
    _field("matter", _("Kind of matter"), _("The finest level that the list has.")),
    _field("matter_above", _("Kind of matter, one level up")),
    _field("state", _("Where it stands there")),
    _field("ended_at", _("When it ended there")),
    _field("unit", _("Unit that handled it")),
    _field("answer", _("The answer")),
    _field("outcome", _("What came of it")),
    _field("solved", _("Whether the resident said it is solved")),
)
NEEDED: Final = tuple(field.key for field in FIELDS if field.needed)
TRANSLATED: Final = ("matter", "matter_above", "unit", "town", "village", "state", "outcome", "solved")
"""Fields whose words mean something here and are translated value by value."""

_NOISE = re.compile(r"[\s（）()【】\[\]<>《》/、\\:：*＊_\-—·.]+")
_KNOWN: Final = {alias: field.key for field in FIELDS for alias in field.aliases}
LEFT_OUT: Final = frozenset(
    {"类型", "工单类型", "诉求类型", "是否满意", "工单性质", "企业名称", "被反映区", "受理方式", "来源", "原因"}
)
"""Names of such lists that are known and not taken: they still tell a head from a line."""


def plain_name(name: str) -> str:
    """Write a column's name without blanks and marks: ``工单 编号*`` is ``工单编号``."""
    return _NOISE.sub("", name).lower()


def field_called(name: str) -> tuple[str, int]:
    """
    Find the field that a column's name means.

    :return: its key and how surely, 0 to 100; an empty key for none.
    """
    whole, last = plain_name(name), plain_name(name.rsplit(" ", maxsplit=1)[-1])
    for said, surely in ((whole, 100), (last, 90)):
        if said in _KNOWN:
            return _KNOWN[said], surely - 10 * _rank(said)
    near = [(len(alias), key) for alias, key in _KNOWN.items() if len(alias) > 1 and (alias in whole)]
    return (max(near)[1], 30) if near and whole not in LEFT_OUT else ("", 0)


def _rank(alias: str) -> int:
    """Prefer the usual names a little: 受理时间 before 提交时间 where a list has both."""
    aliases = next(field.aliases for field in FIELDS if alias in field.aliases)
    return min(4, aliases.index(alias) // 2)


def is_known(name: str) -> bool:
    """Tell whether a name is one that such lists use for a column."""
    whole, last = plain_name(name), plain_name(name.rsplit(" ", maxsplit=1)[-1])
    return bool({whole, last} & (_KNOWN.keys() | LEFT_OUT))
