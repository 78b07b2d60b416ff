"""Lists that leave the office as CSV: readable by a spreadsheet, harmless to it."""

import csv
from collections.abc import Iterable, Sequence
from typing import Any

from django.http import HttpResponse

BOM = "\ufeff"
DANGEROUS = ("=", "+", "-", "@", "\t", "\r")


def harmless(value: Any) -> str:
    """Write a cell so that no spreadsheet takes it for a formula."""
    text = "" if value is None else str(value)
    return f"'{text}" if text.startswith(DANGEROUS) else text


def csv_of(name: str, head: Sequence[Any], rows: Iterable[Sequence[Any]]) -> HttpResponse:
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
