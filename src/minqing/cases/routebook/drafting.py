"""Working a draft of the routing table out: begun, changed row by row or many at once, dropped."""

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from minqing.cases.models import Matter, Precedent, RoutingDraft, RoutingDraftRow
from minqing.cases.paths import and_above
from minqing.cases.records import Row
from minqing.cases.routes import UnableToRoute, known_rule, record_for_county, whole_county
from minqing.cases.routing import open_unit
from minqing.kernel.access import Actor
from minqing.kernel.errors import NotFound, Refused
from minqing.kernel.ids import as_uuid, uuid7
from minqing.kernel.ref import Ref
from minqing.ledger.service import recorded
from minqing.territory import queries as territory

from .table import Key, in_force

__all__ = ["draft_precedent", "draft_rows", "drop_draft", "open_draft", "undo_rows"]

MOST_ROWS = 1000


def open_draft() -> RoutingDraft | None:
    """Return the draft that is being worked out; None while there is none."""
    return RoutingDraft.objects.filter(state="open").first()


@recorded
def draft_rows(
    *, rows: Sequence[str], actor: Actor, at: datetime, lead_path: str = "", rule_id: str = "HL-04", end: bool = False
) -> int:
    """
    Set or end many rows in the draft at once; one is begun where none stands open. Nothing changes in force.

    :param rows: ``matter:place path``, matter 0 for every one; also of rows that do not exist yet.
    :param lead_path: the unit to which they shall lead.
    :param end: end them instead.
    :return: how many rows the draft changes now.
    :raises UnableToRoute: if a row, unit or rule is unknown, the unit closed, or the default row would end.
    """
    county = whole_county(actor)
    keys = _keys(rows, county)
    name = "" if end else _unit(lead_path)
    if not end:
        known_rule(rule_id, county, at)
    elif (0, county) in keys:
        raise UnableToRoute(_("The default row must always be there; set another unit in it instead."), field="rows")
    draft = open_draft() or _begin(actor, at, county)
    standing = in_force()
    for key in keys:
        wanted = None if end else Row(*key, lead_path, name, rule_id)
        if wanted == standing.get(key):  # as it stands already: nothing for the draft to change
            draft.rows.filter(matter=key[0], place_path=key[1]).delete()
            continue
        target = {"lead_path": "" if end else lead_path, "lead_name": name, "rule_id": "" if end else rule_id}
        RoutingDraftRow.objects.update_or_create(draft=draft, matter=key[0], place_path=key[1], defaults=target)
    _record("routing.draft_changed", draft, actor, at, county, rows=len(keys))
    return int(draft.rows.count())


def _keys(rows: Sequence[str], county: str) -> list[Key]:
    wanted = list(dict.fromkeys(rows))
    if not wanted:
        raise UnableToRoute(_("Tick at least one row."), field="rows")
    if len(wanted) > MOST_ROWS:
        raise UnableToRoute(_("At most a thousand rows at once."), field="rows")
    keys = [_key(one) for one in wanted]
    in_use = set(Matter.objects.filter(retired=False).values_list("number", flat=True))
    standing = in_force()
    places = {place.path for place in territory.divisions()}
    for matter, place in keys:
        if (matter, place) in standing:
            continue
        if matter and matter not in in_use:
            raise UnableToRoute(_("This matter is not in the list."), field="rows")
        if place not in places and not _is_place(place):
            raise UnableToRoute(_("This place is not in the county's list."), field="rows")
    return keys


def _key(text: str) -> Key:
    number, _colon, place = text.partition(":")
    if not number.isdecimal() or not and_above(place):
        raise UnableToRoute(_("This row is not known. Look at the table again."), field="rows")
    return int(number), place


def _is_place(path: str) -> bool:
    try:
        return bool(territory.place(path))
    except NotFound:
        return False


def _unit(path: str) -> str:
    try:
        return open_unit(path)
    except Refused as refusal:
        raise UnableToRoute(str(refusal), field="lead_path") from refusal


def _begin(actor: Actor, at: datetime, county: str) -> RoutingDraft:
    draft: RoutingDraft = RoutingDraft.objects.create(
        id=uuid7(at), begun_at=at, by=str(actor.ref), by_label=actor.label[:120]
    )
    _record("routing.draft_begun", draft, actor, at, county)
    return draft


@recorded
def draft_precedent(*, precedent_id: str, actor: Actor, at: datetime) -> str:
    """
    Put what an overseer ruled into the draft as a row: its matter, its place, the unit that was ruled to handle it.

    :return: the row's key.
    :raises NotFound: if there is no such ruling.
    :raises UnableToRoute: if its unit is closed by now, or its matter no longer in use.
    """
    county = whole_county(actor)
    found = Precedent.objects.filter(pk=as_uuid(precedent_id)).first()
    if found is None:
        raise NotFound
    (key,) = _keys([f"{found.matter}:{_village(found.place_path)}"], county)
    name = _unit(found.lead_path)
    draft = open_draft() or _begin(actor, at, county)
    row = in_force().get(key)
    target = {"lead_path": found.lead_path, "lead_name": name, "rule_id": row.rule_id if row else "HL-04"}
    RoutingDraftRow.objects.update_or_create(draft=draft, matter=key[0], place_path=key[1], defaults=target)
    _record("routing.draft_changed", draft, actor, at, county, rows=1)
    return f"{key[0]}:{key[1]}"


def _village(place_path: str) -> str:
    """A row is of a village, never of a door."""
    return and_above(place_path)[:3][-1]


@recorded
def undo_rows(*, rows: Sequence[str], actor: Actor, at: datetime) -> int:
    """
    Take changes out of the draft, so that these rows stay as they are in force.

    :return: how many rows the draft changes still.
    :raises NotFound: if no draft stands open.
    """
    county = whole_county(actor)
    draft = open_draft()
    if draft is None:
        raise NotFound
    gone = 0
    for matter, place in (_key(one) for one in rows):
        gone += draft.rows.filter(matter=matter, place_path=place).delete()[0]
    if not gone:
        raise UnableToRoute(_("None of these rows is changed in the draft."), field="rows")
    _record("routing.draft_changed", draft, actor, at, county, rows=gone)
    return int(draft.rows.count())


@recorded
def drop_draft(*, actor: Actor, at: datetime, draft_id: str = "") -> None:
    """
    Drop the draft, or one that waits for its day. Nothing in force changes.

    :param draft_id: one that is scheduled; left out, the one that stands open.
    :raises NotFound: if there is none.
    """
    county = whole_county(actor)
    waiting = RoutingDraft.objects.filter(pk=as_uuid(draft_id), state="scheduled").first() if draft_id else open_draft()
    if waiting is None:
        raise NotFound
    waiting.state = "dropped"
    waiting.save(update_fields=["state"])
    _record("routing.draft_dropped", waiting, actor, at, county, rows=waiting.rows.count())


def _record(kind: str, draft: RoutingDraft, actor: Actor, at: datetime, county: str, **data: int) -> None:
    record_for_county(kind, Ref("routing_draft", str(draft.id)), actor=actor, at=at, county=county, data=data)
