"""How large another hotline's file may be, and what is said where it cannot be read."""

from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from minqing.kernel.errors import Refused

MOST_BYTES: Final = 200 * 1024 * 1024
MOST_LINES: Final = 200_000
MOST_COLUMNS: Final = 120
LONGEST_CELL: Final = 20_000
"""What is longer than any request may be is cut, and refused as too long."""


class FileUnusable(Refused):
    """The file as a whole cannot be read as a list of requests."""

    default: Any = _(
        "This file cannot be read as a list. Save it as Excel (.xlsx) or as CSV (UTF-8 or GB18030) and send it again."
    )


def too_many_lines() -> FileUnusable:
    """Refuse a file with more lines than are taken at a time."""
    return FileUnusable(_("The file has more than 200,000 lines. Send it in parts."))
