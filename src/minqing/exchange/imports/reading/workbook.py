"""
Workbooks (.xlsx), row by row.

A workbook is a zip of XML, so a small file may unfold into more than a machine holds, say that it has a million rows,
or bring entities. Sizes are looked at before anything unfolds, what a sheet says of its own size is not believed, and a
document type is refused.
"""

import io
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Any

from django.utils.translation import gettext_lazy as _
from openpyxl import load_workbook

from .limits import MOST_COLUMNS, MOST_LINES, FileUnusable, too_many_lines
from .text import plain

MOST_UNFOLDED = 1024 * 1024 * 1024
MOST_STRINGS = 256 * 1024 * 1024
MOST_MEMBERS = 2_000
MOST_BLANK = 2_000
"""After so many blank rows a sheet is taken to be over: formats reach further down than words."""
LOOKED_AT = 64 * 1024


def is_workbook(file: Any) -> bool:
    """Tell whether a file is a zip."""
    file.seek(0)
    magic = file.read(4)
    file.seek(0)
    return bool(magic == b"PK\x03\x04")


def workbook_lines(file: Any) -> Iterator[list[str]]:
    """
    Read the first sheet that holds anything, row by row.

    :raises FileUnusable: if it is no workbook, unfolds into too much, or has too many rows.
    """
    buffered = io.BufferedReader(file, LOOKED_AT)
    try:
        _refuse_bombs(buffered)
        buffered.seek(0)
        book = load_workbook(buffered, read_only=True, data_only=True, keep_links=False)
    except FileUnusable:
        raise
    except Exception as broken:  # whatever a broken file makes a library say
        raise FileUnusable from broken
    try:
        yield from _rows(book)
    finally:
        book.close()
        buffered.detach()


def _refuse_bombs(file: Any) -> None:
    with zipfile.ZipFile(file) as folder:
        members = folder.infolist()
        strings = sum(one.file_size for one in members if one.filename.lower().endswith("sharedstrings.xml"))
        if (
            len(members) > MOST_MEMBERS
            or sum(one.file_size for one in members) > MOST_UNFOLDED
            or strings > MOST_STRINGS
        ):
            raise FileUnusable(_("This workbook unfolds into more than can be read. Save it as CSV and send that."))
        for one in members:
            if one.filename.lower().endswith((".xml", ".rels")):
                with folder.open(one) as part:
                    beginning = part.read(LOOKED_AT)
                if b"<!DOCTYPE" in beginning or b"<!ENTITY" in beginning:
                    raise FileUnusable


def _rows(book: Any) -> Iterator[list[str]]:
    for sheet in book.worksheets:
        if sheet.sheet_state != "visible":
            continue
        lines = _lines(sheet)
        first = next((line for line in lines if any(line)), None)
        if first is not None:
            yield first
            yield from lines
            return


def _lines(sheet: Any) -> Iterator[list[str]]:
    sheet.reset_dimensions()
    blank = 0
    try:
        for number, row in enumerate(sheet.iter_rows(values_only=True)):
            line = [_text(value) for value in row[:MOST_COLUMNS]]
            blank = 0 if any(line) else blank + 1
            if blank > MOST_BLANK:
                return
            if number - blank >= MOST_LINES:
                raise too_many_lines()
            yield line
    except FileUnusable:
        raise
    except Exception as broken:  # whatever a broken file makes a library say
        raise FileUnusable from broken


def _text(value: Any) -> str:
    """Write a cell as a person reads it: a day without midnight, a whole number without a point."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%d %H:%M:%S")
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return plain(str(value))
