"""
The county's own measures as they hold now, for every process.

Two tables that only grow say what holds. Whether they have grown is one small question; the texts are read again only
where it did, and each is made into a measure once.

:source: ADR 0070.
"""

import json
import logging
from collections.abc import Mapping
from dataclasses import dataclass, field

from django.db import connection

from minqing.insight.models import OwnMeasure, OwnRetirement
from minqing.kernel.errors import Refused
from minqing.ledger.measures import MEASURES, Measure, declare_source

from .entries import OWN
from .making import made_of
from .stocks import stock_of_some

__all__ = ["Held", "current", "every_version", "held", "version_of"]

# Fixed names of our own tables. Rows are neither changed nor taken away: with each new one the count grows.
EDITION = """
SELECT (SELECT COUNT(*) FROM insight_ownmeasure), (SELECT MAX(id) FROM insight_ownmeasure),
    (SELECT COUNT(*) FROM insight_ownretirement), (SELECT MAX(id) FROM insight_ownretirement)
"""
log = logging.getLogger(__name__)

Edition = tuple[int, str | None, int, str | None]


@dataclass(frozen=True, slots=True)
class Held:
    """
    What one state of the tables says: the versions in their order, and those that hold.

    :param unable: the keys of those that should hold and cannot be counted any more.
    """

    edition: Edition
    versions: Mapping[str, Mapping[int, Measure]]
    current: Mapping[str, Measure]
    numbers: Mapping[str, int]
    unable: tuple[str, ...] = ()


@dataclass(slots=True)
class _Kept:
    held: Held | None = None
    made: dict[str, Measure] = field(default_factory=dict)


_kept = _Kept()


def current() -> Mapping[str, Measure]:
    """Return the own measures that hold now, by key; one query where nothing has changed."""
    return held().current


def version_of(key: str) -> int:
    """Return which version of an own measure holds now; 0 of one that does not, and of the house's."""
    return held().numbers.get(key, 0) if key.startswith(f"{OWN}.") else 0


def every_version(key: str) -> Mapping[int, Measure]:
    """Return all versions of an own measure that can still be counted, by number; also of one that is retired."""
    return held().versions.get(key, {})


def held() -> Held:
    """Return what holds now, read from the tables only where they have grown."""
    edition, known = _edition(), _kept.held
    if known is None or known.edition != edition:
        known = _kept.held = _read(edition)
    return known


def _edition() -> Edition:
    with connection.cursor() as cursor:
        cursor.execute(EDITION)
        measures, newest, retired, last = cursor.fetchone()
    return measures, newest, retired, last


def _read(edition: Edition) -> Held:
    rows = {(row.key, row.version): row for row in OwnMeasure.objects.order_by("key", "version")}
    retired = set(OwnRetirement.objects.values_list("key", "version"))
    versions: dict[str, dict[int, Measure]] = {}
    for (key, number), row in rows.items():
        made = _made(row, rows)
        if made:
            versions.setdefault(key, {})[number] = made
    latest = dict(rows.keys())
    meant = {key: number for key, number in latest.items() if (key, number) not in retired}
    numbers = {key: number for key, number in meant.items() if number in versions.get(key, {})}
    holds = {key: versions[key][number] for key, number in numbers.items()}
    return Held(edition, versions, holds, numbers, tuple(key for key in meant if key not in numbers))


def _made(row: OwnMeasure, rows: Mapping[tuple[str, int], OwnMeasure]) -> Measure | None:
    """Make a published version; one that cannot be counted (as the house is now) is left out, and said."""
    if row.id in _kept.made:
        return _kept.made[row.id]
    asked = {key: _made(rows[key, number], rows) for key, number in json.loads(row.inputs or "{}").items()}
    try:
        made = made_of(row.text, MEASURES | {key: one for key, one in asked.items() if one}).measure
    except Refused:
        made = None
    if made is None or stock_of_some(made):
        log.error("own measure %s version %s cannot be counted any more", row.key, row.version)
        return None
    _kept.made[row.id] = made
    return made


declare_source(OWN, current)
