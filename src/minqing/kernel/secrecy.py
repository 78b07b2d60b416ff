"""
The gate for papers marked as secret: what a person writes or sends goes past it before anything is kept.

It looks for the marks that such papers carry (机密★1年, 密级：秘密, 内部资料，不得外传 as a line of its own), not for
the words in speech: "this is my secret" and "they told me it was 机密" pass. The list is data, with its source;
text inside a photo is beyond it.

:source: ADR 0051; guardrail G19; ``kernel/data/secret_marks.csv``.
"""

import csv
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from .errors import Refused

__all__ = ["MARKS_FILE", "SecretMark", "has_secret_mark", "refuse_secret", "refuse_secret_names"]

MARKS_FILE: Final = Path(__file__).parent / "data" / "secret_marks.csv"
_GAP = r"[ \t\u3000]*"
_OPEN, _CLOSE = r"[\[【(（<《“\"]?", r"[\]】)）>》”\"]?"
_TIME = rf"(?:[0-9０-９一二三四五六七八九十]{{1,3}}{_GAP}(?:年|个?月)|长期|永久)"


class SecretMark(Refused):
    """Something carries the mark of a secret paper; nothing of it was kept, and what was typed is still on the page."""

    code = "secret-mark"
    default: Any = _(
        "This carries a mark of secret papers, such as “机密★” or “密级：”, so it was not taken. Nothing of it was "
        "kept here, and nothing you typed is lost. If it really is secret: please do not write it online and take no "
        "photo; bring it in person to the county's secrecy office. If it is ordinary speech, leave the mark out or say "
        "it in other words, and send it again."
    )


def _spaced(words: str) -> str:
    return _GAP.join(f"{re.escape(letter)}?" if letter in "，、" else re.escape(letter) for letter in words)


def _any(words: Iterable[str]) -> str:
    return "(?:" + "|".join(_spaced(one) for one in words) + ")"


def _read(file: Path) -> re.Pattern[str]:
    kinds: dict[str, list[str]] = {}
    with file.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            kinds.setdefault(row["kind"], []).append(row["words"])
    level, star, label = _any(kinds["level"]), _any(kinds["star"]), _any(kinds["label"])
    until = rf"(?:{_any(kinds['term'])}{_GAP}[:：]?{_GAP})?{_TIME}"
    alone = rf"{level}{_GAP}级?(?:{_GAP}[·•.\-—(（]?{_GAP}{until}{_CLOSE})?"
    shapes = (
        rf"{level}{_GAP}级?{_GAP}{star}",
        rf"{level}{_GAP}级?{_GAP}[*＊]+{_GAP}{_TIME}",
        rf"{label}{_GAP}[\])）】]?{_GAP}[:：]{_GAP}{_OPEN}{level}",
        rf"^{_GAP}{_OPEN}{alone}{_CLOSE}{_GAP}$",
        rf"^{_GAP}{_OPEN}{_any(kinds['line'])}{_GAP}[!！.。]?{_CLOSE}{_GAP}[!！.。]?{_GAP}$",
    )
    return re.compile("|".join(shapes), re.MULTILINE)


_MARK: Final = _read(MARKS_FILE)
_IN_NAMES: Final = re.compile(
    "|".join((_MARK.pattern, r"(?<![一-龥])(?:绝密|机密|絕密|機密|祕密|秘密)(?![一-龥])")), re.MULTILINE
)


def has_secret_mark(text: str) -> bool:
    """Tell whether a text carries the mark of a secret paper."""
    return _MARK.search(text) is not None


def refuse_secret(text: str, *, field: str = "") -> None:
    """
    Refuse a text that carries the mark of a secret paper.

    :param field: the input it came from, for the refusal.
    :raises SecretMark: the message neither repeats the text nor names who sent it.
    """
    if _MARK.search(text) is not None:
        raise SecretMark(field=field)


def refuse_secret_names(names: Iterable[str | None], *, field: str = "") -> None:
    """
    Refuse files whose names say that they are secret papers: marks as in texts, and a level that stands alone.

    :raises SecretMark: if one does.
    """
    if any(name and _IN_NAMES.search(name.replace("_", " ")) for name in names):
        raise SecretMark(field=field)
