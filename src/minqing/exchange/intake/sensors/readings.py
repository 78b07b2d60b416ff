"""
One reading of a device, checked: a number or a yes or no, and nothing else.

Where it stands is registered; a reading that brings a place, a picture or a sound is refused
whole, whatever else it says.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from minqing.kernel.errors import Refused

__all__ = ["MOST_BYTES", "Reading", "ReadingRefused", "read_reading"]

MOST_BYTES: Final = 4 * 1024
KNOWN: Final = frozenset({"value", "fault"})
MEDIA: Final = frozenset({"image", "photo", "picture", "video", "audio", "media", "snapshot", "stream", "url", "file"})
MOVING: Final = frozenset(
    {"lat", "latitude", "lon", "lng", "longitude", "gps", "location", "position", "track", "speed"}
)
BOUND: Final = Decimal(10) ** 8


class ReadingRefused(Refused):
    """It is no reading that is taken here."""

    code = "reading"
    default: Any = _("A reading is JSON with value, a number, or with fault, true or false.")


@dataclass(frozen=True, slots=True)
class Reading:
    """What a device says: a number, or plainly whether something is wrong."""

    value: Decimal | None = None
    fault: bool | None = None


def read_reading(body: bytes) -> Reading:
    """
    Read one reading.

    :raises ReadingRefused: if it is anything else, or brings pictures, sounds or positions.
    """
    if len(body) > MOST_BYTES:
        raise ReadingRefused
    try:
        said = json.loads(body, parse_float=Decimal, parse_int=Decimal)
    except (ValueError, InvalidOperation, RecursionError) as broken:
        raise ReadingRefused from broken
    if not isinstance(said, dict):
        raise ReadingRefused
    _refuse_more(said)
    value, fault = said.get("value"), said.get("fault")
    if (value is None) == (fault is None) or (fault is not None and not isinstance(fault, bool)):
        raise ReadingRefused
    return Reading(_number(value), fault)


def _refuse_more(said: Mapping[str, Any]) -> None:
    names = {str(name).lower() for name in said}
    if names & MEDIA:
        raise ReadingRefused(_("No pictures, sounds or addresses of them are taken from devices."))
    if names & MOVING:
        raise ReadingRefused(_("A device stands where it is registered; positions are not taken."))
    if names - KNOWN:
        raise ReadingRefused


def _number(value: Any) -> Decimal | None:
    if value is None:
        return None
    if not isinstance(value, Decimal) or not value.is_finite() or abs(value) >= BOUND:
        raise ReadingRefused
    return round(value, 3)
