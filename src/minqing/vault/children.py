# ruff: noqa: E501 - a pattern reads best on one line
"""
What else is masked where a request is about a child: given names alone, school, class, and the day of birth.

A neighbour knows a child by less than an adult. A school is masked where the child goes to it, not where it is only
the place (学校门口没有斑马线 must stay readable). Rules, as everywhere in the vault: they miss some, and the resident
and intake see the result.

:source: ADR 0052; guardrail G23.
"""

import re
from collections.abc import Iterator

from .naming import AFTER_NAME, is_given, is_ordinary

__all__ = ["child_pieces"]

_KID = (
    "孩子|小孩|小孩子|娃娃|娃儿|娃|女儿|儿子|闺女|丫头|女娃|男娃|孙子|孙女|外孙女|外孙|侄子|侄女|侄儿|外甥女|外甥|弟弟|妹妹|姐姐|哥哥|"
    "宝宝|学生|同学|同桌|小朋友|女童|男童|小姑娘|小男孩|小女孩|老大|老二|老三"
)
_CALLED = re.compile(
    rf"(?:(?:{_KID})(?:的)?(?:名字|小名|大名)?(?:叫做|叫|名叫|是)?|(?:我|她|他)叫|名叫|名字叫|跟|和|把)[:： “\"]{{0,2}}"
)
_PET = re.compile(
    r"(?:小名|乳名|昵称|外号)(?:叫做|叫|是)?[:： “\"]{0,2}(?P<secret>[一-龥]{1,3}?)(?=[,，。;；!！?？、\s”\"的在被]|$)"
)
_NUMBER = "[0-9一二三四五六七八九十]"
_SCHOOL = "(?:(?![在上读念是到于的])[一-龥0-9]){1,12}?(?:小学|中学|学校|幼儿园|幼稚园|托儿所|托育园|初中|高中|[一二三四五六七八九]中|[一二三四五六七八九]小)(?:分校|东校区|西校区|校区)?"
_SHAPES = (
    rf"(?:就读于?|读于|转学?到|考上|升入|报名)了?(?P<secret>{_SCHOOL})",
    rf"(?:{_KID})(?:现在|目前|今年)?(?:在|是|上|读|念)(?P<secret>{_SCHOOL})",
    rf"(?:在|上|读|念)(?P<secret>{_SCHOOL})(?=读|上学|上课|念|就读|住校|寄宿|当学生|的?学生|[一二三四五六七八九1-9]年级|{_NUMBER}{{1,3}}班|[大中小托][{_NUMBER[1:-1]}]?班)",
    rf"(?P<secret>{_SCHOOL})(?=[初高]?[一二三四五六七八九1-9]年级|[初高][一二三]|[大中小托][一二三四五六1-9]?班|的?学生[,，。我叫])",
    rf"(?:[初高]?[一二三四五六七八九1-9]年级|[初高][一二三])\s*[(（]?{_NUMBER}{{1,2}}[)）]?班",
    rf"(?<![第每两几那这开早晚白夜末首])[(（]?(?:[1-9]0[1-9]|{_NUMBER}{{1,2}})[)）]班(?![车次长子组机])",
    r"(?<![第每两几那这])[1-9]0[1-9]班(?![车次子组机])",
    r"(?:幼儿园|托班|学前班)?[大中小托苗][一二三四五六1-9]班(?![车次子组机])",
    r"(?:出生(?:日期|年月日?|于|在)?|生日|生于|生在)\s*[:：是为在]{0,2}\s*(?P<secret>(?:(?:19|20)?\d{2}\s*[年.\-/]\s*)?\d{1,2}\s*[月.\-/]\s*\d{1,2}\s*[日号]?)",
    r"(?:19|20)\d{2}\s*[年.\-/]\s*\d{1,2}\s*[月.\-/]\s*\d{1,2}\s*[日号]?(?=\s*(?:出生|生日|生的|生人|生[,，。]))",
    r"(?:20)?[0-3]\d年(?:\d{1,2}月)?(?=(?:出)?生的|出生|生人)",
)
_READ = tuple(re.compile(shape) for shape in _SHAPES)
_LONGEST_NAME = 2
_FOLLOWS = re.compile(rf"{AFTER_NAME.pattern}|[0-9]")


def child_pieces(text: str) -> Iterator[tuple[int, int]]:
    """
    Find what would tell a child's friends and neighbours who it is.

    :param text: one text of any length; digits half-width.
    :return: (start, end) pairs, in no order, perhaps overlapping.
    """
    for shape in _READ:
        group = "secret" if "secret" in shape.groupindex else 0
        yield from (found.span(group) for found in shape.finditer(text))
    names = set(_given_names(text))
    for name in names:
        yield from (found.span() for found in re.finditer(re.escape(name), text))


def _given_names(text: str) -> Iterator[str]:
    yield from (found["secret"] for found in _PET.finditer(text))
    for cue in _CALLED.finditer(text):
        name = text[cue.end() : cue.end() + _LONGEST_NAME]
        if len(name) == _LONGEST_NAME and _is_called_so(text, cue.end(), name):
            yield name


def _is_called_so(text: str, start: int, name: str) -> bool:
    """Tell whether two characters after a cue are a given name: 欣怡, 小宇, 乐乐."""
    if is_ordinary(name) or not is_given(name.removeprefix("小")):
        return False
    return name[0] == name[1] or _FOLLOWS.match(text, start + len(name)) is not None
