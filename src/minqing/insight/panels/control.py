"""Control charts: a share by month, quarter or week, or unit by unit, and what in it is more than chance."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _

from minqing.insight.queries.board import smallest_shown
from minqing.insight.queries.reach import Reach, reach_of
from minqing.kernel.access import Actor
from minqing.kernel.errors import Refused
from minqing.kernel.times import day_of, refuse_no_span
from minqing.ledger.measures import Measure, Tally
from minqing.ledger.rolls.scopes import Scope
from minqing.ledger.sheets import sheet
from minqing.ledger.spans import Span

from . import choices
from .funnel import Funnel, funnel
from .shifts import Chart, chart

TIMES = {"month": choices.months, "quarter": choices.quarters, "week": choices.weeks}
USUAL = "cases.on_time"


@dataclass(frozen=True, slots=True)
class OverTime:
    """
    A share of the reader's own reach, period by period.

    :param spans: whole periods, oldest first; those before anything was written down are left out.
    :param chart: one point for each.
    """

    measure: Measure
    reach: Reach
    by: str
    spans: tuple[Span, ...]
    chart: Chart
    nested: bool
    through: int


@dataclass(frozen=True, slots=True)
class ByUnit:
    """
    A share of what stands directly below the reader's own reach.

    :param names: path → name, in the order of the tree; ``by`` says whether units or places.
    :param hidden: paths whose numbers would point at single requests (rule MQ-K); they count in the limits, and are
        not told.
    """

    measure: Measure
    reach: Reach
    by: str
    span: Span
    names: Mapping[str, str]
    hidden: frozenset[str]
    funnel: Funnel
    smallest: int
    through: int


def over_time(actor: Actor, *, at: datetime, key: str = "", by: str = "") -> OverTime:
    """
    Draw a share of the actor's own reach over time.

    :param by: ``month``, ``quarter`` or ``week``; without one months, and weeks where there are too few months.
    :raises NotAllowed: if the actor may not see it anywhere.
    :raises Refused: if there is no such measure or step.
    """
    if by and by not in TIMES:
        raise Refused(_("There is nothing of this name to choose here."))
    reach, measure = reach_of(actor), choices.chosen(choices.shares(), key, USUAL)
    found = _over_time(reach, measure, by or "month", at)
    return found if by or found.chart.says else _over_time(reach, measure, "week", at)


def _over_time(reach: Reach, measure: Measure, by: str, at: datetime) -> OverTime:
    spans, nested = TIMES[by](day_of(at)), choices.is_nested(measure)
    found = sheet([measure], spans, reach.own)
    tallies = [found.tally(measure, span) for span in spans]
    first = next((number for number, tally in enumerate(tallies) if tally != Tally()), len(spans))
    drawn = chart(tallies[first:], nested=nested)
    return OverTime(measure, reach, by, spans[first:], drawn, nested, found.through)


def by_unit(actor: Actor, *, at: datetime, start: date, end: date, key: str = "", by: str = "unit") -> ByUnit:
    """
    Draw a share of what stands directly below the actor's reach, over half-open days.

    :param by: ``unit`` or ``place``.
    :raises NotAllowed: if the actor may not see it anywhere.
    :raises Refused: if there is no such measure or split, or the days lie the wrong way round.
    """
    refuse_no_span(start, end)
    reach, measure = reach_of(actor), choices.chosen(choices.shares(), key, USUAL)
    names, scope = _split(reach, by)
    span, smallest = Span(start, end), smallest_shown(reach.place_path, on=day_of(at))
    found = sheet([measure], [span], scope) if names else None
    tallies = {path: found.tally(measure, span, path) if found else Tally() for path in names}
    hidden = frozenset(path for path, tally in tallies.items() if tally.is_small(smallest))
    drawn = funnel(tallies, nested=choices.is_nested(measure))
    return ByUnit(measure, reach, by, span, names, hidden, drawn, smallest, found.through if found else 0)


def _split(reach: Reach, by: str) -> tuple[Mapping[str, str], Scope]:
    if by == "unit":
        units = choices.units_below(reach)
        return units, choices.split_by_unit(reach, units)
    if by == "place" and not reach.is_unit:
        return reach.below, choices.split_by_place(reach)
    raise Refused(_("There is nothing of this name to choose here."))
