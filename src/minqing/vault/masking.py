# ruff: noqa: E501 - a pattern reads best on one line
"""
What the handling unit may read: the resident's words without names, numbers and doors.

Order matters: what is known about this case is struck out first, then what has a shape (numbers, plates, doors),
then what is probably a name. Spans refer to the text as given, so that a page can show what was masked and let the
resident mask more. A masked piece has always the same width, since the length of a name is a hint as well.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from .children import child_pieces
from .naming import names_in

BLOCK = "████"

_HALF = {ord("０") + i: ord("0") + i for i in range(10)}
_HALF |= {ord("Ａ") + i: ord("A") + i for i in range(26)} | {ord("ａ") + i: ord("a") + i for i in range(26)}
_HALF |= {ord("－"): ord("-"), ord("—"): ord("-"), ord("–"): ord("-"), ord("＋"): ord("+"), ord("\u3000"): ord(" ")}
_SPOKEN = str.maketrans("零〇○一二三四五六七八九幺", "0001234567891")

_MEASURED = r"(?!\s*(?:元|块|万|亿|人|户|吨|斤|公斤|亩|平|米|公里|度|方|立方|%|年|月|号线|字|个|件|次))"
_SEP = r"[-\s.·]?"
_N = "[0-9一二三四五六七八九十百零〇两]"
_ROADS = "路街巷弄道院村屯庄寨湾沟组队社片排"

_SHAPES: tuple[tuple[str, str], ...] = (
    ("email", r"[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+"),
    ("id_number", r"(?<!\d)\d{6}\s?(?:18|19|20)\d{2}\s?(?:0[1-9]|1[0-2])\s?(?:0[1-9]|[12]\d|3[01])\s?\d{3}[\dXx](?!\d)"),
    ("id_number", r"(?:身份证|证件)(?:号码?|后[四六4-6]位|尾号)?\s*[:：是为]{0,2}\s*(?P<secret>[0-9Xx][0-9Xx* -]{2,20}[0-9Xx])"),
    ("id_number", r"(?:护照|台胞证|回乡证|通行证|旅行证|军官证|士兵证|军人证|残疾人?证|驾驶证|驾照|居留证|居住证|社保卡|医保卡)(?:号码?|编号)?[:：是为\s]{0,3}(?:军?字?第)?(?P<secret>(?!20\d\d[年.-])[A-Za-z]{0,2}\d[0-9A-Za-z-]{4,20})"),
    ("id_number", r"(?<!\d)\d{6}\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}(?!\d)"),
    ("phone", rf"(?<![\d])(?:\+?\s?86{_SEP})?1{_SEP}[3-9](?:{_SEP}\d){{9}}(?!\d)"),
    ("phone", r"(?<!\d)0\d{2,3}[-\s)）]?\d{7,8}(?:[-转]\d{1,5})?(?!\d)"),
    ("phone", rf"(?<![\d.])(?!(?:19|20)\d{{2}}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01]))[2-9]\d{{6,7}}(?![\d.]){_MEASURED}"),
    ("phone", r"(?:电话|手机|座机|号码|尾号|分机)[是为:：]?\s*(?P<secret>\d{3,8})(?!\d)"),
    ("code", r"(?<![0-9A-Za-z])[0-9A-HJKMNP-TV-Z]{4}(?:-[0-9A-HJKMNP-TV-Z]{4}){3}-[0-9A-HJKMNP-TV-Z](?![0-9A-Za-z])"),
    ("bank_card", rf"(?<!\d)(?!20\d{{2}}-\d{{6}}(?!\d))\d(?:{_SEP}\d){{11,18}}(?!\d)"),
    ("account", r"(?<!\d)(?!20\d{2}-\d{6}(?!\d))\d{9,}(?!\d)" + _MEASURED),
    ("account", r"(?:户号|用户号|账号|帐号|卡号|学号|工号|社保号|医保号|存折|银行卡)(?:码)?(?:尾号|后四位)?\s*[:：是为]{0,2}\s*(?P<secret>[A-Za-z0-9][A-Za-z0-9 -]{2,24})"),
    ("account", r"(?:微信|[Ww][Ee]?[Ii]?[Xx](?:[Ii][Nn])?|[Vv][Xx]|[Vv]信|[Qq]{2}|抖音|快手|支付宝)(?:号码?|帐号|账号)?\s*[:：是为]{0,2}\s*(?P<secret>[A-Za-z0-9_][A-Za-z0-9_-]{4,24})"),
    ("plate", r"[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼使领][A-Za-z][·•.\-\s]?[A-Za-z0-9]{4,5}[A-Za-z0-9挂学警港澳领]"),
    ("plate", r"(?:车牌|车号|牌照)(?:号码?|尾号)?(?:是|为|尾号|后几位)?[:：]?\s*(?P<secret>[A-Za-z0-9·]{3,8})"),
    ("door", rf"(?<!同)(?<!每){_N}{{1,3}}单元\s*(?:[东西中]户|{_N}{{1,4}}(?:室|号|户|房|层|楼)?)?(?:\s*{_N}{{1,4}}(?:室|号|户|房))?"),
    ("door", r"(?<![\d.-])\d{1,3}-\d{1,2}-\d{2,4}(?![\d-])"),
    ("door", rf"{_N}{{1,4}}(?:室(?!内|外)|号房|房间|号房间|号门市|号门面|号商铺)"),
    ("door", r"(?:[楼栋幢座]|楼上|楼下|隔壁|对门)(?P<secret>\d{3,4})(?![-\d年月日元块米人户次个]|天(?!天))"),
    ("door", rf"(?:(?<=[{_ROADS}])|(?<=胡同)|(?<=[里坊街巷][一二三四五六七八九十]条)|门牌号?|门号)\s*[:：是为]{{0,2}}\s*(?:{_N}{{1,4}}[-之])?{_N}{{1,5}}号(?!\d|[0-9一二三四五六七八九十]|线|井|机|泵|桥|闸|坝|地|水|变|路|渠|台区|台|厕|垃圾|杆|电杆|楼|栋|幢|座|仓|棚|塘|池|通知|文|公告|令|早|上午|下午|晚|中午|凌晨|夜|那|当天|开始|之前|之后|以前|到|至|起|左右|前|后停|停|开|集中|召开|赶集|下)"),
    ("door", rf"门牌(?:号码?)?\s*[:：是为]{{0,2}}\s*[A-Za-z]?{_N}{{1,6}}(?:[-之]{_N}{{1,4}})?号?"),
    ("door", rf"{_N}{{1,3}}楼{_N}{{1,3}}号"),
    ("door", rf"第{_N}{{1,3}}(?:家|户)(?!籍|人|型|口)|[东西]户(?![口籍])|(?:左|右)手边?第?{_N}{{1,2}}(?:家|户)"),
)  # fmt: skip
_READ = tuple((kind, re.compile(shape), "secret" if "(?P<secret>" in shape else 0) for kind, shape in _SHAPES)
_RANK = {"phone": 0, "id_number": 1, "plate": 2, "email": 3, "bank_card": 4, "account": 5}
_SPOKEN_PHONE = re.compile(r"(?<!\d)1[3-9]\d{9}(?!\d)")


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """One masked piece of the text as given: [start, end) and what it probably is."""

    start: int
    end: int
    kind: str


@dataclass(frozen=True, slots=True)
class Masked:
    """The text for the handling unit, and which pieces of the original it lacks."""

    text: str
    spans: tuple[Span, ...]


def _spaced(secret: str) -> re.Pattern[str]:
    letters = [re.escape(letter) for letter in re.sub(r"[\s\-·.]+", "", secret)]
    return re.compile(r"[\s\-·.]{0,2}".join(letters), re.IGNORECASE)


def _known_spans(text: str, known: Iterable[str]) -> Iterator[Span]:
    spoken = text.translate(_SPOKEN)
    for secret in known:
        plain = secret.strip().translate(_HALF)
        if len(plain) < 2:
            continue
        digits = sum(letter.isdigit() for letter in plain) >= 5
        where = spoken if digits else text
        kind = "phone" if digits else "name"
        yield from (Span(*found.span(), kind) for found in _spaced(plain).finditer(where))


def _shaped_spans(text: str) -> Iterator[Span]:
    for kind, shape, group in _READ:
        for found in shape.finditer(text):
            yield Span(*found.span(group), kind)
    spoken = text.translate(_SPOKEN)
    if spoken != text:
        yield from (Span(*found.span(), "phone") for found in _SPOKEN_PHONE.finditer(spoken))


def _merged(spans: Iterable[Span], length: int) -> tuple[Span, ...]:
    kept: list[Span] = []
    for span in sorted(spans, key=lambda one: (one.start, -one.end, _RANK.get(one.kind, 0))):
        start, end = max(0, span.start), min(length, span.end)
        if start >= end:
            continue
        if kept and start < kept[-1].end:
            last = kept[-1]
            kept[-1] = Span(last.start, max(last.end, end), last.kind)
        else:
            kept.append(Span(start, end, span.kind))
    return tuple(kept)


def _struck(text: str, spans: Sequence[Span]) -> str:
    pieces, position = [], 0
    for span in spans:
        pieces += [text[position : span.start], BLOCK]
        position = span.end
    return "".join([*pieces, text[position:]])


def mask(
    text: str, *, known: Iterable[str] = (), extra_spans: Iterable[tuple[int, int]] = (), child: bool = False
) -> Masked:
    """
    Mask names, phones, identity and card numbers, accounts, plates and door numbers.

    :param text: what the resident wrote.
    :param known: names and numbers of this case's own people; struck out wherever they stand, however spaced.
    :param extra_spans: (start, end) pairs of ``text`` that the resident wants masked as well; nonsense is ignored.
    :param child: whether the text is about a child: given names alone, school, class and day of birth go as well.
    :return: the masked text, and the spans of the original in order, not overlapping. Deterministic; masking the
        masked text again changes nothing.
    """
    plain = text.translate(_HALF)
    found = [*_known_spans(plain, known), *_shaped_spans(plain)]
    found += [Span(start, end, "name") for start, end in names_in(plain)]
    if child:
        found += [Span(start, end, "child") for start, end in child_pieces(plain)]
    found += [Span(start, end, "chosen") for start, end in extra_spans]
    spans = _merged(found, len(text))
    return Masked(text=_struck(text, spans), spans=spans)
