"""The tables that people edit: routing, offices in charge, standard replies."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from minqing.cases.answering.fields import refuse_unknown
from minqing.cases.codes import Duty, Outcome, read
from minqing.cases.matters import in_use
from minqing.cases.models import Office, RoutingRule, StandardText
from minqing.cases.routes import UnableToRoute, end_row, is_default, known_rule, put_row, require_route
from minqing.cases.routing import open_unit
from minqing.cases.words import clean
from minqing.kernel.access import Actor
from minqing.kernel.errors import NotAllowed, NotFound, Refused
from minqing.kernel.ids import as_uuid, uuid7
from minqing.kernel.ref import Ref
from minqing.kernel.times import aware
from minqing.ledger.service import record, recorded
from minqing.territory import queries as territory

__all__ = [
    "UnableToRoute",
    "end_routing_row",
    "retire_standard_reply",
    "set_office",
    "set_routing_row",
    "set_standard_reply",
]


def _unit(path: str) -> str:
    try:
        return open_unit(path)
    except Refused as refusal:
        raise UnableToRoute(str(refusal), field="lead_path") from refusal


def _place(path: str) -> str:
    try:
        return str(territory.place(path).path)
    except NotFound as absent:
        raise UnableToRoute(_("This place is not in the county's list."), field="place_path") from absent


@recorded
def set_routing_row(
    *,
    place_path: str,
    lead_path: str,
    actor: Actor,
    at: datetime,
    matter_number: int | None = None,
    rule_id: str = "HL-04",
) -> str:
    """
    Say that a matter at a place and below goes to a unit, under a rule of time. An earlier row of both is replaced.

    :param matter_number: None for every matter; with the county as place that is the default row.
    :return: the row's id.
    :raises UnableToRoute: if unit, place, matter or rule is unknown, or the unit closed.
    """
    place, matter = _place(place_path), matter_number or 0
    require_route(actor, place)
    name = _unit(lead_path)
    if matter and not in_use(matter):
        raise UnableToRoute(_("This matter is not in the list."), field="matter_number")
    known_rule(rule_id, place, at)
    row = put_row(
        matter=matter, place_path=place, lead_path=lead_path, lead_name=name, rule_id=rule_id, actor=actor, at=at
    )
    return str(row.id)


@recorded
def end_routing_row(*, row_id: str, actor: Actor, at: datetime) -> None:
    """
    End a row, so that a more general one fires. The county's default row can only be replaced, never ended.

    :raises NotFound: if there is no such row in force.
    :raises UnableToRoute: if it is the default row.
    """
    row = RoutingRule.objects.filter(pk=as_uuid(row_id), ended=False).first()
    if row is None:
        raise NotFound
    require_route(actor, row.place_path)
    if is_default(row):
        raise UnableToRoute(_("The default row must always be there; set another unit in it instead."))
    end_row(row, actor=actor, at=at)


@recorded
def set_office(*, duty: str, place_path: str, org_path: str, actor: Actor, at: datetime) -> None:
    """
    Put an office in charge of a duty for a place and all below it.

    :param duty: ``intake``, ``verify``, ``oversee`` or ``pressure``.
    :raises UnableToRoute: if duty, office or place is unknown, or the office closed.
    """
    try:
        what = read(Duty, duty)
    except (KeyError, ValueError) as unknown:
        raise UnableToRoute(_("Please choose what the office is in charge of."), field="duty") from unknown
    place = _place(place_path)
    require_route(actor, place)
    name = _unit(org_path)
    Office.objects.update_or_create(duty=what, place_path=place, defaults={"org_path": org_path, "org_name": name})
    record(
        "routing.office_set",
        subject=Ref("organisation", org_path),
        actor=actor.ref,
        at=aware(at),
        org_path=org_path,
        place_path=place,
        data={"duty": what},
    )


@recorded
def set_standard_reply(
    *,
    title: str,
    text: str,
    actor: Actor,
    at: datetime,
    matter_number: int | None = None,
    outcome: str = "",
    reply_id: str = "",
) -> str:
    """
    Write or change a standard reply.

    :param text: may hold fields such as ``{number}``; see :mod:`minqing.cases.answering.fields`.
    :param outcome: the outcome it is for, as in ``reply``; empty for every one.
    :param reply_id: the one to change; empty writes a new one.
    :return: its id.
    :raises Refused: if the text holds a field that does not exist, or the outcome is unknown.
    """
    if not actor.holds("cases.route"):
        raise NotAllowed
    grant = actor.reach("cases.route")[0]
    named, said = clean(title, field="title", most=60), clean(text, field="text", most=4000)
    refuse_unknown(said)
    kept_for = _outcome(outcome)
    rows = StandardText.objects.filter(decline=0)
    row = rows.filter(pk=as_uuid(reply_id)).first() if reply_id else StandardText(id=uuid7(at))
    if row is None:
        raise NotFound
    row.title, row.text, row.matter, row.outcome = named, said, matter_number or 0, kept_for
    row.save()
    _standard(row, actor, at, grant.org_path, grant.place_path)
    return str(row.id)


@recorded
def retire_standard_reply(*, reply_id: str, actor: Actor, at: datetime) -> None:
    """
    Take a standard reply out of use.

    :raises NotFound: if there is none.
    """
    if not actor.holds("cases.route"):
        raise NotAllowed
    grant = actor.reach("cases.route")[0]
    row = StandardText.objects.filter(pk=as_uuid(reply_id), retired=False, decline=0).first()
    if row is None:
        raise NotFound
    row.retired = True
    row.save(update_fields=["retired"])
    _standard(row, actor, at, grant.org_path, grant.place_path)


def _outcome(word: str) -> int:
    try:
        return int(read(Outcome, word)) if word else 0
    except (KeyError, ValueError, AttributeError) as unknown:
        raise Refused(_("Please choose an outcome from the list, or leave it open."), field="outcome") from unknown


def _standard(row: StandardText, actor: Actor, at: datetime, org_path: str, place_path: str) -> None:
    record(
        "standard_reply.set",
        subject=Ref("standard_reply", str(row.id)),
        actor=actor.ref,
        at=aware(at),
        org_path=org_path,
        place_path=place_path,
        data={"matter": row.matter, **({"outcome": row.outcome} if row.outcome else {})},
    )
