"""
Keeping a request from a unit and everything below it: the inner steps of every verb that bars.

:source: XF-14, HL-13; ADR 0013.
"""

from django.utils.translation import gettext_lazy as _

from minqing.directory import queries as directory
from minqing.directory.queries import closed_among
from minqing.directory.records import OrganisationView
from minqing.directory.service import keep_alarms_from
from minqing.kernel.access import covers
from minqing.kernel.errors import NotFound, Refused
from minqing.kernel.rows import run
from minqing.vault import service as vault

from . import standing
from .codes import Duty, Lifted
from .disputes import open_dispute
from .models import Case
from .routing import clear_office, verifying_office
from .states import OPEN
from .steps import Act, end_party, give_party, waiting_parts

__all__ = ["UnableToBar", "keep_out", "let_in", "move_intake_if_closed", "name_accused", "tell_accused", "unit_meant"]


class UnableToBar(Refused):
    """The request cannot be kept from this unit as asked."""


def unit_meant(path: str) -> OrganisationView:
    """
    Return the unit that a request is about.

    :raises UnableToBar: if it is unknown, or the whole county.
    """
    if path.count("/") < 2 and path.endswith("/"):
        raise UnableToBar(_("Please name one office, not the whole county."), field="about_org_path")
    try:
        return directory.organisation(path)
    except NotFound as absent:
        raise UnableToBar(_("This office is not in the county's list."), field="about_org_path") from absent


def name_accused(act: Act, unit: OrganisationView) -> None:
    """Keep a request from the unit that it is about, and write down that it is so."""
    keep_out(act, unit.path, role="accused", name=unit.name)
    tell_accused(act, unit)


def tell_accused(act: Act, unit: OrganisationView) -> None:
    """Leave the fact and the line of history that a request is about a unit; the resident reads it too."""
    act.tell(act.fact("case.unit_barred", unit=unit.path), words=unit.name)


def keep_out(act: Act, unit: str, *, role: str, name: str = "", ruling: bool = False) -> None:
    """
    Bar a unit, and all below it, from a request and from what the vault keeps of it; take back what lies with it.

    :param role: why it is barred: ``accused`` or ``frozen``.
    :param ruling: whether the overseer, and not intake, decides who goes on.
    """
    case = act.case
    give_party(case, unit, role, name, barred=True)
    vault.bar(str(case.uuid), unit)
    case.has_barred = True
    act.end_parts(part for part in waiting_parts(case) if covers(unit, part.org_path))
    _end_helpers(case, unit)
    if covers(unit, case.intake_path):
        _move_intake(act)
    if case.danger:
        keep_alarms_from(unit=unit, subject=case.ref, org_path=case.intake_path)
    if case.lead_path and covers(unit, case.lead_path):
        _take_back(act, unit, ruling=ruling)
    elif case.state in OPEN and covers(unit, case.stage_path):
        act.next_stage(verifying_office(case) if case.state == "replied" else case.intake_path)


def let_in(case: Case, unit: str) -> None:
    """End the bar of a unit as the one complained about; one because of pressure stays, in the vault as well."""
    case.parties.filter(role="accused", barred=True, org_path=unit).delete()
    rest = set(case.parties.filter(barred=True).values_list("org_path", flat=True))
    if unit not in rest:
        vault.unbar(str(case.uuid), unit)
    case.has_barred = bool(rest)


def _end_helpers(case: Case, unit: str) -> None:
    run(
        "DELETE FROM cases_caseparty WHERE case_id = %s AND NOT barred AND role <> 'lead' AND role <> 'intake' "
        "AND substr(org_path, 1, length(%s)) = %s",
        [case.pk, unit, unit],
    )


def move_intake_if_closed(act: Act) -> None:
    """Let another office take a request in when it goes back to one that has closed meanwhile."""
    if closed_among([act.case.intake_path]):
        _move_intake(act)


def _move_intake(act: Act) -> None:
    """Another office takes it in from now on; whoever sees who wrote asks there."""
    case = act.case
    if not case.lead_path:
        act.lift_overdue(Lifted.MOVED)
    end_party(case, "intake")
    case.intake_path = clear_office(case, Duty.INTAKE, Duty.OVERSEE, Duty.PRESSURE)
    give_party(case, case.intake_path, "intake")
    vault.hand_custody(str(case.uuid), case.intake_path)
    if not case.lead_path and case.state in OPEN:
        act.mark_overdue()


def _take_back(act: Act, unit: str, *, ruling: bool) -> None:
    case = act.case
    if case.state not in OPEN:
        act.fact("case.access_frozen", org_path=unit)
        return
    move, name = act.move("take_back"), case.lead_name
    if case.paused_at is not None:  # what the clock stood still is no lateness, of this unit or of the next
        standing.go_on(act)
    case.answered_at, case.needs_ruling = None, ruling or case.needs_ruling
    act.pass_stage()
    act.fact(move, org_path=unit)
    act.move_unit("")
    move_intake_if_closed(act)
    act.enter_stage(case.intake_path)
    if case.needs_ruling:
        open_dispute(act, unit_name=name)
