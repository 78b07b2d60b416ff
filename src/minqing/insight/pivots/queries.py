"""
Reads of the pivot: one question, one answer, within the reader's reach.

:source: ADR 0024 (two trees), ADR 0025 (small cells), ADR 0064 (what is confided), ADR 0065 (cells of lines).
"""

from datetime import datetime
from typing import NamedTuple

from django.utils.translation import gettext as _

from minqing.directory import queries as directory
from minqing.insight.permissions import READ
from minqing.insight.queries.board import smallest_shown
from minqing.insight.queries.reach import widest_grant
from minqing.kernel.access import Actor
from minqing.kernel.errors import NotFound, Refused
from minqing.kernel.times import day_of
from minqing.ledger.measures import Measure, every_measure
from minqing.territory import queries as territory

from .asked import Asked
from .axes import refuse_too_large, too_many, values_of
from .defined import defined
from .dimensions import DIMENSIONS, Family, codes_of
from .reading import MOST_SHEETS, read
from .records import Pivot
from .tables import Axes, hidden_in, in_order, rows_of

__all__ = ["measures_to_pivot", "pivot", "reach_within"]


class Within(NamedTuple):
    """At or below which unit and which place, and what it is called."""

    org: str
    place: str
    name: str


def measures_to_pivot() -> tuple[Measure, ...]:
    """Return the measures that may be pivoted: all but those that rest on what people confided."""
    return tuple(one for one in every_measure().values() if not (one.is_confided or one.is_of_confidences))


def pivot(actor: Actor, asked: Asked, *, at: datetime) -> Pivot:
    """
    Answer a question, all its rows in the order asked for.

    :raises NotAllowed: if the actor may read figures nowhere.
    :raises Refused: if a place or unit lies out of reach, or the table would be too large.
    """
    within = reach_within(actor, asked)
    axes: Axes = {one.family: values_of(one, asked, org=within.org, place=within.place) for one in asked.splits}
    _refuse_too_large(asked, axes)
    smallest = smallest_shown(within.place, on=day_of(at))
    cube = read(asked, axes, org=within.org, place=within.place, smallest=smallest)
    rows, total, columns = rows_of(asked, axes, cube)
    times = [one.family is Family.TIME for one in asked.rows]
    return Pivot(
        start=asked.span.start or asked.span.end,
        end=asked.span.end,
        before_start=asked.before.start if asked.before else None,
        before_end=asked.before.end if asked.before else None,
        as_of=at,
        known_at=cube.known_at,
        org_path=within.org,
        place_path=within.place,
        reach=within.name,
        rows_by=tuple(one.key for one in asked.rows),
        cols_by=asked.cols.key if asked.cols else "",
        heads=tuple(one.title for one in asked.rows),
        split=asked.cols.title if asked.cols else "",
        columns=tuple(columns),
        rows=tuple(in_order(rows, columns, asked.sort, times)),
        total=total,
        smallest=smallest,
        hidden=len(list(hidden_in([*rows, total]))),
        filters=filters_of(asked),
        measures=tuple(defined(one) for one in asked.measures),
        untold=tuple(sorted(cube.untold)),
    )


def reach_within(actor: Actor, asked: Asked) -> Within:
    """
    Return what a question is about, within the actor's reach.

    :raises NotAllowed: if the actor may read figures nowhere.
    :raises Refused: if the place or the unit is absent or out of reach: one sentence for both; if it is a door.
    """
    grant = widest_grant(actor)
    org, place = asked.org or grant.org_path, asked.place or grant.place_path
    if not actor.may(READ, org_path=org, place_path=place):
        field = "place" if asked.place else "org"
        raise Refused(_("There is no such place or unit within your reach."), field=field)
    return Within(org, place, _name(org, place, asked))


def _name(org: str, place: str, asked: Asked) -> str:
    names = [_place_name(place, asked)] if asked.place or org.count("/") == 1 else []
    return " · ".join([*names, *([_unit_name(org)] if org.count("/") > 1 else [])])


def _place_name(path: str, asked: Asked) -> str:
    try:
        return territory.place_to_count(path, at_least=lambda: smallest_shown(path, on=asked.span.end)).full_name
    except NotFound as absent:
        raise Refused(_("There is no such place or unit within your reach."), field="place") from absent


def _unit_name(path: str) -> str:
    try:
        return directory.organisation(path).name
    except NotFound as absent:
        raise Refused(_("There is no such place or unit within your reach."), field="org") from absent


def _refuse_too_large(asked: Asked, axes: Axes) -> None:
    both = [len(axes[one]) for one in (Family.PLACE, Family.ORG) if one in axes]
    if len(both) > 1 and min(both) > MOST_SHEETS:
        raise too_many(asked.rows[0])
    rows = 1
    for one in asked.rows:
        rows *= len(axes[one.family])
    refuse_too_large(rows, len(axes[asked.cols.family]) + 1 if asked.cols else 1, len(asked.measures))


def filters_of(asked: Asked) -> tuple[str, ...]:
    """Say in words what is asked of the facts besides place, unit and days."""
    said = []
    for column, numbers in asked.codes.items():
        names = {0: _("Not named yet"), **codes_of(column)}
        named = _(", ").join(names.get(number, str(number)) for number in numbers)
        said.append(_("%(what)s: %(which)s") % {"what": DIMENSIONS[column].title, "which": named})
    return tuple(said)
