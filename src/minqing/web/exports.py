"""Lists that leave the office as CSV or as a workbook: readable by a spreadsheet, harmless to it."""

import csv
import tempfile
from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from typing import Any

from django.http import FileResponse, HttpResponse
from django.http.response import HttpResponseBase
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

BOM = "\ufeff"
DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""What a formula may begin with; spreadsheets in Chinese also take the wide signs. OWASP, CSV Injection."""
UNSEEN_BEFORE = " \u00a0\u3000\ufeff\u200b\u2060\u00ad"
"""Blanks and invisible marks that some spreadsheets pass over before they look for a formula."""
LONGEST_CELL = 32_000
NARROW, WIDE = 10, 48
SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

Rows = Iterable[Sequence[Any]]


def harmless(value: Any) -> str:
    """Write a cell so that no spreadsheet takes it for a formula."""
    text = "" if value is None else str(value)
    return f"'{text}" if begins_a_formula(text) and not isinstance(value, int | Decimal) else text


def begins_a_formula(text: str) -> bool:
    """Tell whether a spreadsheet might take a text for a formula."""
    return text.startswith(DANGEROUS) or text.lstrip(UNSEEN_BEFORE).startswith(DANGEROUS)


def csv_of(name: str, head: Sequence[Any], rows: Rows) -> HttpResponse:
    """
    Send a table as CSV with a byte-order mark, so that Chinese opens as Chinese.

    :param name: file name without its ending.
    :param rows: at most some ten thousand; a longer table belongs to the API, page by page.
    """
    answer = HttpResponse(BOM, content_type="text/csv; charset=utf-8")
    writer = csv.writer(answer)
    writer.writerow([harmless(cell) for cell in head])
    writer.writerows([harmless(cell) for cell in row] for row in rows)
    answer["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return answer


def workbook_of(name: str, head: Sequence[Any], rows: Rows) -> FileResponse:
    """
    Send a table as a workbook (.xlsx) with a standing head; numbers are numbers, everything else is text.

    Rows go to disk one by one; no more than one of them lies in memory.

    :param name: file name without its ending.
    """
    book = Workbook(write_only=True)
    sheet = book.create_sheet(name[:31])
    sheet.freeze_panes = "A2"
    for place, title in enumerate(head, start=1):
        sheet.column_dimensions[get_column_letter(place)].width = min(max(NARROW, 3 * len(str(title))), WIDE)
    sheet.append([cell_in(sheet, title, bold=True) for title in head])
    for row in rows:
        sheet.append([cell_in(sheet, value) for value in row])
    file = tempfile.TemporaryFile()  # noqa: SIM115 the answer closes it once it is sent
    book.save(file)
    file.seek(0)
    return FileResponse(file, as_attachment=True, filename=f"{name}.xlsx", content_type=SHEET_TYPE)


def cell_in(sheet: Any, value: Any, *, bold: bool = False) -> Any:
    """Make a cell of a workbook: a number, or a text that is never a formula."""
    if isinstance(value, int | Decimal) and not isinstance(value, bool):
        return WriteOnlyCell(sheet, float(value) if isinstance(value, Decimal) else value)
    text = ILLEGAL_CHARACTERS_RE.sub("", "" if value is None else str(value))[:LONGEST_CELL]
    cell = WriteOnlyCell(sheet, text)
    cell.data_type = "s"  # a text is never a formula, whatever it begins with
    cell.quotePrefix = begins_a_formula(text)  # … and stays a text when somebody edits the cell
    cell.alignment = Alignment(vertical="top")
    if bold:
        cell.font = Font(bold=True)
    return cell


FORMS: dict[str, Callable[[str, Sequence[Any], Rows], HttpResponseBase]] = {"csv": csv_of, "xlsx": workbook_of}


def table_of(form: str, name: str, head: Sequence[Any], rows: Rows) -> Any:
    """Send a table in the form asked for: ``csv`` or ``xlsx``; anything else is CSV."""
    return FORMS.get(form, csv_of)(name, head, rows)
