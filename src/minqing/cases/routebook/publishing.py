"""A draft comes into force, at once or on a day; and an earlier table is put back. Each is a version, kept whole."""

import json
import logging
from collections.abc import Iterable
from datetime import date, datetime

from django.utils.translation import gettext_lazy as _

from minqing.cases.models import Matter, RoutingDraft, RoutingRule, RoutingVersion
from minqing.cases.records import Row
from minqing.cases.routes import UnableToRoute, end_row, put_row, record_for_county, whole_county
from minqing.cases.steps import CLOCK
from minqing.cases.words import clean
from minqing.directory import queries as directory
from minqing.kernel.access import Actor
from minqing.kernel.errors import NotFound, Refused
from minqing.kernel.ref import Ref
from minqing.kernel.times import day_of
from minqing.ledger.service import recorded
from minqing.territory import queries as territory

from .drafting import open_draft
from .linting import lint, names_of
from .table import Key, drafted, in_force, table_of, with_changes

__all__ = ["publish_draft", "roll_back", "start_due"]

LATEST = 366
log = logging.getLogger(__name__)


@recorded
def publish_draft(*, actor: Actor, at: datetime, starts_on: date | None = None, note: str = "") -> int:
    """
    Let the draft come into force: now, or at the beginning of a day to come.

    Requests dispatched before stay where they are.

    :param starts_on: the first day on which it holds; left out, or today: at once.
    :param note: why, for whoever reads the versions later.
    :return: the version's number; 0 where its day is still to come.
    :raises NotFound: if no draft stands open.
    :raises UnableToRoute: if it changes nothing, something grave is wrong in it, or the day lies in the past.
    """
    county = whole_county(actor)
    draft = open_draft()
    if draft is None:
        raise NotFound
    today = day_of(at)
    draft.note = clean(note, field="note", most=200, needed=False)
    draft.starts_on = starts_on or today
    if not 0 <= (draft.starts_on - today).days <= LATEST:
        raise UnableToRoute(_("Choose today or a day within a year."), field="starts_on")
    _refuse_wrong(draft)
    if draft.starts_on > today:
        draft.state = "scheduled"
        draft.save()
        record_for_county(
            "routing.scheduled",
            Ref("routing_draft", str(draft.id)),
            actor=actor,
            at=at,
            county=county,
            data={"rows": draft.rows.count()},
        )
        return 0
    return _into_force(draft, actor, at, county)


def _refuse_wrong(draft: RoutingDraft) -> None:
    changes = drafted(draft)
    if not changes:
        raise UnableToRoute(_("The draft changes nothing yet."))
    after = with_changes(in_force(), changes)
    grave = [fault for fault in lint(table_of(after), names_of(after)) if fault.grave]
    if grave:
        raise UnableToRoute(grave[0].sentence)


def _into_force(draft: RoutingDraft, actor: Actor, at: datetime, county: str) -> int:
    _keep_as_it_stands(at)
    before = in_force()
    done = _change_to(with_changes(before, drafted(draft)), before, actor, at)
    draft.state = "published"
    draft.save()
    version = _keep(actor.ref, actor.label, at, *done, note=draft.note)
    record_for_county(
        "routing.published",
        Ref("routing_version", str(version)),
        actor=actor,
        at=at,
        county=county,
        data={"rows": sum(done), "version": version, "rows_set": done[0], "rows_ended": done[1]},
    )
    return version


def _change_to(after: dict[Key, Row], before: dict[Key, Row], actor: Actor, at: datetime) -> tuple[int, int]:
    """Set and end what differs; returns how many of each."""
    wanted = [row for key, row in after.items() if before.get(key) != row]
    gone = [key for key in before if key not in after]
    for row in wanted:
        put_row(
            matter=row.matter, place_path=row.place_path, lead_path=row.lead_path, lead_name=row.lead_name,
            rule_id=row.rule_id, actor=actor, at=at,
        )  # fmt: skip
    ended = set(gone)
    for rule in list(RoutingRule.objects.filter(ended=False)):
        if (rule.matter, rule.place_path) in ended:
            end_row(rule, actor=actor, at=at)
    return len(wanted), len(gone)


