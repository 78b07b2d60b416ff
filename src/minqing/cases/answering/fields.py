"""
What a standard reply may leave to be filled in: facts of the request, never who wrote it.

There is no field for a name, a telephone or a door number, so no standard reply can bring one into an answer.
"""

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from minqing.cases.words import day_in_words
from minqing.kernel.errors import Refused
from minqing.kernel.times import day_of

FIELD = re.compile(r"\{([^{}\n]{1,30})\}")
FIELDS: dict[str, Any] = {
    "number": _("number of the request"),
    "matter": _("matter"),
    "unit": _("unit that answers"),
    "place": _("village or community"),
    "registered_day": _("day on which it came in"),
    "promised_day": _("promised day"),
    "today": _("today"),
}
"""Every field that may stand in braces, with what is put in its place."""

FIELDS_SAID = format_lazy(
    _("In braces, filled in for each request: {fields}."),
    fields=", ".join(f"{{{name}}}" for name in FIELDS),
)


def refuse_unknown(text: str, *, field: str = "text") -> None:
    """
    Refuse a standard text with a field that does not exist, while it is being kept and not when it is sent.

    :raises Refused: naming the field, and those there are.
    """
    unknown = next((name for name in FIELD.findall(text) if name not in FIELDS), None)
    if unknown is not None:
        known = ", ".join(f"{{{name}}}" for name in FIELDS)
        words = _("There is no field {%(unknown)s}. Nothing has been lost. These may stand in a text: %(known)s.")
        raise Refused(words % {"unknown": unknown, "known": known}, field=field)


def values_of(
    *, number: str, matter: Any, unit: str, place: str, registered_at: datetime, promised_at: datetime, at: datetime
) -> dict[str, str]:
    """Say what stands for each field in one request at one moment."""
    return {
        "number": number,
        "matter": str(matter),
        "unit": unit,
        "place": place,
        "registered_day": day_in_words(day_of(registered_at)),
        "promised_day": day_in_words(day_of(promised_at)),
        "today": day_in_words(day_of(at)),
    }


def filled(text: str, values: Mapping[str, str]) -> str:
    """Return a standard text with its fields filled in; one that is not known here stays as it stands."""
    return FIELD.sub(lambda found: values.get(found[1], found[0]), text)
