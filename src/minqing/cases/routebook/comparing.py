"""A draft tried on the requests of the last month: one pass in memory, a handful of queries whatever their number."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from heapq import nlargest
from typing import NamedTuple

from minqing.cases.models import Case, CaseParty
from minqing.cases.paths import and_above
from minqing.cases.records import Difference, DryRun, Row
from minqing.kernel.access import Actor
from minqing.kernel.times import day_of

from .linting import Names
from .table import Table

MONTH = timedelta(days=30)
SHOWN = 60
"""So many differences are listed, the largest first; the sums count all of them."""
NUMBERS, LOOKED_FOR = 8, 40
"""So many numbers stand beside a difference, found among the newest of it."""
TOWNSHIP = 2
AT_ONCE = 500


class Came(NamedTuple):
    """What of a request decides where it goes."""

    serial: int
    year: int
    matter: int
    place_path: str
    has_barred: bool


@dataclass(slots=True)
class Sums:
    """What a trial has counted so far."""

    looked_at: int = 0
    moved: int = 0
    other_rule: int = 0
    unmatched_before: int = 0
    unmatched_after: int = 0
    groups: dict[tuple[int, str, Row | None, Row | None], list[Came]] = field(default_factory=lambda: defaultdict(list))


def try_out(before: Table, after: Table, names: Names, *, actor: Actor, at: datetime) -> DryRun:
    """
    Route what came in during the last thirty days by two tables and say what would have gone elsewhere.

    A request whose matter nobody named goes by the rows for every matter. Each difference counts all requests and
    names those that the reader may open.
    """
    start = at - MONTH
    sums = Sums()
    barred = _barred(start)
    columns = ("serial", "year", "matter", "place_path", "has_barred")
    rows = Case.objects.filter(registered_at__gte=start, registered_at__lt=at).order_by().values_list(*columns)
    for row in rows.iterator(chunk_size=5000):
        came = Came(*row)
        _count(came, before, after, barred.get(came.serial, ()), sums)
    shown = sorted(sums.groups.items(), key=lambda one: (-len(one[1]), one[0][0], one[0][1]))[:SHOWN]
    newest = [came.serial for _key, some in shown for came in nlargest(LOOKED_FOR, some)]
    readable = _readable(newest, actor)
    return DryRun(
        start=day_of(start),
        end=day_of(at),
        looked_at=sums.looked_at,
        moved=sums.moved,
        other_rule=sums.other_rule,
        unmatched_before=sums.unmatched_before,
        unmatched_after=sums.unmatched_after,
        differences=tuple(_differences(shown, names, readable)),
    )


def _barred(start: datetime) -> Mapping[int, tuple[str, ...]]:
    """Read the units that requests of the month are about: few, and in one query."""
    rows = CaseParty.objects.filter(barred=True, case__registered_at__gte=start, case__has_barred=True)
    found: dict[int, tuple[str, ...]] = {}
    for serial, path in rows.values_list("case_id", "org_path"):
        found[serial] = (*found.get(serial, ()), path)
    return found


def _count(came: Came, before: Table, after: Table, barred: tuple[str, ...], sums: Sums) -> None:
    (old, old_fits), (new, new_fits) = (
        table.fires(came.matter, came.place_path, barred if came.has_barred else ()) for table in (before, after)
    )
    sums.looked_at += 1
    sums.unmatched_before += not old_fits
    sums.unmatched_after += not new_fits
    was, now = ((row.lead_path, row.rule_id) if row else ("", "") for row in (old, new))
    if was == now:
        return
    sums.moved += was[0] != now[0]
    sums.other_rule += was[0] == now[0]
    sums.groups[came.matter, _township(came.place_path), old, new].append(came)


def _township(place_path: str) -> str:
    return and_above(place_path)[:TOWNSHIP][-1]


def _readable(serials: list[int], actor: Actor) -> set[int]:
    reach = Case.objects.within(actor, "cases.read").order_by()
    found: set[int] = set()
    for start in range(0, len(serials), AT_ONCE):
        found |= set(reach.filter(pk__in=serials[start : start + AT_ONCE]).values_list("pk", flat=True))
    return found


def _differences(
    groups: Iterable[tuple[tuple[int, str, Row | None, Row | None], list[Came]]], names: Names, readable: set[int]
) -> Iterator[Difference]:
    for (matter, township, old, new), some in groups:
        seen = sorted((came for came in some if came.serial in readable), reverse=True)[:NUMBERS]
        yield Difference(
            matter=names.matters.get(matter, ""),
            place_name=names.place(township),
            before=old.lead_name if old else "",
            after=new.lead_name if new else "",
            before_rule=old.rule_id if old else "",
            after_rule=new.rule_id if new else "",
            requests=len(some),
            numbers=tuple(f"{came.year}-{came.serial:06d}" for came in seen),
        )
