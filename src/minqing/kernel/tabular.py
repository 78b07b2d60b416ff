"""
Text tables as people send them: UTF-8 with or without mark, GB18030 from an office suite, UTF-16.

A file is read whole, each line is judged by itself, and what is wrong is said with its line number.
"""

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from .errors import Refused
from .secrecy import refuse_secret

MAX_BYTES: Final = 20 * 1024 * 1024
MAX_LINES: Final = 100_000
MAX_CELL: Final = 4_000
_WORKBOOKS: Final = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")


class TableUnreadable(Refused):
    """The file as a whole cannot be read as a table."""

    default: Any = _("This file cannot be read as a table. Save it as CSV (UTF-8 or GB18030) and send it again.")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a table: its number in the file (the head is line 1) and its cells by column, trimmed."""

    number: int
    cells: Mapping[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells.get(column, "")


@dataclass(frozen=True, slots=True)
class LineRefusal:
    """Why one line was left out. The text may be shown."""

    number: int
    reason: Any

    def __str__(self) -> str:
        return str(_("Line %(number)s: %(reason)s")) % {"number": self.number, "reason": self.reason}


def decode(data: bytes) -> str:
    """
    Turn a file's bytes into text.

    :raises TableUnreadable: if the file is empty, too large, a workbook or no text in a known encoding.
    :raises SecretMark: if it carries the mark of a secret paper.
    """
    if not data.strip():
        raise TableUnreadable(_("The file is empty."))
    if len(data) > MAX_BYTES:
        raise TableUnreadable(_("The file is larger than 20 MB. Send it in parts."))
    if data.startswith(_WORKBOOKS):
        raise TableUnreadable(_("This is a workbook. Open it, choose “Save as CSV”, and send that file."))
    encodings = ("utf-16",) if data.startswith((b"\xff\xfe", b"\xfe\xff")) else ("utf-8-sig", "gb18030")
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            refuse_secret(text)
            return text
    raise TableUnreadable


def read_table(data: bytes, *, columns: Mapping[str, Sequence[str]], optional: Sequence[str] = ()) -> list[Line]:
    """
    Read a table with a head line.

    :param columns: our name → other heads that mean the same, e.g. ``{"date": ("日期",)}``; heads not named here
        are left out, in any order.
    :param optional: our names that may be missing.
    :return: the lines that hold anything, in the file's order.
    :raises TableUnreadable: if it is no table, a column is missing, or there are too many lines.
    """
    rows = _rows(data)
    if len(rows) > MAX_LINES:
        raise TableUnreadable(_("The file has more than 100,000 lines. Send it in parts."))
    head, body = (rows[0][1], rows[1:]) if rows else ([], [])
    names = _names(head, columns)
    missing = [name for name in columns if name not in names and name not in optional]
    if missing:
        wanted = "、".join((columns[name] or (name,))[0] for name in missing)
        raise TableUnreadable(_("The first line must name the columns; missing: %(names)s.") % {"names": wanted})
    return [
        Line(number, {n: c.strip()[:MAX_CELL] for n, c in zip(names, row, strict=False) if n}) for number, row in body
    ]


def heads(data: bytes) -> list[str]:
    """Return the head line as written, e.g. to refuse a file whose columns have no business here."""
    rows = _rows(data)
    return [cell.strip() for cell in rows[0][1]] if rows else []


def _rows(data: bytes) -> list[tuple[int, list[str]]]:
    reader = csv.reader(io.StringIO(decode(data), newline=""), strict=True)
    try:
        return [(reader.line_num, row) for row in reader if any(cell.strip() for cell in row)]
    except csv.Error as broken:
        raise TableUnreadable from broken


def _names(head: Sequence[str], columns: Mapping[str, Sequence[str]]) -> list[str]:
    known = {alias.lower(): name for name, aliases in columns.items() for alias in (name, *aliases)}
    found = [known.get(cell.strip().lower(), "") for cell in head]
    return [name if name not in found[:index] else "" for index, name in enumerate(found)]
