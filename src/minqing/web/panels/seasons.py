"""The page of seasons: month by month over the years, and hour by hour over the week."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_GET

from minqing.insight.panels import choices
from minqing.insight.panels.seasons import FEWEST, Season, Seasons, seasons
from minqing.kernel.times import day_of
from minqing.web import charts
from minqing.web.doors import dear, needs
from minqing.web.exports import table_of
from minqing.web.oversight.periods import NAMED
from minqing.web.pages import page
from minqing.web.words import MONTHS, WEEKDAYS

from .frame import asked, days_asked, file_asked, filter_of, framed
from .lists import Lists

HOURS = range(24)


@dataclass(frozen=True, slots=True)
class Cell:
    """One number with its colour, 0 to 4, and where its list opens; ``n`` None where nothing is known."""

    n: int | None
    heat: int = 0
    href: str = ""


@dataclass(frozen=True, slots=True)
class MonthRow:
    """One month of the year: its numbers year by year, and how busy it is."""

    name: str
    cells: tuple[Cell, ...]
    season: Season | None


@dear
@needs("insight.read")
@require_GET
def seasons_page(request: HttpRequest) -> HttpResponse:
    """Show what comes when."""
    now, actor = timezone.now(), request.actor  # type: ignore[attr-defined]
    days = days_asked(request, day_of(now))
    found = seasons(actor, at=now, start=days.start, end=days.end, key=asked(request, "measure"))
    years = sorted({year for year, _month in found.months})
    rows = month_rows(found, years, Lists.of(actor))
    if form := file_asked(request):
        head = (_("Month"), *map(str, years), _("Seasonal index"))
        return table_of(form, "seasons", head, [_cells(row) for row in rows])
    measures = {one.key: one.title for one in choices.counts()}
    context = {
        "found": found,
        "days": days,
        "years": years,
        "rows": rows,
        "weekdays": WEEKDAYS,
        "hours": hour_rows(found),
        "finding": finding(found),
        "filters": [
            filter_of("measure", _("Figure"), measures, found.measure.key),
            filter_of("period", _("Days, for the hours"), dict(NAMED), days.name),
        ],
    }
    return page(request, "office/panels/seasons.html", framed(request, **context))


def month_rows(found: Seasons, years: list[int], lists: Lists) -> list[MonthRow]:
    """Print the months from January to December."""
    most = max(found.months.values(), default=0)
    by_month = {one.month: one for one in found.seasons}

    def cell(year: int, month: int) -> Cell:
        n = found.months.get((year, month))
        span = choices.month_of(year, month)
        return Cell(n, charts.heat(n or 0, most), lists.to(found.measure.key, span) if n else "")

    return [
        MonthRow(month_alone(month), tuple(cell(year, month) for year in years), by_month.get(month))
        for month in range(1, 13)
    ]


def month_alone(month: int) -> str:
    """Name a month without its year: 7月."""
    return pgettext("month alone", "%(month)s") % {"month": MONTHS[month - 1]}


def _cells(row: MonthRow) -> tuple[Any, ...]:
    index = f"{row.season.index:.2f}" if row.season else ""
    return row.name, *("" if cell.n is None else cell.n for cell in row.cells), index


def hour_rows(found: Seasons) -> list[tuple[int, list[Cell]]]:
    """Print the hours of the day, each with the days of the week."""
    most = max((n for n in found.clock.values() if n), default=0)

    def cell(weekday: int, hour: int) -> Cell:
        n = found.clock.get((weekday, hour), 0)
        return Cell(n, charts.heat(n or 0, most))

    return [(hour, [cell(weekday, hour) for weekday in range(7)]) for hour in HOURS]


def finding(found: Seasons) -> str:
    """Say which months are busy and which are quiet, or that it is too early to say so."""
    if not found.months:
        return _("Nothing was written down yet that this figure counts.")
    if not found.seasons:
        known = {"n": found.years, "fewest": FEWEST}
        return _("Too early to speak of seasons: %(n)s whole years are known, %(fewest)s are needed.") % known
    busy, quiet = max(found.seasons, key=lambda one: one.index), min(found.seasons, key=lambda one: one.index)
    words = {
        "busy": month_alone(busy.month),
        "quiet": month_alone(quiet.month),
        "more": f"{busy.index:.2f}",
        "less": f"{quiet.index:.2f}",
        "n": found.years,
    }
    return _("Most in %(busy)s (%(more)s times the mean), fewest in %(quiet)s (%(less)s); from %(n)s years.") % words
