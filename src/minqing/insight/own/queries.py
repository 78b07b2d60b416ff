"""Reads of measures: the list of all, one with its history, and its number for a reader's own reach."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from minqing.directory import queries as directory
from minqing.insight.models import OwnMeasure, OwnRetirement
from minqing.insight.queries.reach import reach_of
from minqing.kernel.access import Actor
from minqing.kernel.errors import NotFound, Refused
from minqing.kernel.ref import Ref
from minqing.kernel.times import day_of
from minqing.ledger.definitions import definition_hash
from minqing.ledger.measures import MEASURES, Measure
from minqing.ledger.rolls.building import missing_lines
from minqing.ledger.sheets import sheet
from minqing.ledger.spans import Span

from . import registry
from .entries import OWN
from .records import Card, Line, Now, Version

__all__ = ["Card", "card", "last_month", "listing", "number_now", "text_of", "unable"]

ONE_DAY = timedelta(days=1)


def listing() -> list[Line]:
    """Return all measures: the county's own first, those that are retired at their end, then those of the house."""
    held = registry.held()
    own = [_line(one, held.numbers[key]) for key, one in held.current.items()]
    gone = [
        _line(versions[max(versions)], max(versions), retired=True)
        for key, versions in held.versions.items()
        if key not in held.current
    ]
    house = [_line(one) for _key, one in sorted(MEASURES.items())]
    return [*own, *gone, *house]


def unable() -> tuple[str, ...]:
    """Return the keys of own measures that were published, are not retired, and cannot be counted any more."""
    return registry.held().unable


def _line(measure: Measure, version: int = 0, *, retired: bool = False) -> Line:
    return Line(
        key=measure.key,
        title=measure.title,
        question=measure.question,
        counts=measure.counts,
        misleads=measure.misleads,
        kind=measure.kind,
        unit=measure.unit,
        better=measure.better.value,
        door=measure.key.partition(".")[0],
        version=version,
        retired=retired,
    )


def card(key: str, number: int | None = None) -> Card:
    """
    Return one measure with its history.

    :param number: one of its versions; the latest without one.
    :raises NotFound: if there is no such measure, or no such version.
    """
    if key in MEASURES and number is None:
        return Card(key, MEASURES[key], definition_hash(MEASURES[key]))
    rows = list(OwnMeasure.objects.filter(key=key).order_by("-version"))
    row = next((one for one in rows if number in (None, one.version)), None)
    if row is None:
        raise NotFound
    measure = registry.every_version(key).get(row.version)
    return Card(key, measure, row.digest, row.version, _versions(rows), _later(measure))


def _versions(rows: Iterable[OwnMeasure]) -> tuple[Version, ...]:
    rows = list(rows)
    gone = {one.version: one for one in OwnRetirement.objects.filter(key=rows[0].key)}
    names = directory.labels({Ref.parse(row.published_by) for row in rows})
    return tuple(
        Version(
            key=row.key,
            number=row.version,
            text=row.text,
            digest=row.digest,
            reason=row.reason,
            by=names[Ref.parse(row.published_by)],
            at=row.published_at,
            retired_at=gone[row.version].retired_at if row.version in gone else None,
            retired_because=gone[row.version].reason if row.version in gone else "",
        )
        for row in rows
    )


def _later(measure: Measure | None) -> dict[str, int]:
    """Say which inputs of a formula have a later version than the one it was published with."""
    inputs = [one for one in measure.inputs if one.key.startswith(f"{OWN}.")] if measure else []
    held = registry.held() if inputs else None
    return {one.key: held.numbers[one.key] for one in inputs if held and held.current.get(one.key, one) is not one}


def text_of(key: str) -> str:
    """
    Return the latest definition of an own measure, as it was published.

    :raises NotFound: if there is no such own measure.
    """
    row = OwnMeasure.objects.filter(key=key).order_by("-version").first()
    if row is None:
        raise NotFound
    return row.text


def last_month(today: date) -> Span:
    """Return the last month that is over."""
    end = today.replace(day=1)
    return Span((end - ONE_DAY).replace(day=1), end)


def number_now(measure: Measure, actor: Actor, *, at: datetime) -> Now | None:
    """
    Return a measure's number of the last month that is over, below the reader's widest grant.

    :return: None where the reader may not see the one screen, or the measure is told by rules of its own.
    """
    try:
        reach = reach_of(actor)
    except Refused:
        return None
    if measure.counts_confided:
        return None
    span = last_month(day_of(at))
    before = last_month(span.start or date.min)
    read = sheet([measure], [span, before], reach.own)
    asked, missing = {term.line.key for term in measure.terms}, {line.key for line in missing_lines()}
    return Now(
        name=reach.name,
        start=span.start or date.min,
        end=span.end,
        number=read.number(measure, span),
        before=read.number(measure, before),
        through=read.through,
        cells=(len(asked - missing), len(asked)),
    )
