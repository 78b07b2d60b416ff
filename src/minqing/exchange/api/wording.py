"""What is wrong with one field of a request, as a sentence that may be shown to a person."""

import re
from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

_LISTED = re.compile(r"'([^']*)'")
_TEXT = _("This must be text.")
_NUMBER = _("This must be a whole number.")
_YES_OR_NO = _("This must be true or false.")
_MOMENT = _("This must be a moment with its time zone, e.g. 2026-09-03T10:00:00+08:00.")
_DAY = _("This must be a day, e.g. 2026-09-03.")
_SENTENCES: dict[str, Any] = {
    "missing": _("This is missing."),
    "extra_forbidden": _("There is no such field."),
    "string_type": _TEXT,
    "string_unicode": _TEXT,
    "string_pattern_mismatch": _("This is not written as it must be: %(pattern)s"),
    "unkept": _("There are characters in it that cannot be kept."),
    "value_error": _("A file is to be sent here."),
    "string_too_long": _("At most %(max_length)s characters."),
    "string_too_short": _("At least %(min_length)s characters."),
    "too_long": _("At most %(max_length)s entries."),
    "too_short": _("At least %(min_length)s."),
    "int_type": _NUMBER,
    "int_parsing": _NUMBER,
    "int_parsing_size": _NUMBER,
    "int_from_float": _NUMBER,
    "finite_number": _NUMBER,
    "greater_than_equal": _("This must be %(ge)s or more."),
    "less_than_equal": _("This must be %(le)s or less."),
    "bool_type": _YES_OR_NO,
    "bool_parsing": _YES_OR_NO,
    "literal_error": _("This must be one of: %(expected)s."),
    "list_type": _("This must be a list."),
    "tuple_type": _("This must be a list."),
    "dict_type": _("This must be an object of names and values."),
    "model_attributes_type": _("This must be an object of names and values."),
    "date_from_datetime_parsing": _DAY,
    "date_from_datetime_inexact": _DAY,
    "date_parsing": _DAY,
    "date_type": _DAY,
    "datetime_from_date_parsing": _MOMENT,
    "datetime_parsing": _MOMENT,
    "datetime_type": _MOMENT,
    "timezone_aware": _MOMENT,
    "uuid_parsing": _("This is no id of ours."),
}


def sentence(error: Mapping[str, Any]) -> str:
    """Say what is wrong, in the language of the answer."""
    told = _SENTENCES.get(str(error.get("type")), _("This is not as it must be. Look at the description of the API."))
    named = dict(error.get("ctx") or {})
    if "expected" in named:  # the checker lists the values in English
        named["expected"] = str(_(", ")).join(_LISTED.findall(str(named["expected"])))
    return str(told) % named
