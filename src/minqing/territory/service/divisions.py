"""Load the public division table: what is new opens, what has another name is renamed, what is gone closes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from minqing.kernel.access import Actor
from minqing.kernel.errors import Conflict, NotAllowed
from minqing.kernel.ids import uuid7
from minqing.kernel.times import day_of
from minqing.ledger.service import record, recorded
from minqing.territory.access import require
from minqing.territory.division_file import DivisionLine, DivisionsUnusable, DivisionTable, read_divisions
from minqing.territory.facts import LEVEL_NUMBERS
from minqing.territory.models import Place
from minqing.territory.names import sounds
from minqing.territory.paths import DIVISIONS, parent_path
from minqing.territory.permissions import MANAGE
from minqing.territory.records import LoadReport

from .races import conflicts_told

MANY = 5


@dataclass(frozen=True)
class _Plan:
    """What a table changes."""

    opened: Sequence[DivisionLine]
    renamed: Sequence[tuple[Place, DivisionLine]]
    closed: Sequence[Place]
    kept: int

    def __bool__(self) -> bool:
        return bool(self.opened or self.renamed or self.closed)


def load_divisions(
    *, data: bytes, actor: Actor, at: datetime, dry_run: bool = False, close_many: bool = False
) -> LoadReport:
    """
    Load the division table of the county. Loading it twice changes nothing; a newer one opens, renames and closes.

    Codes are never used again and rows are never overwritten: a renamed division ends one row and begins the next.

    :param data: a CSV file with the columns ``code`` and ``name``, UTF-8 or GB18030.
    :param close_many: allow more than a fifth of the divisions to close; a guard against half a file.
    :raises NotAllowed, NotFound: if the county is out of reach.
    :raises TableUnreadable: if the file is no such table.
    :raises DivisionsUnusable: if it holds no or another county, or would close many divisions.
    :source: rules AD-01 to AD-04.
    """
    table = read_divisions(data)
    if not actor.holds(MANAGE):
        raise NotAllowed
    _refuse_other_county(table)
    require(actor, MANAGE, table.county.path)
    plan = _plan(table)
    if len(plan.closed) > MANY and len(plan.closed) * 5 > plan.kept + len(plan.renamed) and not close_many:
        words = _("This table would close %(n)s divisions. Check that the file is whole; if it is, allow it.")
        raise DivisionsUnusable(words % {"n": len(plan.closed)})
    if plan and not dry_run:
        with conflicts_told():
            _carry_out(table, actor=actor, at=at)
    return LoadReport(
        added=len(plan.opened),
        renamed=len(plan.renamed),
        closed=len(plan.closed),
        kept=plan.kept,
        refusals=table.refusals,
        dry_run=dry_run,
    )


@recorded
def _carry_out(table: DivisionTable, *, actor: Actor, at: datetime) -> None:
    plan, day = _plan(table), day_of(at)
    if not plan:
        raise Conflict
    for row in plan.closed:
        _close(row, day)
        _record("division.closed", row, actor=actor, at=at)
    for row, line in plan.renamed:
        _record("division.renamed", _rename(row, line, day=day, at=at), actor=actor, at=at)
    rows = [_row(line, day=day, at=at) for line in plan.opened]
    Place.objects.bulk_create(rows)
    for row in rows:
        _record("division.opened", row, actor=actor, at=at)


def _plan(table: DivisionTable) -> _Plan:
    held = {row.code: row for row in Place.objects.filter(kind__in=LEVEL_NUMBERS, valid_to=None)}
    lines = {line.code: line for line in table.lines}
    renamed = [(held[code], line) for code, line in lines.items() if code in held and _differs(held[code], line)]
    # Provinces and cities are context: a table without them does not close them.
    closed = [row for code, row in held.items() if code not in lines and row.kind in DIVISIONS]
    opened = [line for code, line in lines.items() if code not in held]
    return _Plan(opened, renamed, closed, kept=len(lines) - len(opened) - len(renamed))


def _differs(row: Place, line: DivisionLine) -> bool:
    return row.official_name != line.official_name or bool(
        line.urban_rural_code and row.urban_rural_code != line.urban_rural_code
    )


def _refuse_other_county(table: DivisionTable) -> None:
    held = Place.objects.filter(kind="county", valid_to=None).first()
    if held is not None and held.code != table.county.code:
        words = _("This database belongs to %(name)s (%(code)s); another county needs a database of its own.")
        raise DivisionsUnusable(words % {"name": held.name, "code": held.code[:6]})
    if Place.objects.filter(kind__in=DIVISIONS, code__in=[x.code for x in table.lines]).exclude(valid_to=None).exists():
        _refuse_reused(table)


def _refuse_reused(table: DivisionTable) -> None:
    in_force = set(Place.objects.filter(valid_to=None).values_list("code", flat=True))
    ended = Place.objects.filter(code__in=[line.code for line in table.lines]).exclude(valid_to=None)
    again = sorted(set(ended.values_list("code", flat=True)) - in_force)
    if again:
        raise DivisionsUnusable(_("Code %(code)s was closed earlier; a code is never used again.") % {"code": again[0]})


def _close(row: Place, day: date) -> None:
    # What lies below stays: doors do not vanish when a village is merged, and their cards go on working.
    row.valid_to = day
    row.save(update_fields=["valid_to"])


def _rename(row: Place, line: DivisionLine, *, day: date, at: datetime) -> Place:
    if row.valid_from == day:  # corrected on its first day: one row a day is enough
        row.name, row.official_name, row.urban_rural_code = line.name, line.official_name, line.urban_rural_code
        row.sounds = sounds(row.kind, row.name)
        row.save(update_fields=["name", "official_name", "urban_rural_code", "sounds"])
        return row
    row.valid_to = day
    row.save(update_fields=["valid_to"])
    successor = _row(line, day=day, at=at)
    successor.save(force_insert=True)
    return successor


def _row(line: DivisionLine, *, day: date, at: datetime) -> Place:
    return Place(
        id=uuid7(at),
        path=line.path,
        parent_path=parent_path(line.path),
        village_path=line.path if line.level == "village" else "",
        kind=line.level,
        name=line.name,
        official_name=line.official_name,
        sounds=sounds(line.level, line.name),
        code=line.code,
        urban_rural_code=line.urban_rural_code,
        valid_from=day,
    )


def _record(kind: str, row: Any, *, actor: Actor, at: datetime) -> None:
    record(
        kind,
        subject=row.ref,
        actor=actor.ref,
        at=at,
        org_path=actor.org_path or row.path,
        place_path=row.path,
        data={"level": LEVEL_NUMBERS[row.kind], "division": row.code},
    )
