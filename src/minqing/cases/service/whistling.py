"""
Reporting the conduct of staff (举报直达): straight to the office outside the chain, and to nobody else.

A report is no request. It has no intake, no unit, no place on any desk, and no query over requests can find it. Who
reported lies in the vault, sealed: two people must agree before anybody sees it.
"""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from minqing.cases import clocks, receipts
from minqing.cases.barring import unit_meant
from minqing.cases.codes import Duty
from minqing.cases.models import WhistleReport
from minqing.cases.paths import and_above
from minqing.cases.pressing import level_at, past_their_day
from minqing.cases.records import Whistled
from minqing.cases.routing import office_for
from minqing.cases.service.pressure import PRESSURE_RULE
from minqing.cases.steps import CLOCK, RETENTION_RULE, hours
from minqing.cases.words import clean
from minqing.kernel.access import Actor, covers, path_range
from minqing.kernel.errors import Conflict, NotFound, Refused
from minqing.kernel.ids import as_uuid, uuid7
from minqing.kernel.ref import Ref
from minqing.kernel.times import aware
from minqing.ledger.service import record, recorded
from minqing.territory import queries as territory
from minqing.vault import service as vault
from minqing.vault.masking import mask

__all__ = ["answer_whistle", "blow_whistle", "open_whistles", "take_up_whistle"]

PERMISSION = "cases.pressure"
REPORTER = Ref("system", "public")
MOST_SHOWN = 100


class UnableToBlow(Refused):
    """The report cannot be taken in as it was sent; what was typed is kept by the form."""


def blow_whistle(
    *,
    words: str,
    submission_token: str,
    at: datetime,
    about_org_path: str = "",
    unit_words: str = "",
    name: str = "",
    phone: str = "",
) -> Whistled:
    """
    Report the conduct of staff. The same token always leads to the same report and the same code.

    :param words: what happened; masked before the office outside the chain reads it.
    :param about_org_path: the unit, where it is in the county's list; ``unit_words`` its name as she writes it.
    :param name: with ``phone`` may stay empty; kept in the vault, where two must agree to open it.
    :return: the code to look it up with.
    :raises TextRefused: if words are missing or too long.
    :raises UnableToBlow: if no office outside the chain is in charge.
    """
    token = clean(submission_token, field="submission_token", most=200)
    receipt = receipts.code_for(f"whistle:{token}")
    known = WhistleReport.objects.filter(receipt_hash=receipts.receipt_hash(receipt)).first()
    if known is not None:
        return Whistled(str(known.id), receipt, known.due_at)
    unit = unit_meant(about_org_path) if about_org_path else None
    said = clean(words, field="words")
    who = clean(name, field="name", most=40, needed=False), clean(phone, field="phone", most=20, needed=False)
    meant = clean(unit_words, field="unit", most=80, needed=False)
    named = {"path": unit.path if unit else "", "name": unit.name if unit else meant}
    return _report(said=said, who=who, unit=named, receipt=receipt, at=aware(at))


@recorded
def _report(*, said: str, who: tuple[str, str], unit: dict[str, str], receipt: str, at: datetime) -> Whistled:
    home = territory.county()
    if home is None:
        raise UnableToBlow(_("This county takes nothing in yet."))
    office = _office(home.path, unit["path"])
    rule = clocks.rule_for(PRESSURE_RULE, place_path=home.path, at=at)
    report = WhistleReport.objects.create(
        id=uuid7(at),
        receipt_hash=receipts.receipt_hash(receipt),
        reported_at=at,
        words=mask(said, known=tuple(part for part in who if part)).text,
        unit_path=unit["path"],
        unit_name=unit["name"][:80],
        office_path=office,
        due_at=clocks.count(rule, start=at).due_at,
    )
    vault.store(
        str(report.id),
        place_path=home.path,
        org_path=office,
        words=said,
        where_words="",
        name=who[0],
        phone=who[1],
        may_call=False,
        barred=[unit["path"]] if unit["path"] else [],
        sealed=True,
        at=at,
    )
    _record("whistle.reported", report, REPORTER, at)
    return Whistled(str(report.id), receipt, report.due_at)


def _office(county: str, accused: str) -> str:
    """
    Return the office outside the chain: never the unit reported, nor one below it.

    :raises UnableToBlow: if there is none; then nothing is kept, and she is told where else to turn.
    """
    for duty in (Duty.PRESSURE, Duty.OVERSEE):
        office = office_for(duty, county)
        if office and office != county and not (accused and covers(accused, office)):
            return office
    raise UnableToBlow(
        _("No office of this county can take this in without being part of it. Nothing was kept; please call 12388.")
    )


