"""Reading another hotline's file as lines of cells: text tables and workbooks, hardened, never whole in memory."""

from collections.abc import Iterator
from typing import Any

from .heads import Head, find_head
from .limits import MOST_BYTES, FileUnusable
from .text import text_lines
from .workbook import is_workbook, workbook_lines

__all__ = ["MOST_BYTES", "FileUnusable", "Head", "find_head", "lines_of"]


def lines_of(file: Any) -> Iterator[list[str]]:
    """
    Read a file, whatever it is.

    :param file: a binary file that can be read from any place.
    :return: every line, blank ones too, so that numbers of lines are those that a person sees.
    :raises FileUnusable: if it is no table, or larger than may be.
    """
    return workbook_lines(file) if is_workbook(file) else text_lines(file)
