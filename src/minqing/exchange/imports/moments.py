"""Moments as other hotlines write them: 2026-11-03 14:20, 2026/11/3, 2026年11月3日 14时20分, 20261103142000, 45964."""

import re
from datetime import datetime, timedelta

from minqing.kernel.times import SHANGHAI

__all__ = ["moment"]

_PARTS = re.compile(
    r"^(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*[日T]?"
    r"(?:\s*(\d{1,2})\s*[:：时点]\s*(\d{1,2})?(?:\s*[:：分]\s*(\d{1,2})?)?(?:\.\d+)?)?\D{0,6}$"
)
_RUN = re.compile(r"^(\d{4})(\d{2})(\d{2})(?:(\d{2})(\d{2})(\d{2})?)?$")
_SERIAL = re.compile(r"^[2-6]\d{4}(?:\.\d+)?$")
_SPREADSHEETS_BEGIN = datetime(1899, 12, 30, tzinfo=SHANGHAI)


def moment(text: str) -> datetime | None:
    """
    Read a moment in the county's time.

    :return: None where it is none.
    """
    said = text.strip()
    if _SERIAL.match(said):
        return _SPREADSHEETS_BEGIN + timedelta(seconds=round(float(said) * 86_400))
    found = _PARTS.match(said) or _RUN.match(said)
    if not found:
        return None
    try:
        year, month, day, hour, minute, second = (int(part or 0) for part in found.groups())
        return datetime(year, month, day, hour, minute, second, tzinfo=SHANGHAI)
    except ValueError:
        return None
