"""The overseer's page: what is late, what will be late, where requests bounce, what residents say against units."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from functools import partial
from typing import Any

from django.db.models import Count, QuerySet

from minqing.cases import measures
from minqing.cases.codes import Solved
from minqing.cases.models import Case, below
from minqing.cases.records import CaseLine, Figure, Oversight, UnitLine
from minqing.directory import queries as directory
from minqing.kernel.access import Actor, Grant
from minqing.ledger.confided import Sums, Told
from minqing.ledger.measures import Measure, Tally
from minqing.ledger.queries import Reckoning

from .behind import widest_grant
from .clocktexts import Watch
from .lines import lines, matter_names
from .told import Scope, fewest_for_share, sees_who_rated, smallest_shown, sums_inside, wait_days

SHOWN = 10
BURNING, NEWEST, LONGEST = ("burns_at", "serial"), ("-left_at", "-serial"), ("paused_at", "serial")
ANSWERS = (measures.SOLVED, measures.PARTLY, measures.NOT_SOLVED)
FIGURES = (
    measures.REGISTERED,
    measures.OPEN,
    measures.OVERDUE,
    measures.ON_TIME,
    measures.DUE_CLOSED,
    measures.ANSWERED,
    measures.UNVERIFIED,
    measures.SOLVED,
    measures.NOT_SOLVED,
    measures.SATISFIED,
    measures.BOUNCED,
    measures.REWORKED,
    measures.REOPENED,
    measures.WITHDRAWN_BY_OFFICE,
    measures.WITHDRAWN_LATE,
)


def oversight(actor: Actor, *, at: datetime, start: date, end: date) -> Oversight:
    """
    Return how requests fare below the actor's widest grant; figures come from facts, lists from the requests.

    :param start: first day; ``end`` is the day after the last.
    :raises NotAllowed: if the actor does not oversee.
    """
    widest = widest_grant(actor)
    reckoning = Reckoning(widest.org_path, widest.place_path, start, end, (*FIGURES, measures.PARTLY))
    said = _said(actor, widest, reckoning, at)
    watch = Watch.at_place(at, widest.place_path)
    cases = Case.objects.within(actor, "cases.oversee")
    some = partial(_some, actor=actor, watch=watch, names=matter_names())
    units = _units(widest, reckoning, said, watch)  # first: what is read split by units serves for the figures too
    return Oversight(
        start=start,
        end=end,
        as_of=at,
        figures=_figures(widest, reckoning, units, said),
        units=units,
        bouncing=some(cases.filter(stage__gt=0, bounce__gt=0)),
        late=some(cases.filter(watch.late())),
        soon=some(cases.filter(watch.soon())),
        contradicted=some(cases.filter(stage=0, state="closed", solved=Solved.NO), NEWEST),
        standing=some(cases.filter(stage__gt=0, paused_at__isnull=False), LONGEST),
        smallest=smallest_shown(widest.place_path, at=at),
        fewest=fewest_for_share(widest.place_path, at=at),
        told_from=said.start if said else None,
        told_to=said.end if said else None,
        wait_days=wait_days(widest.place_path, at=at) if said else 0,
    )


def _said(actor: Actor, widest: Grant, reckoning: Reckoning, at: datetime) -> Sums | None:
    """Return the sums in which whoever is not oversight is told what residents said; None for oversight."""
    if sees_who_rated(actor, org_path=widest.org_path, place_path=widest.place_path):
        return None
    return sums_inside(Scope(widest.org_path, widest.place_path, reckoning.start, reckoning.end), at=at)


def _figures(widest: Grant, reckoning: Reckoning, units: tuple[UnitLine, ...], said: Sums | None) -> tuple[Figure, ...]:
    """
    Return the figures below a grant.

    Requests come in at the office that takes them in and are closed where they lie. Below one unit the facts of coming
    in are therefore missing, and what is open is counted from the requests that lie there.
    """
    figures = tuple(_figure(measure, reckoning, said) for measure in FIGURES)
    if widest.org_path.count("/") == 1:  # the county itself
        return figures
    lying = {measures.OPEN.key: sum(unit.open for unit in units)}
    own = (figure for figure in figures if figure.key != measures.REGISTERED.key)
    return tuple(replace(figure, part=lying.get(figure.key, figure.part)) for figure in own)


def _figure(measure: Measure, reckoning: Reckoning, said: Sums | None) -> Figure:
    told = said.told(measure) if said and measure.is_confided else Told(reckoning.tally(measure))
    return Figure(
        key=measure.key,
        title=measure.title,
        part=told.tally.part if told.tally else None,
        whole=told.tally.whole if told.tally and measure.is_share else None,
        counts=measure.counts,
        misleads=measure.misleads,
        why=told.why,
        partly=told.partly,
    )


def _some(cases: QuerySet[Any], order: tuple[str, str] = BURNING, **at_hand: Any) -> tuple[CaseLine, ...]:
    return lines(cases.order_by(*order)[:SHOWN], **at_hand)


def _units(widest: Grant, reckoning: Reckoning, said: Sums | None, watch: Watch) -> tuple[UnitLine, ...]:
    """
    One line a unit, in the order of the tree; stocks from open requests, flows from facts.

    Counts only, below the grant's own paths: what is about a unit is counted where it lies, as in the figures.
    """
    cases = Case.objects.filter(below("place_path", widest.place_path), below("lead_path", widest.org_path))
    stock = cases.filter(stage__gt=0).exclude(lead_path="").order_by().values("lead_path")
    rows = stock.annotate(
        open=Count("pk"),
        late=Count("pk", filter=watch.late()),
        soon=Count("pk", filter=watch.soon()),
    )
    counted = {row["lead_path"]: row for row in rows}
    flows, answers = _flows(reckoning), _answers(reckoning, said)
    units = directory.organisations([*counted, *flows])
    return tuple(
        _unit(unit.path, unit.name, counted.get(unit.path, {}), flows[unit.path], answers)
        for unit in sorted(units.values(), key=lambda unit: unit.path)
    )


def _flows(reckoning: Reckoning) -> dict[str, dict[str, Tally]]:
    wanted = (
        measures.ON_TIME,
        measures.BOUNCED,
        measures.ANSWERED,
        measures.OVERDUE,
        measures.WITHDRAWN_LATE,
    )
    found: dict[str, dict[str, Tally]] = defaultdict(lambda: defaultdict(Tally))
    for measure in wanted:
        for path, value in reckoning.tallies(measure, by="org_path").items():
            found[path][measure.key] = value
    return found


def _answers(reckoning: Reckoning, said: Sums | None) -> Callable[[Measure, str], Told]:
    """Return how to read what residents say of a unit: a measure and the unit's path → what is told."""
    if said:
        return said.told_of
    return lambda measure, path: Told(reckoning.tallies(measure, by="org_path").get(path, Tally()))


def _unit(
    path: str, name: str, stock: dict[str, int], flow: dict[str, Tally], answers: Callable[[Measure, str], Told]
) -> UnitLine:
    solved, partly, not_solved = (answers(measure, path) for measure in ANSWERS)
    on_time = flow["cases.on_time"]
    withdrawn_late = flow["cases.withdrawn_late"].part
    return UnitLine(
        path=path,
        name=name,
        open=stock.get("open", 0),
        late=stock.get("late", 0),
        due_soon=stock.get("soon", 0),
        bounced=flow["cases.bounced"].part,
        closed=on_time.whole - flow["cases.overdue"].part - withdrawn_late,
        closed_on_time=on_time.part,
        withdrawn_late=withdrawn_late,
        asked=flow["cases.answered"].whole,
        answered=solved.tally.whole if solved.tally else None,
        solved=solved.tally.part if solved.tally else None,
        partly=partly.tally.part if partly.tally else None,
        not_solved=not_solved.tally.part if not_solved.tally else None,
        why=solved.why,
        on_time_of=on_time.whole,
    )
