"""
Believable requests and answers from small templates.

``[a|b]`` is a choice, ``{slot}`` a filler. A text is what is wrong, perhaps a detail, and what is asked for. Everything
is drawn from the generator that is passed in: one seed, one county.
"""

import random
import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

TEXTS = Path(__file__).parent / "data" / "texts"
_CHOICE = re.compile(r"\[([^\[\]]*)\]")
_SLOT = re.compile(r"\{(\w+)\}")

SLOTS: dict[str, tuple[str, ...]] = {
    "day_part": ("早上", "中午", "下午", "昨天晚上", "前天夜里"),
    "floor": ("一", "二", "三", "四", "五", "六", "十一", "十七"),
    "building": ("1号楼", "2号楼", "3号楼", "5号楼", "6号楼", "西边那栋楼", "老家属楼"),
    "bus": ("1", "2", "3", "5", "7", "102", "201"),
    "school": ("实验小学", "第二小学", "中心小学", "第一中学", "第三中学", "中心幼儿园"),
    "shop": ("集上的肉摊", "一家超市", "早市的水果摊", "菜市场的鱼摊"),
    "gym": ("一家健身房", "一家理发店", "一家培训班", "路口的洗车店"),
    "tens": ("二十", "三十", "四十", "六十", "八十"),
    "site": ("东苑的工地", "修路的工地", "一个大棚项目", "新厂房工地", "一家板材厂"),
    "estate": ("锦绣家园", "青禾府", "滨河名苑", "东苑华庭"),
}
TOWN = {
    "lane": ("南街三巷", "北街二巷", "槐荫巷", "东关胡同", "园丁路", "河沿小路", "建设路西段", "和平里二条"),
    "spot": ("菜市场门口", "实验小学门前", "社区广场旁边", "医院东门", "汽车站对面", "小区南门", "药店门口"),
    "office": ("居委会", "办事大厅", "街道办事窗口"),
}
VILLAGE = {
    "lane": ("东巷", "西巷", "后街", "前街", "南头", "北坡", "村西头", "老井巷"),
    "spot": ("村口", "村委会门前", "小学门口", "老槐树下", "供销点旁边", "桥头", "磨坊旁边", "集市边上"),
    "office": ("村委会", "镇里办事窗口", "镇便民中心"),
}
OPENERS = (
    *("", "", ""),
    "你好，",
    "您好，麻烦问一下，",
    "我住{lane}。",
    "替邻居反映一下：",
    "又来麻烦你们了。",
    "{day_part}看到的，",
)
DETAILS = (
    "已经反映过一次，没有下文。",
    "家里{n}口人都受影响。",
    "拖了有{days}天了。",
    "我{day_part}拍了照片。",
    "不知道该找哪个单位。",
    "邻居们也是这个意思。",
)


@dataclass(frozen=True, slots=True)
class Topic:
    """One kind of matter, with what residents say and units answer; ``child`` says who speaks for one."""

    code: str
    matter: int
    unit: str
    season: str
    weight: float
    say: tuple[str, ...]
    ask: tuple[str, ...]
    done: tuple[str, ...] = ()
    explain: tuple[str, ...] = ()
    later: tuple[str, ...] = ()
    more: tuple[str, ...] = ()
    where: str = "any"
    danger: bool = False
    accuses: bool = False
    child: str = ""


def _topic(row: dict[str, Any]) -> Topic:
    fields: dict[str, Any] = {name: tuple(value) if isinstance(value, list) else value for name, value in row.items()}
    return Topic(**fields)


@cache
def topics() -> tuple[Topic, ...]:
    """Read all templates, in the order of the files."""
    found: list[Topic] = []
    for path in sorted(TEXTS.glob("*.toml")):
        found.extend(map(_topic, tomllib.loads(path.read_text(encoding="utf-8"))["matter"]))
    return tuple(found)


def expand(template: str, rng: random.Random, slots: dict[str, str]) -> str:
    """Draw one text from a template."""
    while "[" in template:
        template = _CHOICE.sub(lambda found: rng.choice(found[1].split("|")), template)
    return _SLOT.sub(lambda found: slots[found[1]], template)


def fillers(rng: random.Random, *, town: bool) -> dict[str, str]:
    """Draw one filler for each slot, so that one text keeps to one lane."""
    drawn = {name: rng.choice(values) for name, values in (SLOTS | (TOWN if town else VILLAGE)).items()}
    return drawn | {"n": str(rng.randint(2, 6)), "days": str(rng.randint(2, 20))}


@dataclass(frozen=True, slots=True)
class Letter:
    """What a resident writes, where it is, and the slots, so that the answer speaks of the same lane."""

    words: str
    where: str
    demands: tuple[str, ...]
    slots: dict[str, str]


def letter(topic: Topic, rng: random.Random, *, town: bool, signed: str = "") -> Letter:
    """
    Write one request.

    :param signed: a sentence with a name or a phone, as people put them into the text; empty for most.
    """
    slots = fillers(rng, town=town)
    parts = [rng.choice(OPENERS), rng.choice(topic.say)]
    if rng.random() < 0.6:
        parts.append(rng.choice(topic.more + DETAILS))
    asked = rng.sample(topic.ask, k=1 if rng.random() < 0.8 else len(topic.ask))
    words = expand("".join(parts + asked), rng, slots)
    demands = tuple(expand(text, rng, slots) for text in asked)
    where = slots["lane"] if rng.random() < 0.5 else slots["spot"]
    return Letter(words + signed, where, demands, slots)


def answer(topic: Topic, kind: str, rng: random.Random, slots: dict[str, str]) -> str:
    """
    Write a unit's answer.

    :param kind: ``done``, ``explain`` or ``later``; where the templates have none, the nearest is taken.
    """
    pool = getattr(topic, kind) or topic.done or topic.explain or topic.later
    return expand(rng.choice(pool), rng, slots)
