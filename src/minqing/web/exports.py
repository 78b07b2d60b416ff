"""Lists that leave the office as CSV: readable by a spreadsheet, harmless to it."""

import csv
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.http import StreamingHttpResponse

BOM = "\ufeff"
DANGEROUS = ("=", "+", "-", "@", "\t", "\r")


class _Echo:
    """A file that hands back what is written to it."""

    def write(self, text: str) -> str:
        """Return the line instead of keeping it."""
        return text


def harmless(value: Any) -> str:
    """Write a cell so that no spreadsheet takes it for a formula."""
    text = "" if value is None else str(value)
    return f"'{text}" if text.startswith(DANGEROUS) else text


def csv_of(name: str, head: Sequence[Any], rows: Iterable[Sequence[Any]]) -> StreamingHttpResponse:
    """
    Send a table as CSV with a byte-order mark, so that Chinese opens as Chinese.

    :param name: file name without its ending.
    """

    def lines() -> Iterator[str]:
        writer = csv.writer(_Echo())
        yield BOM + str(writer.writerow([harmless(cell) for cell in head]))
        for row in rows:
            yield str(writer.writerow([harmless(cell) for cell in row]))

    answer = StreamingHttpResponse(lines(), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    answer["X-Content-Type-Options"] = "nosniff"
    return answer
