"""
Read lists of wordings: what people may say, in a few lines that anybody in the office can read.

A line is a rule, and its words come in order; what may stand between is said by the signs that the head of the list
explains (``data/danger.txt``). A rule is made into a regular expression that begins with plain words, so that the
machine walks past everything that begins no rule: a text of 300 characters costs microseconds, however long the list.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

__all__ = ["Wordings", "read_list", "wordings"]

_STOPS = "，。；！？,;!?\\n"
_SOME = f"[^{_STOPS}]{{0,4}}"
_LITTLE = "[了着过得要在把给都又就一快正很好出到是个也还被让的]{0,3}"
_MANY = "[^。！？!?\\n]{0,12}"
_FAMILY = re.compile(r"<[^>]+>")


@dataclass(frozen=True, slots=True)
class Wordings:
    """The rules under one heading, made ready."""

    patterns: tuple[re.Pattern[str], ...]

    def are_in(self, text: str) -> bool:
        """Tell whether one of the rules fits somewhere."""
        return any(pattern.search(text) for pattern in self.patterns)

    def struck_from(self, text: str) -> str:
        """Put a stop wherever one of the rules fits."""
        for pattern in self.patterns:
            text = pattern.sub("。", text)
        return text


def read_list(file: Path) -> dict[str, tuple[str, ...]]:
    """
    Read a list: its headings, each with its rules, families of words written out.

    :raises KeyError: if a rule names a family that is not declared above it.
    """
    families: dict[str, str] = {}
    found: dict[str, list[str]] = {}
    heading = ""
    for line in _lines(file.read_text(encoding="utf-8")):
        said = _FAMILY.sub(lambda name: families[name[0]], line.partition(" = ")[2] or line)
        if " = " in line:
            families[line.partition(" = ")[0]] = said
        elif line.startswith("["):
            heading = line.strip("[]")
        else:
            found.setdefault(heading, []).append(said)
    return {name: tuple(rules) for name, rules in found.items()}


def wordings(rules: Iterable[str]) -> Wordings:
    """
    Make rules ready.

    Those that begin with the same family share one pattern. All others stand under their first words, and these in
    a few patterns by first letter: the machine walks to a letter that begins something, and tries only what it begins.
    """
    families: dict[str, list[str]] = {}
    words: dict[str, list[str]] = {}
    for rule in rules:
        first, _space, rest = rule.partition(" ")
        tail = _tail(rest.split())
        if first.count("/") < _FAMILY_SIZE:
            for word in first.split("/"):
                words.setdefault(word, []).append(tail)
        else:
            families.setdefault(first, []).append(tail)
    heads = [f"{_either(first)}{_any(tails)}" for first, tails in families.items()]
    return Wordings(tuple(re.compile(pattern) for pattern in (*_by_letter(words), *heads)))


_FAMILY_SIZE = 16
_LETTERS = 20


def _lines(text: str) -> Iterator[str]:
    for line in text.splitlines():
        if line.strip() and not line.startswith("#"):
            yield line.strip()


def _by_letter(words: Mapping[str, list[str]]) -> Iterator[str]:
    letters: dict[str, list[str]] = {}
    for word, tails in sorted(words.items()):
        letters.setdefault(word[0], []).append(re.escape(word[1:]) + _any(tails))
    ready = [letter + _any(rests) for letter, rests in letters.items()]
    for start in range(0, len(ready), _LETTERS):
        yield "|".join(ready[start : start + _LETTERS])


def _any(patterns: Iterable[str]) -> str:
    return f"(?:{'|'.join(patterns)})"


def _tail(words: list[str]) -> str:
    made, between = [], _SOME
    for word in words:
        if word in _BETWEEN:
            between = _BETWEEN[word]
        elif word.startswith("!"):
            made.append(f"(?![^{_STOPS}]{{0,3}}{_either(word[1:])})")
        else:
            made.append(between + _either(word))
            between = _SOME
    return "".join(made)


_BETWEEN = {"~": _LITTLE, "…": _MANY}


def _either(words: str) -> str:
    return _any(map(re.escape, words.split("/")))
