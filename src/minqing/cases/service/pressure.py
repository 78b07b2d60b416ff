"""“I was put under pressure”: to an office outside the chain, and the unit's access is frozen."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from minqing.cases import clocks
from minqing.cases.access import get_case_by_receipt, public_actor
from minqing.cases.barring import keep_out
from minqing.cases.codes import Duty
from minqing.cases.models import Case, PressureReport
from minqing.cases.routing import clear_office
from minqing.cases.service.arriving import words_came_in
from minqing.cases.steps import Act, hours
from minqing.cases.words import clean
from minqing.kernel.access import Actor, path_range
from minqing.kernel.errors import Conflict, NotFound
from minqing.kernel.ids import as_uuid, uuid7
from minqing.kernel.times import aware
from minqing.ledger.service import record, recorded

__all__ = ["acknowledge_pressure", "report_pressure"]

PRESSURE_RULE = "MQ-PRESSURE"


@recorded
def report_pressure(*, receipt: str, words: str, at: datetime) -> None:
    """
    Report pressure because of a request. The unit that handles or handled it can no longer open it, at once.

    An open request is taken out of that unit's hands; the overseer decides who goes on.

    :param words: what happened; masked before the office outside the chain reads it.
    :raises ReceiptNotFound: if the code is unknown.
    """
    said = clean(words, field="words", most=4000)
    case = get_case_by_receipt(receipt, lock=True)
    act = Act(case, public_actor(), aware(at))
    office = _office(case)
    rule = clocks.rule_for(PRESSURE_RULE, place_path=case.place_path, at=act.at)
    report = PressureReport.objects.create(
        id=uuid7(act.at),
        case=case,
        reported_at=act.at,
        words=words_came_in(act, said, about=case.lead_path).text,
        office_path=office,
        unit_path=case.unit_path,
        unit_name=case.lead_name,
        due_at=clocks.count(rule, start=act.at).due_at,
    )
    act.fact("pressure.reported", org_path=report.office_path, rule=rule.version, unit=report.unit_path)
    _freeze(act)
    case.save()


def _office(case: Case) -> str:
    """The office outside the chain: never the unit itself or the one it is about, nor one below them."""
    return clear_office(case, Duty.PRESSURE, Duty.OVERSEE, beside_lead=True)


def _freeze(act: Act) -> None:
    case = act.case
    if case.lead_path:
        keep_out(act, case.lead_path, role="frozen", name=case.lead_name, ruling=True)


@recorded
def acknowledge_pressure(*, report_id: str, actor: Actor, at: datetime) -> str:
    """
    Take up a report of pressure, as the office outside the chain.

    :return: the case number.
    :raises NotFound: if there is no such report within reach.
    :raises Conflict: if somebody took it up before.
    """
    report = _report(report_id, actor)
    case = report.case
    if report.taken_up_at is not None:
        raise Conflict(_("Somebody has already taken this report up."))
    report.taken_up_at, report.taken_up_by = aware(at), str(actor.ref)
    report.late = report.taken_up_at > report.due_at
    report.save(update_fields=["taken_up_at", "taken_up_by", "late"])
    record(
        "pressure.acknowledged",
        subject=case.ref,
        actor=actor.ref,
        at=report.taken_up_at,
        org_path=report.office_path,
        place_path=case.place_path,
        data={"matter": case.matter, "late": report.late, "hours": hours(report.reported_at, report.taken_up_at)},
    )
    return case.number


def _report(report_id: str, actor: Actor) -> PressureReport:
    reach = PressureReport.objects.none()
    for grant in actor.reach("cases.pressure"):
        place = path_range("case__place_path", grant.place_path)
        reach |= PressureReport.objects.filter(path_range("office_path", grant.org_path) & place)
    found = reach.select_related("case").filter(pk=as_uuid(report_id)).first()
    if found is None:
        raise NotFound
    return found
