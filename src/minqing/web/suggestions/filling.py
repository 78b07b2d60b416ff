"""Suggested matters in a form: shown with their reasons, filled in when pressed, and never before."""

from collections.abc import Mapping
from typing import Any

from django.forms import Form, MultipleChoiceField

FILL, TAKE_DEMANDS = "fill_matter", "take_demands"


def matter_to_fill(posted: Mapping[str, str]) -> int | None:
    """Return the matter whose button was pressed; None where another button was."""
    number = posted.get(FILL, "")
    return int(number) if number.isdigit() and len(number) < 6 else None


def typed(form: Form, posted: Any) -> dict[str, Any]:
    """Return what had been typed into a form, to begin it anew with; nothing of it is judged yet."""
    found: dict[str, Any] = {}
    for name, field in form.fields.items():
        found[name] = posted.getlist(name) if isinstance(field, MultipleChoiceField) else posted.get(name, "")
    return found
