"""
What a text asks for, sentence by sentence: rules that can be read and argued about.

They are suggested as lines to whoever accepts; nobody's demand is listed without a person's press.
"""

import re

MOST, LONGEST, SHORTEST = 8, 300, 4
_END = re.compile(r"[。！？!?；;\n]+")
_ASKS = re.compile(
    r"请(?!问一下$|假|客|柬)|希望|要求|恳请|恳求|盼|望(?:尽快|早日|能|给|有关|领导|贵)|建议|麻烦|帮(?:忙|我|我们|着)|能不能|能否|可不可以|可否"
    r"|是不是(?:能|可以|该)|什么时候|何时|几时|为什么|为何|凭什么|怎么(?:办|处理|解决|申请|还|一直|才)|到底|给(?:个|一个)(?:说法|答复|解释|交代)"
    r"|(?:应该|应当|必须|需要|得)[^，,]{0,8}(?:解决|处理|修|清|管|赔|退|换|装|查|停|拆|答复|解释)|尽快|抓紧|早点|来人(?:看|修|管)"
)
_LEAD = re.compile(
    r"^(?:[一二三四五六七八九十\d]{1,2}[、.．,，:：)）]|第[一二三四五六七八九十][，,、:：]?|其[一二三四][，,、:：]?"
    r"|(?:另外|还有|同时|最后)[，,]?)\s*"
)


def demands_in(text: str) -> tuple[str, ...]:
    """
    Return the sentences of a text that ask for something, in their order.

    :return: at most eight, without numbers at their head and signs at their end; none where nothing is asked for.
    """
    found: list[str] = []
    for part in _END.split(text):
        sentence = _LEAD.sub("", part.strip()).strip(" ，,、：:")
        if len(sentence) >= SHORTEST and _ASKS.search(sentence) and sentence not in found:
            found.append(sentence[:LONGEST])
    return tuple(found[:MOST])
