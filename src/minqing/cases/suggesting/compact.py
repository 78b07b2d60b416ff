"""
A model that is small and quick: flat rows of numbers instead of tables in tables.

It says what the learnt one says. What it holds is packed as numbers and letters, never as a program.
"""

import json
import math
import sys
import zlib
from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from .counting import SMOOTH
from .grams import grams
from .learning import SHOWN, Model, Suggestion, learn, reasons

FORMAT = 1
COLUMNS = (("tells", "f"), ("rare", "f"), ("starts", "I"), ("classes", "H"), ("weights", "f"), ("less", "f"))
"""Name and type of each row of numbers; 32 bits, but 16 for classes."""


class Unreadable(ValueError):
    """These bytes hold no model of this version."""


@dataclass(frozen=True)
class Compact:
    """
    What was learnt, laid flat: each run of letters has a number, and its classes lie from ``starts`` to the next.

    :param tells: how much a run tells; ``rare`` how rare it is in all texts.
    :param classes: beside ``weights``, how far the run moves a text to a class, and ``less``, how much less rare it is
        in all other classes.
    :param ceilings: of each class, see :class:`~minqing.cases.suggesting.counting.Counts`.
    """

    labels: tuple[str, ...]
    numbers: dict[str, int]
    ceilings: tuple[float, ...]
    tells: "array[float]"
    rare: "array[float]"
    starts: "array[int]"
    classes: "array[int]"
    weights: "array[float]"
    less: "array[float]"

    def suggest(self, text: str, most: int = SHOWN) -> list[Suggestion]:
        """Return the likeliest labels of a text, the likeliest first; none where no run of letters is known."""
        known = [(gram, self.numbers[gram], n) for gram, n in grams(text).items() if gram in self.numbers]
        if not known:
            return []
        values = [(1 + math.log(n)) * self.tells[number] for _gram, number, n in known]
        length = math.sqrt(sum(value * value for value in values)) or 1.0
        scores = self._scores([number for _gram, number, _n in known], [value / length for value in values])
        order = sorted(range(len(scores)), key=lambda one: (-scores[one], self.labels[one]))[:most]
        spoken = [(gram, number, value) for (gram, number, _n), value in zip(known, values, strict=True)]
        return [Suggestion(self.labels[one], scores[one], self._because(spoken, one)) for one in order]

    def _scores(self, numbers: Sequence[int], values: Sequence[float]) -> list[float]:
        far, less = [0.0] * len(self.labels), [0.0] * len(self.labels)
        rare = 0.0
        for number, value in zip(numbers, values, strict=True):
            rare += self.rare[number]
            for place in range(self.starts[number], self.starts[number + 1]):
                one = self.classes[place]
                far[one] += self.weights[place] * value
                less[one] += self.less[place]
        known = len(numbers)
        return [far[one] + self.ceilings[one] - (rare + less[one]) / known for one in range(len(far))]

    def _because(self, spoken: Sequence[tuple[str, int, float]], label: int) -> tuple[str, ...]:
        return reasons((self._weight(number, label) * value, gram) for gram, number, value in spoken)

    def _weight(self, number: int, label: int) -> float:
        for place in range(self.starts[number], self.starts[number + 1]):
            if self.classes[place] == label:
                return self.weights[place]
        return 0.0

    def pack(self) -> bytes:
        """Return the model as bytes that ``unpack`` reads on any machine."""
        rows = [little(getattr(self, name)) for name, _type in COLUMNS]
        letters = "\n".join(self.numbers).encode()
        head = {"format": FORMAT, "labels": self.labels, "ceilings": self.ceilings, "letters": len(letters)}
        head["rows"] = [len(row) for row in rows]
        return zlib.compress(b"\n".join([json.dumps(head).encode(), letters + b"".join(rows)]), 6)


def learn_compact(texts: Sequence[str], labels: Sequence[str]) -> Compact:
    """
    Learn as ``learn`` does, from runs that stand in two texts or more: what stands in one alone may be somebody's own.

    :raises ValueError: if there are fewer than two labels.
    """
    return compact(learn(texts, labels, fewest=2))


def compact(model: Model) -> Compact:
    """Lay a learnt model flat."""
    rows: dict[str, Any] = {name: array(kind) for name, kind in COLUMNS}
    numbers = {gram: number for number, gram in enumerate(model.tells)}
    for gram in numbers:
        whole, weights = model.counts.all[gram], model.weights.get(gram, {})
        rows["tells"].append(model.tells[gram])
        rows["rare"].append(math.log(whole + SMOOTH))
        rows["starts"].append(len(rows["classes"]))
        for one, counts in enumerate(model.counts.own):
            own, weight = counts.get(gram, 0), weights.get(one, 0.0)
            if own or weight:
                rows["classes"].append(one)
                rows["weights"].append(weight)
                rows["less"].append(math.log(whole - own + SMOOTH) - math.log(whole + SMOOTH))
    rows["starts"].append(len(rows["classes"]))
    return Compact(model.labels, numbers, tuple(model.counts.ceilings), **rows)


def unpack(packed: bytes) -> Compact:
    """
    Read a packed model.

    :raises Unreadable: if these bytes hold none.
    """
    try:
        first, _line, rest = zlib.decompress(packed).partition(b"\n")
        head = json.loads(first)
        if head["format"] != FORMAT:
            raise Unreadable(head["format"])
        grams_, place = rest[: head["letters"]].decode().split("\n"), head["letters"]
        rows: dict[str, Any] = {}
        for (name, kind), size in zip(COLUMNS, head["rows"], strict=True):
            rows[name] = from_little(kind, rest[place : place + size])
            place += size
    except (zlib.error, KeyError, TypeError, ValueError) as broken:
        raise Unreadable(str(broken)) from broken
    numbers = {gram: number for number, gram in enumerate(grams_)}
    return Compact(tuple(head["labels"]), numbers, tuple(head["ceilings"]), **rows)


def little(row: "array[Any]") -> bytes:
    """Return a row's bytes, the small end first, on any machine."""
    if sys.byteorder == "big":
        row = row[:]
        row.byteswap()
    return row.tobytes()


def from_little(kind: Any, data: bytes) -> "array[Any]":
    """Read a row's bytes."""
    row = array(kind)
    row.frombytes(data)
    if sys.byteorder == "big":
        row.byteswap()
    return row