def _record(kind: str, report: WhistleReport, actor: Ref, at: datetime, **data: Any) -> None:
    record(
        kind,
        subject=Ref("whistle", str(report.id)),
        actor=actor,
        at=at,
        org_path=report.office_path,
        place_path=and_above(report.office_path)[0],
        data=data,
    )


def readable(actor: Actor) -> Any:
    """Return the reports this actor may read: of an office below her grant, and never about her own unit."""
    rows = WhistleReport.objects.none()
    for grant in actor.reach(PERMISSION):
        rows |= WhistleReport.objects.filter(path_range("office_path", grant.org_path))
    return rows.exclude(unit_path__in=and_above(actor.org_path))


def _held(report_id: str, actor: Actor) -> WhistleReport:
    """
    Hold one report.

    :raises NotFound: if it is absent, out of reach, or about the actor's own unit.
    """
    found = readable(actor).select_for_update().filter(pk=as_uuid(report_id)).first()
    if found is None:
        raise NotFound
    report: WhistleReport = found
    return report


@recorded
def open_whistles(*, actor: Actor, at: datetime) -> None:
    """
    Record that a post opens the reports about staff, before they are shown.

    :raises NotFound: if there is none it may read.
    """
    rows = readable(actor).order_by("-reported_at", "-id")[:MOST_SHOWN]
    opened = list(rows.values_list("office_path", flat=True))
    if not opened:
        raise NotFound
    record(
        "whistle.read",
        subject=Ref("whistle", "list"),
        actor=actor.ref,
        at=aware(at),
        org_path=opened[0],
        place_path=and_above(opened[0])[0],
        data={"rows": len(opened)},
    )


@recorded
def take_up_whistle(*, report_id: str, actor: Actor, at: datetime) -> None:
    """
    Take a report up, as the office outside the chain.

    :raises NotFound: if there is none within reach.
    :raises Conflict: if somebody took it up before.
    """
    report = _held(report_id, actor)
    if report.taken_up_at is not None:
        raise Conflict(_("Somebody has already taken this report up."))
    report.taken_up_at, report.taken_up_by = aware(at), str(actor.ref)
    report.save(update_fields=["taken_up_at", "taken_up_by"])
    late = report.taken_up_at > report.due_at
    _record("whistle.taken_up", report, actor.ref, aware(at), late=late, hours=hours(report.reported_at, aware(at)))


@recorded
def answer_whistle(*, report_id: str, words: str, actor: Actor, at: datetime) -> None:
    """
    Answer whoever reported; she reads it with her code. The time for which the vault keeps who she is begins.

    :raises NotFound: if there is none within reach.
    :raises Conflict: if it was not taken up, or was answered.
    """
    said = clean(words, field="words", most=4000)
    report = _held(report_id, actor)
    if report.taken_up_at is None or report.answered_at is not None:
        raise Conflict(_("Take it up first; and each report is answered once."))
    report.answer, report.answered_at, report.answered_by = said, aware(at), str(actor.ref)
    report.save(update_fields=["answer", "answered_at", "answered_by"])
    keep = clocks.rule_for(RETENTION_RULE, place_path=and_above(report.office_path)[0], at=aware(at))
    vault.start_retention(str(report.id), closed_at=aware(at), days=int(keep.value), rule=keep.version)
    _record("whistle.answered", report, actor.ref, aware(at), hours=hours(report.reported_at, aware(at)))


# --- the clock --------------------------------------------------------------------------------------------------


def waiting(at: datetime) -> Any:
    """Return the keys of reports that nobody took up in their time."""
    rows = WhistleReport.objects.filter(past_their_day(at), taken_up_at__isnull=True)
    return rows.order_by("due_at").values_list("pk", flat=True)


@recorded
def remind_whistle(*, key: UUID, at: datetime) -> None:
    """Ask the office outside the chain to take a report up, once a level."""
    report = WhistleReport.objects.select_for_update().get(pk=key)
    level = level_at(report.due_at, report.reminded, at, place_path=and_above(report.office_path)[0])
    if report.taken_up_at is None and level is not None:
        report.reminded = level
        report.save(update_fields=["reminded"])
        _record("whistle.reminded", report, CLOCK.ref, at, level=level)
