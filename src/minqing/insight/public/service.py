"""
Freezing the public figures, once a day.

A month is read from the facts once: when it has been over for some days (rule MQ-PUBLIC-WAIT). Its rows never change
afterwards, so two editions differ by whole months and never by one case. What is entered, corrected or taken back later
stands in the county's own figures, and not in these.

:source: ADR 0025, ADR 0068.
"""

import hashlib
from collections.abc import Sequence
from datetime import datetime, timedelta

from minqing.insight.facts import FROZEN
from minqing.insight.models import PublicEdition, PublicRow
from minqing.kernel.access import system_actor
from minqing.kernel.errors import NotFound
from minqing.kernel.ref import Ref
from minqing.kernel.times import day_of
from minqing.ledger.canonical import canonical_json
from minqing.ledger.queries import backfilled_since
from minqing.ledger.service import record, recorded
from minqing.rulebook import queries as rulebook
from minqing.territory import queries as territory

from .months import months_to_tell
from .tabulating import Limits, Row, tabulate

__all__ = ["digest_of", "freeze_public_tables"]

CLOCK = system_actor("clock")
SMALLEST, FEWEST, WAIT = ("MQ-K", 10), ("MQ-PUBLIC-N", 30), ("MQ-PUBLIC-WAIT", 31)
"""Rule, and the number that holds where the rule does not: one that shows less."""
QUIET = timedelta(minutes=5)
"""So long nothing was imported before a month is told."""


def freeze_public_tables(*, at: datetime) -> int:
    """
    Make the day's edition; nothing where it stands already, where no county is loaded, or while past years come in: a
    month that is told in the midst of an import would stay wrong.

    :return: how many rows it added.
    """
    county, today = territory.county(), day_of(at)
    if county is None or PublicEdition.objects.filter(day__gte=today).exists() or backfilled_since(at - QUIET):
        return 0
    limits = Limits(_number(SMALLEST, county.path, at), _number(FEWEST, county.path, at))
    last = PublicRow.objects.order_by("-month").values_list("month", flat=True).first()
    months = months_to_tell(today, wait_days=_number(WAIT, county.path, at), after=last)
    through, rows = tabulate(months, [place.path for place in territory.divisions()], limits)
    if last is None:
        rows = _since_the_first(rows, county.path)
    edition = PublicEdition(day=today, through=through, frozen_at=at, smallest=limits.smallest, fewest=limits.fewest)
    _keep(edition, rows, county.path)
    return len(rows)


def digest_of(rows: Sequence[Row]) -> str:
    """Return the SHA-256 over rows in their order, so that the day's seal holds them."""
    lines = [[row.month.isoformat(), row.place_path, int(row.rest), dict(row.numbers)] for row in rows]
    return hashlib.sha256(canonical_json(lines).encode()).hexdigest()


@recorded
def _keep(edition: PublicEdition, rows: Sequence[Row], county: str) -> None:
    edition.save(force_insert=True)
    PublicRow.objects.bulk_create(
        PublicRow(
            day=edition.day,
            month=row.month,
            place_path=row.place_path,
            parent_path=row.parent_path,
            rest=row.rest,
            **row.numbers,
        )
        for row in rows
    )
    record(
        FROZEN,
        subject=Ref("public_table", edition.day.isoformat()),
        actor=CLOCK.ref,
        at=edition.frozen_at,
        org_path=county,
        place_path=county,
        data={"rows": len(rows), "through": edition.through, "digest": digest_of(rows)},
    )


def _since_the_first(rows: Sequence[Row], county: str) -> list[Row]:
    """Leave out, at the first time, the months before anything was asked: the county's number is 0 in them."""
    asked = [row.month for row in rows if row.place_path == county and not row.rest and row.numbers["asked"] != 0]
    return [row for row in rows if asked and row.month >= asked[0]]


def _number(rule: tuple[str, int], place_path: str, at: datetime) -> int:
    rule_id, otherwise = rule
    try:
        return int(rulebook.rule(rule_id, place_path=place_path, on=day_of(at)).value)
    except NotFound:
        return otherwise
