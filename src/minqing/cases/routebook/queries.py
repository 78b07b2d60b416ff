"""Reads of drafts, versions, trials, and of what supervision lacks."""

from collections import Counter
from collections.abc import Mapping
from datetime import datetime

from django.db.models import Count, Q

from minqing.cases.models import Case, Matter, RoutingDraft, RoutingVersion
from minqing.cases.names import unit_name
from minqing.cases.records import (
    DraftLine,
    DraftView,
    DryRun,
    Fault,
    MatterGap,
    RoutingVersionView,
    Row,
    Scheduled,
    UnmatchedLine,
)
from minqing.cases.routing import WHY, WITHOUT_ROW
from minqing.kernel.access import Actor
from minqing.kernel.errors import NotFound
from minqing.kernel.paging import Page
from minqing.kernel.paging import page as keyset_page
from minqing.territory import queries as territory

from .comparing import try_out
from .drafting import open_draft
from .linting import Names, lint, names_of, uncovered
from .publishing import read_table
from .table import Key, drafted, in_force, table_of, with_changes

__all__ = [
    "draft_view",
    "dry_run",
    "matter_gaps",
    "routing_faults",
    "routing_version",
    "routing_versions",
    "scheduled_drafts",
    "table_to_draft",
    "unmatched",
]

NO_ROW = Q(routing_why__in=sorted(WITHOUT_ROW))


def draft_view() -> DraftView | None:
    """Return the draft that stands open, with what is wrong in it; None while there is none."""
    draft = open_draft()
    return _view(draft) if draft else None


def table_to_draft() -> DraftView:
    """Return what a draft begins from: the one that stands open, or the table in force with no change yet."""
    return _view(open_draft())


def _view(draft: RoutingDraft | None) -> DraftView:
    before, changes = in_force(), drafted(draft) if draft else {}
    after = with_changes(before, changes)
    names = names_of({**before, **after})
    table = table_of(after)
    groups = dict(Matter.objects.values_list("number", "group"))
    return DraftView(
        id=str(draft.id) if draft else "",
        begun_at=draft.begun_at if draft else None,
        by=draft.by_label if draft else "",
        note=draft.note if draft else "",
        changes=len(changes),
        lines=_lines(before, after, frozenset(changes), names),
        faults=lint(table, names),
        uncovered=tuple((one, names.matters[one], groups[one]) for one in uncovered(table, names)),
        county=names.county,
    )


def _lines(
    before: Mapping[Key, Row], after: Mapping[Key, Row], changed: frozenset[Key], names: Names
) -> tuple[DraftLine, ...]:
    keys = sorted({*before, *after}, key=lambda key: (key not in changed, key[1], key[0]))
    return tuple(_line(key, before.get(key), after.get(key), names) for key in keys)


def _line(key: Key, old: Row | None, new: Row | None, names: Names) -> DraftLine:
    change = "" if old == new else "new" if old is None else "ended" if new is None else "set"
    shown = new or old
    return DraftLine(
        key=f"{key[0]}:{key[1]}",
        matter_number=key[0] or None,
        matter=names.matters.get(key[0], ""),
        place_path=key[1],
        place_name=names.place(key[1]),
        before=old.lead_name if old else "",
        before_rule=old.rule_id if old else "",
        lead_path=shown.lead_path if shown else "",
        lead_name=new.lead_name if new else "",
        rule_id=new.rule_id if new else "",
        change=change,
        is_default=key == (0, names.county),
    )


def routing_faults() -> tuple[Fault, ...]:
    """Return what is wrong in the routing table in force."""
    rows = in_force()
    return lint(table_of(rows), names_of(rows))


def dry_run(*, actor: Actor, at: datetime) -> DryRun:
    """
    Try the open draft on the requests of the last thirty days.

    :raises NotFound: if no draft stands open.
    """
    draft = open_draft()
    if draft is None:
        raise NotFound
    before = in_force()
    after = with_changes(before, drafted(draft))
    return try_out(table_of(before), table_of(after), names_of({**before, **after}), actor=actor, at=at)


