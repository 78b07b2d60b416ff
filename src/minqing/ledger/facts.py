"""
Kinds of fact: declared once, with the meaning and unit of every number they carry.

What is counted lives in columns (``qty`` and four small ``d1…d4``), never in JSON: an aggregate over a JSON
key does not work the same on both databases. The payload is for reading and sealing.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from minqing.kernel.ref import Ref

COLUMNS = ("qty", "d1", "d2", "d3", "d4")
_KEY = re.compile(r"^[a-z]+(_[a-z]+)*\.[a-z]+(_[a-z]+)*$")
_SMALL = 32_767
_BIG = 2**63 - 1

ColumnKind = Literal["flag", "code", "count"]


@dataclass(frozen=True, slots=True)
class Column:
    """
    One counted number of a fact kind.

    :param column: where it is stored: ``qty`` for an amount, ``d1`` … ``d4`` for something to split by.
    :param meaning: what it says, in one clause.
    :param unit: for an amount: ``hours``, ``days``, ``fen``, ``人次`` …
    :param kind: ``flag`` is 0 or 1; ``code`` a number from a closed list; ``count`` an amount.
    :param codes: for a code: number → title, where the list is closed here.
    :param required: whether every fact of the kind must carry it.
    :param confided: whether it is told in sums only, and never beside the one it is about.
    """

    column: str
    meaning: str
    unit: str = ""
    kind: ColumnKind = "code"
    codes: Mapping[int, Any] = field(default_factory=dict)
    required: bool = True
    confided: bool = False


def flag(column: str, meaning: str, *, required: bool = True, confided: bool = False) -> Column:
    """Declare a yes-or-no column."""
    return Column(column, meaning, kind="flag", required=required, confided=confided)


def code(column: str, meaning: str, codes: Mapping[int, Any] | None = None, *, required: bool = True) -> Column:
    """Declare a column of numbers from a list, e.g. channels or outcomes."""
    return Column(column, meaning, kind="code", codes=codes or {}, required=required)


def amount(meaning: str, unit: str, *, required: bool = True) -> Column:
    """Declare the amount (``qty``) of a kind with its unit."""
    return Column("qty", meaning, unit=unit, kind="count", required=required)


class FactInvalid(ValueError):
    """The caller's data do not fit the declared kind. A fault of the program, never shown to a person."""


@dataclass(frozen=True)
class FactType:
    """
    One kind of thing that happens, e.g. ``case.accepted``.

    :param key: ``thing.happened``, past tense.
    :param columns: name → counted column.
    :param payload: name → meaning of what is kept for reading only: integers, references, dates and short codes.
    :param confided: whether who it is about spoke in confidence: its facts are listed to oversight alone, and what
        they say is counted in sums.
    :param unit: what one such fact is one of; see ``units``.
    """

    key: str
    title: Any
    meaning: str
    columns: Mapping[str, Column] = field(default_factory=dict)
    payload: Mapping[str, str] = field(default_factory=dict)
    confided: bool = False
    unit: str = "件"

    @property
    def amount_unit(self) -> str:
        """Return the unit of its amount; empty where it has none."""
        return next((column.unit for column in self.columns.values() if column.column == "qty"), "")

    def __post_init__(self) -> None:
        used = [column.column for column in self.columns.values()]
        if not _KEY.match(self.key) or len(set(used)) != len(used) or set(used) - set(COLUMNS):
            raise ValueError(f"fact kind {self.key!r}: bad key, or a column unknown or used twice")
        if set(self.columns) & set(self.payload):
            raise ValueError(f"fact kind {self.key!r}: a name is both column and payload")

    def split(self, data: Mapping[str, Any]) -> tuple[dict[str, int], dict[str, Any]]:
        """
        Check data against the declaration and sort them into columns and payload.

        :return: (column → integer, payload name → plain value).
        :raises FactInvalid: if a name is undeclared or missing, or a value is not an integer, code or reference.
        """
        extra = set(data) - set(self.columns) - set(self.payload)
        missing = {name for name, column in self.columns.items() if column.required} - set(data)
        if extra or missing:
            raise FactInvalid(f"{self.key}: undeclared {sorted(extra)}, missing {sorted(missing)}")
        columns = {
            column.column: _number(self.key, name, column, data[name])
            for name, column in self.columns.items()
            if data.get(name) is not None
        }
        return columns, {
            name: _plain(self.key, name, data[name]) for name in self.payload if data.get(name) is not None
        }

    def read(self, row: Any, *, confided: bool = False) -> dict[str, Any]:
        """
        Name a stored fact's columns again: data name → integer, without the empty ones.

        :param confided: whether those that are told in sums only are named too: for a check that shows them to nobody.
        """
        told = {name: column for name, column in self.columns.items() if confided or not column.confided}
        found = {name: getattr(row, column.column) for name, column in told.items()}
        return {name: value for name, value in found.items() if value is not None}


def _number(key: str, name: str, column: Column, value: Any) -> int:
    limit = _BIG if column.column == "qty" else _SMALL
    if not isinstance(value, int) or abs(value) > limit:
        raise FactInvalid(f"{key}.{name}: {value!r} is no integer that fits")
    number = int(value)
    if column.kind == "flag" and number not in (0, 1):
        raise FactInvalid(f"{key}.{name}: a flag is 0 or 1")
    if column.codes and number not in column.codes:
        raise FactInvalid(f"{key}.{name}: {number} is not in the declared list")
    return number


def _plain(key: str, name: str, value: Any) -> Any:
    if isinstance(value, list | tuple):
        return [_plain(key, name, item) for item in value]
    if isinstance(value, bool | int):
        return int(value)
    text = str(value)
    if isinstance(value, Ref) or (len(text) <= 120 and text.isascii() and not _looks_personal(text)):
        return text
    raise FactInvalid(f"{key}.{name}: facts hold integers, codes and references, never words")


def _looks_personal(text: str) -> bool:
    # A mainland phone or an identity number has no business in a fact; ids of ours carry hex letters or dashes.
    return bool(re.fullmatch(r"\+?(86)?1\d{10}|\d{17}[\dXx]", text))


FACT_TYPES: dict[str, FactType] = {}


def declare(*types: FactType) -> None:
    """
    Put kinds into the registry; each module does so when the house starts.

    :raises ValueError: if a key is taken by another declaration.
    """
    for fact_type in types:
        if FACT_TYPES.setdefault(fact_type.key, fact_type) != fact_type:
            raise ValueError(f"fact kind {fact_type.key!r} is declared twice")
