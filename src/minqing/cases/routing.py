"""
Routing: matter × place → lead unit and the rule of its time limit.

A row that names the matter comes before one that does not, then the nearest place wins.
A row that would hand a request to the unit it is about, or to one that is closed, is passed over. There is always a
default row; if even that one is barred, the overseeing office decides; if its unit is closed, it lies with intake.
"""

from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from minqing.directory import queries as directory
from minqing.kernel.errors import NotFound, Refused
from minqing.kernel.rows import marks, read_columns

from .clocks import HANDLE_RULE
from .codes import Duty
from .models import Case, RoutingRule
from .names import unit_name
from .paths import and_above
from .records import RoutingView
from .search import words_of
from .steps import is_barred
from .suggesting.asking import suggest_matters

# Only a condition of the directory's own is put in here.
OFFICES = f"SELECT place_path, org_path, {directory.closed_unit('org_path')} FROM cases_office WHERE duty = %s"  # noqa: S608
COLUMNS = ("id", "matter", "place_path", "lead_path", "lead_name", "rule_id")
ROWS = (
    f"SELECT {', '.join(COLUMNS)}, {directory.closed_unit('lead_path')} "  # noqa: S608
    "FROM cases_routingrule WHERE NOT ended AND matter IN (0, %s) AND place_path IN "
)
WHY = {
    "matter_place": _("This matter at this place"),
    "matter": _("This matter, anywhere in the county"),
    "place": _("Any matter at this place"),
    "default": _("No row fits: the default row"),
    "barred": _("The unit that the table names is the one complained about"),
    "closed": _("The unit that the table names is closed"),
    "earlier": _("It was here before"),
    "chosen": _("Chosen by hand"),
    "ruling": _("Decided by the overseer"),
}
WITHOUT_ROW = frozenset({"default", "barred", "closed"})
"""Why a request goes where it goes though no row names its matter or place for that unit."""


@dataclass(frozen=True, slots=True)
class Route:
    """Where a request should go: unit, rule, the row that fired and why."""

    lead_path: str
    lead_name: str
    rule_id: str
    row: RoutingRule | None
    why: str

    def view(self) -> RoutingView:
        """Return it as a record for pages."""
        return RoutingView(
            row_id=str(self.row.id) if self.row else "",
            lead_path=self.lead_path,
            lead_name=self.lead_name,
            rule_id=self.rule_id,
            why=WHY[self.why],
            is_default=self.why in WITHOUT_ROW,
        )


def route_of(case: Case, *, matter: int | None = None) -> Route:
    """
    Find the row that fires for a request.

    :param matter: the matter's number where it is about to be set; otherwise the request's own.
    :return: always somewhere: at worst the county itself.
    """
    wanted = case.matter if matter is None else matter
    places = and_above(case.place_path)
    passed_over = ""
    for row, is_closed in _rows_for(wanted, places):
        if is_closed or is_barred(case, row.lead_path):
            passed_over = "closed" if is_closed and passed_over != "barred" else "barred"
            continue
        return Route(row.lead_path, row.lead_name, row.rule_id, row, passed_over or _why(row, places))
    duties = (Duty.OVERSEE, Duty.PRESSURE)
    office = clear_office(case, *((Duty.INTAKE, *duties) if passed_over == "closed" else duties))
    return Route(office, unit_name(office), HANDLE_RULE, None, passed_over or "default")


def _rows_for(matter: int, places: list[str]) -> list[tuple[RoutingRule, bool]]:
    """Return the rows that fit, the one that comes first first, each with whether its unit is closed."""
    found = [
        (RoutingRule(**dict(zip(COLUMNS, (UUID(str(key)), *columns), strict=True))), bool(is_closed))
        for key, *columns, is_closed in read_columns(f"{ROWS}({marks(places)})", [matter, *places])
    ]
    return sorted(found, key=lambda one: (one[0].matter != 0, len(one[0].place_path)), reverse=True)


def _why(row: RoutingRule, places: list[str]) -> str:
    at_place = row.place_path != places[0]
    if row.matter:
        return "matter_place" if at_place else "matter"
    return "place" if at_place else "default"


def office_for(duty: Duty, place_path: str) -> str:
    """
    Return the path of the open office in charge of a duty at a place, the nearest one.

    :return: the county itself when none is set; empty when all that are set are closed.
    """
    places = and_above(place_path)
    offices = read_columns(f"{OFFICES} AND place_path IN ({marks(places)})", [int(duty), *places])
    if not offices:
        return places[0]
    in_office = [(len(at), str(office)) for at, office, is_closed in offices if not is_closed]
    return max(in_office, default=(0, ""))[1]


def clear_office(case: Case, *duties: Duty, beside_lead: bool = False) -> str:
    """
    Return the first open office, in the order of these duties, that a request is not about; the county at worst.

    :param beside_lead: whether the unit that handles it, and what lies below, are passed over as well.
    """
    for duty in duties:
        office = office_for(duty, case.place_path)
        handles = beside_lead and case.lead_path and case.lead_path in and_above(office)
        if office and not handles and not is_barred(case, office):
            return office
    return and_above(case.place_path)[0]


def verifying_office(case: Case) -> str:
    """
    Return the unit that verifies a request's answer: never the one that gave it or is complained of, nor one below.

    Where the office in charge of verifying handled the request itself, the overseer's verifies.

    :source: HL-08.
    """
    return clear_office(case, Duty.VERIFY, Duty.OVERSEE, Duty.PRESSURE, beside_lead=True)


def likeliest_matter(case: Case) -> int:
    """Return the number of the matter that a request's words suggest first; 0 for none."""
    found = suggest_matters("\n".join(words_of(case))).matters
    return found[0].number if found else 0


def suggested(case: Case) -> Route:
    """Return where the routing table would send a request, with the likeliest matter while none is named."""
    return route_of(case, matter=case.matter or likeliest_matter(case))


def unit_allowed(case: Case, path: str) -> str:
    """
    Return the name of a unit that may be given a request.

    :raises Refused: if it is unknown or closed, or the request is about it or one above it.
    """
    if is_barred(case, path):
        raise Refused(
            _("This request is about that unit or one above it. It is never given to them; choose another."),
            field="lead_path",
        )
    return open_unit(path)


def open_unit(path: str) -> str:
    """
    Return the name of a unit that may be given anything to do; until the verb ends it is not closed.

    :raises Refused: if it is unknown or closed.
    """
    try:
        unit = directory.organisation(path)
    except NotFound as absent:
        raise Refused(_("There is no such unit."), field="lead_path") from absent
    if not directory.stays_open(path):
        words = _("%(unit)s is closed and takes nothing in any more. Choose another unit.")
        raise Refused(words % {"unit": unit.name}, field="lead_path")
    return str(unit.name)
