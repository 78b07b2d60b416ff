"""Invented people: names drawn from common surnames and given names, each person once."""

import random
from collections.abc import Iterator

SURNAMES = (
    "王李张刘陈杨赵黄周吴徐孙马朱胡林郭何高罗郑梁谢宋唐许邓冯韩曹曾彭肖田董潘袁蔡蒋余"
    "于杜叶程苏魏吕丁任卢姚沈钟姜崔谭陆汪范石廖贾韦"
)
FIRST = "建国志文春秋玉桂海明晓永秀立金德长福新万学振兴宝凤雪冬素兰淑红丽爱喜景树忠义国东树占连广庆云瑞俊少双"
SECOND = "军强华明平生林山英芳梅霞敏静伟涛斌勇刚杰波辉民才祥顺和田江河海峰岩松柏竹荣芝花珍香琴娟燕莲云霄宁远"


def names(rng: random.Random) -> Iterator[str]:
    """Yield invented names without end, none of them twice."""
    seen: set[str] = set()
    while True:
        given = rng.choice(FIRST) + (rng.choice(SECOND) if rng.random() < 0.85 else "")
        name = rng.choice(SURNAMES) + given
        if name not in seen:
            seen.add(name)
            yield name


def phone(rng: random.Random) -> str:
    """Draw a mobile number from a block that no operator has given out."""
    return f"1990399{rng.randrange(10_000):04d}"


def signature(rng: random.Random) -> str:
    """Write what some residents put at the end of their text, for the masking to find."""
    surname, who = rng.choice(SURNAMES), rng.choice(("大爷", "大妈", "师傅", "家的"))
    return rng.choice(
        (f"我电话{phone(rng)}。", f"我是{surname}{who}，电话{phone(rng)}。", f"联系人：{next(names(rng))}。")
    )
