"""
Which kind a request reads like: word lists, so that whoever doubts a hint can read why it came.

A hint is shown beside the field and never fills it in.
"""

import re
from dataclasses import dataclass
from typing import Any, Final

from minqing.cases.codes import title

from .codes import RequestKind

__all__ = ["KindHint", "kind_hint"]

SHOWN: Final = 3
_LISTS: Final = (
    (RequestKind.REPORT, r"举报|检举|揭发|贪污|受贿|偷排|偷税|黑作坊|制假|售假|非法[一-鿿]{2}|无证(?:经营|行医|驾驶)"),
    (
        RequestKind.COMPLAINT,
        r"投诉|控告|态度(?:很|太|极|非常|特别|十分)?(?:差|恶劣|不好|蛮横|生硬)|推诿|踢皮球|不作为|乱收费|乱罚款|多收了?|刁难"
        r"|敷衍|吃拿卡要|没人(?:管|理|来)|(?:一直|总是|就是|至今)[^,，。]{0,2}(?:不|没)(?:修|管|处理|解决|答复|回复)"
        r"|反映(?:了)?(?:很多|好多|多|几|[二两三四五六七八九十]+|\d+)(?:次|遍)|拖(?:着|了)[^,，。]{0,6}不(?:办|修|管)|骂(?:人|我们?)|不给(?:办|退)",
    ),
    (RequestKind.PRAISE, r"表扬|点赞|锦旗|(?<!不)感谢[^,，。]{0,8}(?:同志|工作|帮|解决|及时|热心)|要好好谢谢"),
    (
        RequestKind.SUGGESTION,
        r"建议|希望(?:能|可以)?(?:增设|增加|加装|设置|开通|建)|能(?:否|不能)(?:增设|增加|加装|设置|开通)|最好能",
    ),
    (
        RequestKind.QUESTION,
        r"咨询|请问|想问|问一下|怎么(?:办理|申请|查|领|交)|如何(?:办理|申请|查|领|交)|需要(?:什么|哪些)(?:材料|手续|条件)"
        r"|(?:能不能|可不可以|能否)(?:办|申请|领)|什么时候(?:能|可以|开始|发)",
    ),
    (RequestKind.HELP, r"求助|帮(?:忙|我|我们)|停水|停电|断电|坏了|漏水|没有?(?:水|电|气)|堵(?:了|塞|住)|不亮|塌了?"),
)
"""In this order the first list that speaks is the kind: a complaint in the form of a question is a complaint."""
_READ: Final = tuple((kind, re.compile(words)) for kind, words in _LISTS)


@dataclass(frozen=True, slots=True)
class KindHint:
    """
    What a request reads like.

    :param kind: the code's word, e.g. ``complaint``. ``because`` holds the words that speak for it, three at most.
    """

    kind: str
    label: Any
    because: tuple[str, ...]


def kind_hint(text: str) -> KindHint | None:
    """Return which kind masked words read like; None where no list speaks."""
    for kind, words in _READ:
        found = tuple(dict.fromkeys(match.group() for match in words.finditer(text)))
        if found:
            return KindHint(kind.name.lower(), title(kind), found[:SHOWN])
    return None
