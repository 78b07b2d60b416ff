"""What one fact of a list says, in as few words as tell it; its own page says all."""

from collections.abc import Iterator

from minqing.insight.own.saying import mark_words
from minqing.ledger.facts import FACT_TYPES, Column
from minqing.ledger.records import FactView
from minqing.web.measures.context import value_words


def gist(fact: FactView) -> str:
    """Say what a fact tells, one thing after the other: 扫码 · 132 路灯不亮; "" where it tells but that it was."""
    return " · ".join(_told(fact))


def _told(fact: FactView) -> Iterator[str]:
    columns = FACT_TYPES[fact.kind].columns
    for name, value in fact.data.items():
        if name in columns and _tells(columns[name], value):
            words = value_words(name, columns[name], value)
            yield words if _speaks(columns[name], words, value) else mark_words(name, [words])


def _tells(column: Column, value: int) -> bool:
    """Leave out a no, and a code of nought: that nothing was named."""
    return column.kind == "count" or bool(value)


def _speaks(column: Column, words: str, value: int) -> bool:
    """Tell words that speak for themselves from a yes, and from a number that needs to be told of what."""
    return column.kind == "code" and words != str(value)
