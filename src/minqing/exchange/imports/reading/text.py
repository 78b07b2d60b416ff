"""Text tables: UTF-8 with or without mark, UTF-16, GB18030; commas, tabs, semicolons or bars between the cells."""

import codecs
import csv
import io
from collections.abc import Iterator
from typing import Any

from .limits import LONGEST_CELL, MOST_COLUMNS, MOST_LINES, FileUnusable, too_many_lines

SAMPLE = 256 * 1024
DELIMITERS = ",\t;|"
_OLD_WORKBOOK = b"\xd0\xcf\x11\xe0"


def text_lines(file: Any) -> Iterator[list[str]]:
    """
    Read a text table line by line.

    :raises FileUnusable: if it is empty, no text, or too long.
    """
    sample = _sample(file)
    encoding = encoding_of(sample)
    delimiter = delimiter_of(codecs.getincrementaldecoder(encoding)("ignore").decode(sample))
    text = io.TextIOWrapper(io.BufferedReader(file, SAMPLE), encoding, errors="replace", newline="")
    try:
        for number, row in enumerate(csv.reader(text, delimiter=delimiter)):
            if number >= MOST_LINES:
                raise too_many_lines()
            yield [plain(cell) for cell in row[:MOST_COLUMNS]]
    except csv.Error as broken:
        raise FileUnusable from broken
    finally:
        text.detach().detach()


def plain(cell: str) -> str:
    """Trim a cell; a mark that keeps spreadsheets from taking it for a formula is left out again."""
    text = cell.strip()[:LONGEST_CELL]
    return text[1:] if text[:1] == "'" and text[1:2] in "=+-@＝＋－＠" and len(text) > 1 else text


def encoding_of(sample: bytes) -> str:
    """
    Tell the encoding from the beginning of a file.

    :raises FileUnusable: if it is none that is known.
    """
    if sample.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = codecs.getincrementaldecoder(encoding)().decode(sample)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return encoding
    raise FileUnusable


def delimiter_of(text: str) -> str:
    """Tell what stands between cells: what most of the first lines have most often, outside quotation marks."""
    lines = list(io.StringIO(text))[:20]
    counts = {mark: sum(_outside(line, mark) for line in lines) for mark in DELIMITERS}
    return max(DELIMITERS, key=lambda mark: (counts[mark], -DELIMITERS.index(mark)))


def _outside(line: str, mark: str) -> int:
    return sum(piece.count(mark) for piece in line.split('"')[::2])


def _sample(file: Any) -> bytes:
    file.seek(0)
    sample = bytearray()
    while len(sample) < SAMPLE and (some := file.read(SAMPLE - len(sample))):
        sample += some
    file.seek(0)
    if not sample.strip() or sample.startswith(_OLD_WORKBOOK):
        raise FileUnusable
    return bytes(sample)
