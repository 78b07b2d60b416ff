"""
The table of public service: how much there is for a matter at a place, who answers for the number, where it stands.

Lines are added and never changed; the newest holds. Nobody's word is taken without its owner, its source and its day.
"""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from minqing.insight.facts import LEVELS_LOADED
from minqing.insight.models import ServiceLevel
from minqing.kernel.access import Actor, path_range
from minqing.kernel.errors import NotAllowed, NotFound, Refused
from minqing.kernel.ref import Ref
from minqing.kernel.tabular import Line, LineRefusal, read_table
from minqing.kernel.times import day_of
from minqing.ledger.canonical import canonical_json
from minqing.ledger.service import record, recorded
from minqing.territory import queries as territory
from minqing.territory.permissions import MANAGE

COLUMNS: Mapping[str, Sequence[str]] = {
    "place": ("区划代码", "地方代码", "代码"),
    "matter": ("事项", "事项编号"),
    "amount": ("数量",),
    "what": ("数的是什么", "单位"),
    "owner": ("责任单位", "数据责任单位"),
    "source": ("来源", "数据来源"),
    "as_of": ("截至日期", "日期"),
}
LONGEST = {"what": 30, "owner": 60, "source": 200}
MOST = 10**12


@dataclass(frozen=True, slots=True)
class Level:
    """How much there is at a place: so much of something, as its owner said on a day, and where that stands."""

    amount: int
    what: str
    owner: str
    source: str
    as_of: date


@dataclass(frozen=True, slots=True)
class LevelsReport:
    """What a load did, or would do: lines added, lines that stood so already, and why others were left out."""

    added: int
    kept: int
    refusals: tuple[LineRefusal, ...]
    dry_run: bool


def load_levels(
    *, data: bytes, matters: Mapping[str, int], actor: Actor, at: datetime, dry_run: bool = False
) -> LevelsReport:
    """
    State levels of public service from a table; a line that stands so already is kept.

    :param matters: what a matter may be called in the table: its code, number or name → number.
    :param dry_run: tell what would happen, write nothing.
    :raises NotAllowed: if the actor keeps no tables of places.
    :raises TableUnreadable: if the file is no such table.
    """
    if not actor.holds(MANAGE):
        raise NotAllowed
    found, refusals, kept = list[ServiceLevel](), list[LineRefusal](), 0
    held = _newest(ServiceLevel.objects.all())
    for line in read_table(data, columns=COLUMNS):
        try:
            row = _row(line, matters, actor, at)
        except Refused as refused:
            refusals.append(LineRefusal(line.number, refused))
            continue
        key = row.place_path, row.matter
        if held.get(key) == _level(row):
            kept += 1
        else:
            held[key] = _level(row)
            found.append(row)
    if found and not dry_run:
        _keep(found, actor, at)
    return LevelsReport(len(found), kept, tuple(refusals), dry_run)


@recorded
def _keep(rows: Sequence[ServiceLevel], actor: Actor, at: datetime) -> None:
    ServiceLevel.objects.bulk_create(rows)
    lines = [[one.place_path, one.matter, one.amount, one.what, one.owner, one.source, str(one.as_of)] for one in rows]
    county = rows[0].place_path[: rows[0].place_path.index("/") + 1]
    record(
        LEVELS_LOADED,
        subject=Ref("service_levels", day_of(at).isoformat()),
        actor=actor.ref,
        at=at,
        org_path=actor.org_path or county,
        place_path=county,
        data={"rows": len(rows), "digest": hashlib.sha256(canonical_json(lines).encode()).hexdigest()},
    )


def _row(line: Line, matters: Mapping[str, int], actor: Actor, at: datetime) -> ServiceLevel:
    """
    Read one line.

    :raises Refused: if anything in it cannot be taken at its word.
    """
    for name, longest in LONGEST.items():
        if not line[name] or len(line[name]) > longest:
            raise Refused(_("say what is counted, who answers for it and where it stands, each briefly."))
    if line["matter"] not in matters:
        raise Refused(_("no matter in use has this code or name."))
    return ServiceLevel(
        place_path=_place(line["place"], actor),
        matter=matters[line["matter"]],
        amount=_amount(line["amount"]),
        what=line["what"],
        owner=line["owner"],
        source=line["source"],
        as_of=_day(line["as_of"], at),
        loaded_at=at,
    )


def _place(code: str, actor: Actor) -> str:
    try:
        path = territory.place_by_code(code).path
    except NotFound:
        path = ""
    if not any(path.startswith(grant.place_path) for grant in actor.reach(MANAGE)):
        raise Refused(_("no division within your reach has this code."))
    return path


def _amount(text: str) -> int:
    plain = text.replace(",", "")
    if not (plain.isascii() and plain.isdigit() and int(plain) <= MOST):
        raise Refused(_("the amount must be a whole number, 0 or more."))
    return int(plain)


def _day(text: str, at: datetime) -> date:
    try:
        day = date.fromisoformat(text.replace("/", "-"))
    except ValueError as wrong:
        raise Refused(_("the day must be written 2026-09-30.")) from wrong
    if not date(2000, 1, 1) <= day <= day_of(at):
        raise Refused(_("the day must be written 2026-09-30, and not lie ahead."))
    return day


def levels(matter: int, place_path: str) -> dict[str, Level]:
    """Return what holds for a matter at or below a place: path → level; one query."""
    rows = ServiceLevel.objects.filter(path_range("place_path", place_path), matter=matter)
    return {path: level for (path, _matter), level in _newest(rows).items()}


def matters_with_levels() -> set[int]:
    """Return the numbers of the matters for which anything was ever stated."""
    return set(ServiceLevel.objects.values_list("matter", flat=True).distinct())


def _newest(rows: Any) -> dict[tuple[str, int], Level]:
    ordered: Iterable[ServiceLevel] = rows.order_by("as_of", "id")
    return {(row.place_path, row.matter): _level(row) for row in ordered}


def _level(row: ServiceLevel) -> Level:
    return Level(row.amount, row.what, row.owner, row.source, row.as_of)
