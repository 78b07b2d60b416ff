"""In what a rule's number is counted. The unit belongs to the rule, never to the code that applies it."""

from collections.abc import Mapping
from typing import Any, Final

from django.utils.translation import gettext_lazy as _

UNITS: Final[Mapping[str, tuple[int, Any]]] = {
    "working_day": (1, _("working days")),
    "calendar_day": (2, _("calendar days")),
    "hour": (3, _("hours")),
    "second": (4, _("seconds")),
    "ratio": (5, _("percent")),
    "count": (6, _("times or pieces")),
    "mm": (7, _("millimetres")),
    "px": (8, _("pixels")),
    "duty": (9, _("a duty without number")),
    "working_hour": (10, _("working hours")),
}

PROVENANCE: Final[Mapping[str, Any]] = {
    "L": _("the text was read in full"),
    "W": _("read in secondary pages"),
    "R": _("public data set"),
    "S": _("practice of counties"),
    "D": _("default of this product"),
    "K": _("to be confirmed by the county"),
    "C": _("set by the county"),
}