def _keep_as_it_stands(at: datetime) -> None:
    """Keep what was changed row by row since the last version, so that it can be put back as well."""
    rows = in_force()
    last = RoutingVersion.objects.order_by("-number").first()
    if last is None or read_table(last) != rows:
        _keep(Ref("system", "routing"), "", at, 0, 0)


def _keep(
    by: Ref, label: str, at: datetime, rows_set: int, rows_ended: int, *, note: str = "", back_to: int | None = None
) -> int:
    rows = in_force().values()
    number = RoutingVersion.objects.count() + 1
    RoutingVersion.objects.create(
        number=number,
        at=at,
        by=str(by),
        by_label=label[:120],
        note=note,
        rows=len(rows),
        rows_set=rows_set,
        rows_ended=rows_ended,
        back_to=back_to,
        table=write_table(rows),
    )
    return number


def write_table(rows: Iterable[Row]) -> str:
    """Write a table down, one list a row."""
    cells = [[row.matter, row.place_path, row.lead_path, row.lead_name, row.rule_id] for row in rows]
    return json.dumps(cells, ensure_ascii=False)


def read_table(version: RoutingVersion) -> dict[Key, Row]:
    """Read the table that a version kept."""
    return {(cells[0], cells[1]): Row(*cells) for cells in json.loads(version.table)}


@recorded
def roll_back(*, number: int, actor: Actor, at: datetime, note: str = "") -> int:
    """
    Put an earlier table back as a new version.

    :param number: the version to put back.
    :return: the new version's number.
    :raises NotFound: if there is no such version.
    :raises UnableToRoute: if the table is that one already, or one of its units has closed since.
    """
    county = whole_county(actor)
    earlier = RoutingVersion.objects.filter(pk=number).first()
    if earlier is None:
        raise NotFound
    wanted, before = _still_in_use(read_table(earlier)), in_force()
    if wanted == before:
        raise UnableToRoute(_("This table is in force already."))
    closed = directory.closed_among(row.lead_path for row in wanted.values())
    if closed:
        names = "、".join(sorted({row.lead_name for row in wanted.values() if row.lead_path in closed})[:3])
        words = _("%(units)s has closed since. Put the table back in a draft, with another unit in its place.")
        raise UnableToRoute(words % {"units": names})
    _keep_as_it_stands(at)
    done = _change_to(wanted, before, actor, at)
    why = clean(note, field="note", most=200, needed=False)
    version = _keep(actor.ref, actor.label, at, *done, note=why, back_to=number)
    record_for_county(
        "routing.rolled_back",
        Ref("routing_version", str(version)),
        actor=actor,
        at=at,
        county=county,
        data={"rows": sum(done), "version": version, "back_to": number},
    )
    return version


def _still_in_use(rows: dict[Key, Row]) -> dict[Key, Row]:
    """Leave out rows of matters that are no longer in use."""
    in_use = {0, *Matter.objects.filter(retired=False).values_list("number", flat=True)}
    return {key: row for key, row in rows.items() if key[0] in in_use}


def start_due(at: datetime) -> int:
    """
    Let drafts whose day has come come into force, each on its own; one that is wrong by now waits and is logged.

    :return: how many did.
    """
    started = 0
    due = RoutingDraft.objects.filter(state="scheduled", starts_on__lte=day_of(at)).order_by("starts_on", "begun_at")
    for draft in due:
        try:
            _start(draft=draft, at=at)
            started += 1
        except Refused as refusal:
            log.warning("routing draft %s waits: %s", draft.id, refusal)
    return started


@recorded
def _start(*, draft: RoutingDraft, at: datetime) -> int:
    county = territory.county()
    if county is None:
        raise NotFound
    _refuse_wrong(draft)
    return _into_force(draft, CLOCK, at, county.path)
