"""The public division table as a file: one line a division. Reading it is pure; what was wrong is said line by line."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from minqing.kernel.errors import Refused
from minqing.kernel.tabular import Line, LineRefusal, read_table

from .names import short_name
from .paths import is_code, level_of, parent_code, path_of

COLUMNS: Final[Mapping[str, Sequence[str]]] = {
    "code": ("区划代码", "代码", "统计用区划代码"),
    "name": ("名称", "区划名称"),
    "urban_rural_code": ("城乡分类代码", "城乡分类"),
}


class DivisionsUnusable(Refused):
    """The table as a whole cannot be loaded; the message says why."""


@dataclass(frozen=True, slots=True)
class DivisionLine:
    """One division of the table."""

    code: str
    official_name: str
    urban_rural_code: str = ""

    @property
    def level(self) -> str:
        """``province`` … ``village``, told from the zeros of the code."""
        return level_of(self.code)

    @property
    def path(self) -> str:
        """The path this division has here."""
        return path_of(self.code)

    @property
    def name(self) -> str:
        """The name as people say it."""
        return short_name(self.official_name)


@dataclass(frozen=True, slots=True)
class DivisionTable:
    """What a file says: good lines in the order of their codes, and the lines left out."""

    lines: tuple[DivisionLine, ...]
    refusals: tuple[LineRefusal, ...] = ()

    @property
    def county(self) -> DivisionLine:
        """The one county of the table."""
        return next(line for line in self.lines if line.level == "county")


def read_divisions(data: bytes) -> DivisionTable:
    """
    Read a division table of one county, with the city and the province above it where they are given.

    :return: good lines by code, and one refusal for each line that is not understood, said twice differently, or
        whose upper division is missing.
    :raises TableUnreadable: if the file as a whole is no such table.
    :raises DivisionsUnusable: if it does not hold exactly one county.
    """
    found: dict[str, DivisionLine] = {}
    numbers: dict[str, int] = {}
    refusals: list[LineRefusal] = []
    for line in read_table(data, columns=COLUMNS, optional=("urban_rural_code",)):
        read = _read(line)
        if isinstance(read, LineRefusal):
            refusals.append(read)
        elif found.setdefault(read.code, read) != read:
            refusals.append(LineRefusal(line.number, _("an earlier line gives this code another name.")))
        else:
            numbers.setdefault(read.code, line.number)
    counties = [line for line in found.values() if line.level == "county"]
    if len(counties) != 1:
        raise DivisionsUnusable(_("The table must hold exactly one county; it holds %(n)s.") % {"n": len(counties)})
    kept = {code: line for code, line in found.items() if _hangs_together(code, found, counties[0].code)}
    lost = _("the division above it is missing, or it belongs to another county.")
    refusals += [LineRefusal(numbers[code], lost) for code in found if code not in kept]
    lines = tuple(kept[code] for code in sorted(kept))
    return DivisionTable(lines, tuple(sorted(refusals, key=lambda refusal: refusal.number)))


def _hangs_together(code: str, found: Mapping[str, Any], county: str) -> bool:
    """Tell whether every level between a division and the county is there."""
    if level_of(code) in {"province", "city"}:
        return county.startswith(path_of(code).strip("/"))
    while code in found:
        if code == county:
            return True
        code = parent_code(code)
    return False


def _read(line: Line) -> DivisionLine | LineRefusal:
    code, name = line["code"], line["name"]
    if not is_code(code):
        return LineRefusal(line.number, _("“%(text)s” is no 12-digit division code.") % {"text": code[:40]})
    if not 1 <= len(name) <= 60 or not name.isprintable() or name.isdigit():
        return LineRefusal(line.number, _("the name is missing or no name."))
    kind = line["urban_rural_code"]
    if kind and not (len(kind) == 3 and kind.isascii() and kind.isdigit()):
        return LineRefusal(line.number, _("the urban-rural class has 3 digits, or is empty."))
    return DivisionLine(code, name, kind)