def scheduled_drafts() -> tuple[Scheduled, ...]:
    """Return the drafts that wait for their day, the next first."""
    rows = RoutingDraft.objects.filter(state="scheduled").annotate(changes=Count("rows")).order_by("starts_on")
    return tuple(
        Scheduled(str(row.id), row.starts_on, row.by_label, row.note, row.changes)  # type: ignore[arg-type]  # by constraint
        for row in rows
    )


def routing_versions() -> tuple[RoutingVersionView, ...]:
    """Return the tables that were in force, the newest first."""
    rows = list(RoutingVersion.objects.order_by("-number").defer("table"))
    return tuple(_version(row, is_latest=row is rows[0]) for row in rows)


def routing_version(number: int) -> RoutingVersionView:
    """
    Return one table that was in force, beside the one that is.

    :raises NotFound: if there is none of this number.
    """
    row = RoutingVersion.objects.filter(pk=number).first()
    if row is None:
        raise NotFound
    now, then = in_force(), read_table(row)
    changed = frozenset(key for key in {*now, *then} if now.get(key) != then.get(key))
    lines = _lines(now, then, changed, names_of({**now, **then}))
    latest = not RoutingVersion.objects.filter(number__gt=number).exists()
    return _version(row, is_latest=latest, lines=lines)


def _version(row: RoutingVersion, *, is_latest: bool, lines: tuple[DraftLine, ...] = ()) -> RoutingVersionView:
    return RoutingVersionView(
        number=row.number,
        at=row.at,
        by=row.by_label,
        note=row.note,
        rows=row.rows,
        rows_set=row.rows_set,
        rows_ended=row.rows_ended,
        back_to=row.back_to,
        is_latest=is_latest,
        lines=lines,
    )


def matter_gaps(*, actor: Actor) -> tuple[MatterGap, ...]:
    """
    Return the matters in use that have no unit in the whole county, or one that is closed: a gap in supervision.

    Those with most open requests that the reader may see come first.
    """
    county = territory.county()
    table = table_of(in_force())
    root = county.path if county else ""
    found = []
    for matter in Matter.objects.filter(retired=False):
        row = table.rows.get((matter.number, root))
        if row is None or row.lead_path in table.closed:
            found.append((matter, "closed" if row else "default"))
    counts = _open_under([matter.number for matter, _why in found], actor)
    gaps = [
        MatterGap(matter.number, matter.code, matter.name, matter.group, WHY[why], counts[matter.number])
        for matter, why in found
    ]
    return tuple(sorted(gaps, key=lambda gap: (-gap.open_requests, gap.number)))


def _open_under(numbers: list[int], actor: Actor) -> Counter[int]:
    reach = Case.objects.filter(stage__gt=0, matter__in=numbers).within(actor, "cases.oversee").order_by()
    return Counter(dict(reach.values_list("matter").annotate(Count("pk"))))


def unmatched(*, actor: Actor, cursor: str | None = None, size: int = 50) -> Page[UnmatchedLine]:
    """Return the requests within oversight that were dispatched though no row named them, the newest first."""
    reach = Case.objects.filter(NO_ROW).within(actor, "cases.oversee")
    found = keyset_page(reach, order=("-serial",), cursor=cursor, size=size)
    names = dict(Matter.objects.values_list("number", "name"))
    return Page(tuple(_unmatched(case, names) for case in found.items), found.next, found.previous)


def _unmatched(case: Case, names: Mapping[int, str]) -> UnmatchedLine:
    return UnmatchedLine(
        number=case.number,
        matter=names.get(case.matter, ""),
        place_name=case.place_name,
        unit_name=case.lead_name or unit_name(case.lead_path),
        why=WHY[case.routing_why],
        registered_at=case.registered_at,
        is_open=case.is_open,
    )
