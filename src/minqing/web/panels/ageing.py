"""The page of what is open by age: how long residents have been waiting, in all and unit by unit."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from minqing.insight.panels.ageing import CLASSES, Ages, UnitAges, ages
from minqing.kernel.errors import Refused
from minqing.ledger.measures import MEASURES
from minqing.web.doors import dear, needs
from minqing.web.exports import table_of
from minqing.web.pages import page

from .frame import asked, file_asked, framed
from .lists import Lists


@dataclass(frozen=True, slots=True)
class Row:
    """One unit as printed: its counts by class, and where its list opens, "" where it does not."""

    unit: UnitAges
    href: str

    @property
    def pairs(self) -> list[tuple[str, int | None]]:
        """Return each class with its count."""
        return [(class_words(*one), count) for one, count in zip(CLASSES, self.unit.counts, strict=True)]

    def cells(self) -> tuple[Any, ...]:
        """Return the cells of a file's row."""
        told = (_("too few to show") if count is None else count for count in (*self.unit.counts, self.unit.total))
        return self.unit.name, *told


@dear
@needs("insight.read")
@require_GET
def ageing(request: HttpRequest) -> HttpResponse:
    """Show how old what is open is, at the end of a day."""
    actor = request.actor  # type: ignore[attr-defined]
    found = ages(actor, at=timezone.now(), on=_day(asked(request, "on")))
    lists, classes = Lists.of(actor), [class_words(*one) for one in CLASSES]
    rows = [
        Row(unit, lists.to("cases.lying", found.span, unit_path=unit.path) if unit.path else "") for unit in found.units
    ]
    if form := file_asked(request):
        head = (_("Unit"), *classes, _("Together"))
        return table_of(form, f"open-{found.on}", head, [_whole(found), *map(Row.cells, rows)])
    context = {
        "found": found,
        "measure": MEASURES[found.key],
        "finding": finding(found),
        "classes": classes,
        "bars": [(title, count, "") for title, count in zip(classes, found.counts, strict=True)],
        "rows": rows,
        "few": [row for row in rows if row.unit.total is None],
        "href": lists.to(found.key, found.span) if found.total else "",
    }
    return page(request, "office/panels/ageing.html", framed(request, **context))


def _day(said: str) -> date | None:
    """
    Read a day of the address.

    :raises Refused: if it cannot be read.
    """
    try:
        return date.fromisoformat(said) if said else None
    except ValueError as wrong:
        raise Refused(_("These dates cannot be read."), field="on") from wrong


def class_words(first: int, last: int | None) -> str:
    """Name a class of age."""
    if last is None:
        return _("over %(n)s days") % {"n": first - 1}
    return (
        _("up to %(n)s days") % {"n": last}
        if not first
        else _("%(first)s–%(last)s days") % {"first": first, "last": last}
    )


def finding(found: Ages) -> str:
    """Say in one sentence how many wait, and how long the oldest have."""
    words = {"n": f"{found.total:,}", "old": f"{found.counts[-1]:,}", "days": found.oldest}
    if not found.total:
        return _("Nothing was open.")
    if not found.counts[-1]:
        return _("%(n)s are open; the oldest came in %(days)s days before.") % words
    return _("%(n)s are open, %(old)s of them for more than 60 days; the oldest came in %(days)s days before.") % words


def _whole(found: Ages) -> Sequence[Any]:
    return found.reach.name, *found.counts, found.total
