"""What all panels share: the way between them, the days asked for, and leaving as a file."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from minqing.web.exports import FORMS
from minqing.web.oversight.periods import Period, period_of

PANELS: tuple[tuple[str, Any], ...] = (
    ("analysis", _("Pivot")),
    ("panel_control", _("What has really changed")),
    ("panel_ageing", _("How long they wait")),
    ("panel_durations", _("How long things take")),
    ("panel_paths", _("Where requests bounce")),
    ("panel_seasons", _("What comes when")),
    ("panel_supply", _("Supply beside need")),
)
"""The pages of one analysis: name of the address among the office's, and title. Whoever adds one puts it here."""
LONGEST = 200


@dataclass(frozen=True, slots=True)
class Choice:
    """One value that a filter may have; ``is_chosen`` as the page stands."""

    value: str
    title: Any
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Filter:
    """One filter of the address bar."""

    name: str
    title: Any
    choices: tuple[Choice, ...]


def filter_of(name: str, title: Any, choices: Mapping[str, Any], chosen: str) -> Filter:
    """Make a filter of value → title."""
    return Filter(name, title, tuple(Choice(value, words, value == chosen) for value, words in choices.items()))


def asked(request: HttpRequest, name: str, otherwise: str = "") -> str:
    """Read one word of the address."""
    return str(request.GET.get(name) or otherwise)[:LONGEST]


def days_asked(request: HttpRequest, today: date, otherwise: str = "year") -> Period:
    """
    Read the days asked for; this year without any.

    :raises Refused: if they cannot be read.
    """
    named = any(request.GET.get(name) for name in ("period", "from", "to"))
    return period_of(request.GET if named else {"period": otherwise}, today)


def file_asked(request: HttpRequest) -> str:
    """Return the form in which the table shall leave, "" for a page."""
    form = asked(request, "as")
    return form if form in FORMS else ""


def framed(request: HttpRequest, **context: Any) -> dict[str, Any]:
    """Add what every panel's page shows: the other panels, and this page's own address without the form of a file."""
    query = request.GET.copy()
    query.pop("as", None)
    return {"panels": PANELS, "query": query.urlencode(), **context}
