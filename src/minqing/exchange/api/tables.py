"""The tables that a request is judged by: matters, routing, rules, calendar, places, cards, units, notices."""

from datetime import date
from typing import Annotated, Any, Literal

from django.http import HttpRequest
from django.utils import timezone
from ninja import Query, Router
from pydantic import BaseModel, Field

from minqing.cases import queries as cases
from minqing.cases import table_verbs as case_tables
from minqing.cases.calling import verbs as calling_verbs
from minqing.cases.handing_down import queries as handing_down
from minqing.cases.handing_down import verbs as handing_down_verbs
from minqing.cases.handing_down.records import HandedDownView
from minqing.cases.overseeing import verbs as overseeing_verbs
from minqing.cases.records import (
    DeclineAnswer,
    OfficeView,
    PolicyCardView,
    PressureLine,
    RoutingRow,
    StandardReply,
)
from minqing.directory import queries as directory
from minqing.directory import verbs as directory_verbs
from minqing.directory.permissions import ALARM
from minqing.directory.records import AlarmView, Answerer, AppointmentView, DutyChannel, OrganisationView
from minqing.kernel.errors import NotAllowed, NotFound
from minqing.ledger import deliveries, seals
from minqing.ledger.records import DeadLetter, SealView
from minqing.rulebook import queries as rulebook
from minqing.rulebook import verbs as rulebook_verbs
from minqing.rulebook.records import CalendarYearView, RuleView
from minqing.territory import queries as territory
from minqing.territory import verbs as territory_verbs
from minqing.territory.records import CardLine, CardView, PlaceView, VillageCards

from .acting import HEADER, Done, carry_out, offer
from .auth import caller, refuse_without_role
from .inputs import Cursor, Input, Path, Short
from .problems import REFUSALS, Problem
from .shapes import page_of, shape
from .throttle import guarded

router = Router(tags=["tables"])

PlaceKind = Literal["county", "township", "village", "grid_cell", "building", "household"]
RuleId = Annotated[str, Field(pattern=r"^[A-Z]{2,4}(-[A-Z0-9]{1,12}){1,3}$", examples=["HL-04"])]
Year = Annotated[int, Field(ge=2000, le=2100)]


def listed(record: type) -> dict[int, Any]:
    """Say that an address answers a list of records, or a refusal."""
    return {200: list[shape(record)], **REFUSALS}  # type: ignore[misc]  # derived from the record


def paged(record: type) -> dict[int, Any]:
    """Say that an address answers one page of records, or a refusal."""
    return {200: page_of(record), **REFUSALS}


class PlacesAsked(Cursor):
    """Places of one kind below a path; by default the villages of the county."""

    under: Path = ""
    kind: PlaceKind = "village"


class PlaceSearch(Cursor):
    """A piece of a place's name or the beginning of its code."""

    q: Annotated[Short, Field(min_length=1, max_length=60)]


class AtPlace(BaseModel):
    """A place and a day."""

    place_path: Annotated[Path, Field(min_length=1)]
    on: date | None = None


class RulePlace(BaseModel):
    """A place; the calling system's own by default."""

    place_path: Path = ""


class RepliesAsked(BaseModel):
    """Standard replies for one matter, or all."""

    matter_number: Annotated[int, Field(ge=1, le=32_767)] | None = None


class OnePlace(BaseModel):
    """One place by its path."""

    path: Annotated[Path, Field(min_length=1)]


class OneCard(BaseModel):
    """One card by the code printed on it."""

    code: Annotated[Short, Field(min_length=1, max_length=60)]


class CardsAsked(Cursor):
    """The cards of one village."""

    village_path: Annotated[Path, Field(min_length=1)]
    state: Literal["", "issued", "posted", "revoked"] = ""


class PolicyCardsAsked(Cursor):
    """Policy cards in force, or expired."""

    state: Literal["in_force", "expired"] = "in_force"


# --- routing, replies ---------------------------------------------------------------------------------------------


@router.get("/routing", response=listed(RoutingRow), summary="List the routing table")
def list_routing(request: HttpRequest) -> Any:
    """List the rows that say which unit gets which matter at which place."""
    return list(cases.routing_rows())


@router.get("/offices", response=listed(OfficeView), summary="List offices in charge")
def list_offices(request: HttpRequest) -> Any:
    """List which office takes in, verifies, oversees, and hears reports of pressure."""
    return list(cases.offices())


@router.get("/standard-replies", response=listed(StandardReply), summary="List standard replies")
def list_replies(request: HttpRequest, asked: Query[RepliesAsked]) -> Any:
    """List the texts that save typing."""
    return list(cases.standard_replies(actor=caller(request), matter_number=asked.matter_number))


@router.get("/decline-answers", response=listed(DeclineAnswer), summary="List answers for declining")
def list_answers(request: HttpRequest) -> Any:
    """List the six lawful reasons to decline, each with its standard answer."""
    return list(cases.decline_answers())


@router.get("/policy-cards", response=paged(PolicyCardView), summary="List policy cards")
def list_policy_cards(request: HttpRequest, asked: Query[PolicyCardsAsked]) -> Any:
    """List the policy cards that stand, those that expire first come first; expired ones wait for their owner."""
    return cases.policy_cards(caller(request), state=asked.state, cursor=asked.cursor, at=timezone.now())


@router.get("/policy-cards/{key}", response=listed(PolicyCardView), summary="Versions of a card")
def list_versions(request: HttpRequest, key: str) -> Any:
    """List all versions of one policy card, the newest first."""
    caller(request)
    return list(cases.policy_card(key, at=timezone.now()))


@router.get("/pressure-reports", response=listed(PressureLine), summary="List reports of pressure")
def list_pressure(request: HttpRequest) -> Any:
    """List reports of pressure; for the office outside the chain only."""
    return list(cases.pressure_reports(caller(request), at=timezone.now()))


# --- rules and calendar -------------------------------------------------------------------------------------------


@router.get("/rules", response=listed(RuleView), summary="List the rules in force")
def list_rules(request: HttpRequest, asked: Query[AtPlace]) -> Any:
    """List every rule that holds at a place on a day, today by default."""
    on = asked.on or timezone.localdate()
    return list(rulebook.rules_in_force(place_path=asked.place_path, on=on))


@router.get("/rules/{rule_id}/history", response=listed(RuleView), summary="Read a rule's versions")
def read_history(request: HttpRequest, rule_id: RuleId, asked: Query[RulePlace]) -> Any:
    """Read every version of a rule that ever held at a place, the latest first."""
    found = rulebook.rule_history(rule_id, place_path=asked.place_path or caller(request).place_path)
    if not found:
        raise NotFound
    return list(found)


@router.get("/calendar/{year}", response={200: shape(CalendarYearView), **REFUSALS}, summary="Read one year's calendar")
def read_calendar(request: HttpRequest, year: Year) -> Any:
    """Read the special days of a year; while it is not published every date in it is provisional."""
    return rulebook.calendar_year(year)


# --- places and cards ---------------------------------------------------------------------------------------------


@router.get("/places", response=paged(PlaceView), summary="List places")
def list_places(request: HttpRequest, asked: Query[PlacesAsked]) -> Any:
    """List places of one kind below a path."""
    county = territory.county()
    under = asked.under or (county.path if county else "/")
    return territory.places_page(under, asked.kind, cursor=asked.cursor)


@router.get("/places/search", response=paged(PlaceView), summary="Search places")
def search_places(request: HttpRequest, asked: Query[PlaceSearch]) -> Any:
    """Search divisions, grid cells and lanes by name or code."""
    return territory.search_places(asked.q, cursor=asked.cursor)


@router.get("/place", response={200: shape(PlaceView), **REFUSALS}, summary="Read one place")
def read_place(request: HttpRequest, asked: Query[OnePlace]) -> Any:
    """Read one place by its path."""
    return territory.place(asked.path)


@router.get("/place/answerers", response=listed(Answerer), summary="List who answers for a place")
def list_answerers(request: HttpRequest, asked: Query[OnePlace]) -> Any:
    """List the contact, grid worker and heads of a place, as its card promises."""
    return list(directory.who_answers(asked.path))


@router.get("/place/appointments", response=listed(AppointmentView), summary="List who answered since when")
def list_appointments(request: HttpRequest, asked: Query[OnePlace]) -> Any:
    """
    List who answers for exactly this place, and the last twenty who did before.

    Not for a system without any permission.
    """
    refuse_without_role(request)
    return directory.appointments_at(asked.path)


@router.get("/card", response={200: shape(CardView), 410: Problem, **REFUSALS}, summary="Read one card")
def read_card(request: HttpRequest, asked: Query[OneCard]) -> Any:
    """Read the card with a printed code; a revoked one answers 410."""
    with guarded(request):
        return territory.card(asked.code)


@router.get("/cards", response=paged(CardLine), summary="List the cards of a village")
def list_cards(request: HttpRequest, asked: Query[CardsAsked]) -> Any:
    """List a village's cards, revoked ones included."""
    return territory.card_lines(asked.village_path, actor=caller(request), state=asked.state, cursor=asked.cursor)


@router.get("/cards/overview", response=listed(VillageCards), summary="Count the cards of each village")
def count_cards(request: HttpRequest, asked: Query[OnePlace]) -> Any:
    """Say how far the cards are in each village below a path."""
    return list(territory.card_overview(asked.path, actor=caller(request)))


# --- units, duty, deliveries --------------------------------------------------------------------------------------


@router.get("/organisations", response=listed(OrganisationView), summary="List units")
def list_organisations(request: HttpRequest) -> Any:
    """List the open units in the order of their paths."""
    return list(directory.organisation_tree())


@router.get("/handed-down", response=paged(HandedDownView), summary="List tasks handed down to townships")
def list_handed_down(request: HttpRequest, asked: Query[Cursor]) -> Any:
    """List the tasks that departments handed down to townships, with law, money and staff."""
    refuse_without_role(request)
    return handing_down.handed_down(cursor=asked.cursor)


@router.get("/duty", response={200: shape(DutyChannel), **REFUSALS}, summary="Does the duty line answer?")
def read_duty(request: HttpRequest) -> Any:
    """Say whether an alarm would reach somebody now; not for a system without any permission."""
    refuse_without_role(request)
    return directory.duty_channel(timezone.now())


@router.get("/alarms", response=listed(AlarmView), summary="List open alarms")
def list_alarms(request: HttpRequest) -> Any:
    """List alarms within reach that nobody has taken up."""
    if not caller(request).holds(ALARM):
        raise NotAllowed
    return list(directory.open_alarms(caller(request)))


@router.get("/seals", response=paged(SealView), summary="List seals")
def list_seals(request: HttpRequest, asked: Query[Cursor]) -> Any:
    """List the daily seals, newest first: whoever keeps a root can prove later that nothing before was changed."""
    return seals.seals_page(cursor=asked.cursor)


@router.get("/dead-letters", response=paged(DeadLetter), summary="List what could not be sent")
def list_dead_letters(request: HttpRequest, asked: Query[Cursor]) -> Any:
    """List notices and reactions that were given up after many attempts."""
    return deliveries.dead_letters(actor=caller(request), cursor=asked.cursor)


class OneDelivery(Input):
    """One delivery that was given up."""

    id: Annotated[int, Field(ge=1, le=2**62)]


@router.post("/dead-letters/retry", response={200: Done, **REFUSALS}, summary="Try once more", openapi_extra=HEADER)
def retry_delivery(request: HttpRequest, body: OneDelivery) -> Done:
    """Let the worker try a delivery again that was given up."""
    return Done(again=carry_out(request, deliveries.retry_delivery, delivery_id=body.id))


offer(router, case_tables.VERBS, under="/tables", tag="tables")
offer(router, calling_verbs.VERBS, under="/calls", tag="calls")
offer(router, overseeing_verbs.VERBS, under="/supervision", tag="supervision")
offer(router, handing_down_verbs.VERBS, under="/handed-down", tag="tables")
offer(router, rulebook_verbs.VERBS, under="/rulebook", tag="rulebook")
offer(router, territory_verbs.VERBS, under="/territory", tag="territory")
offer(router, directory_verbs.VERBS, under="/directory", tag="directory")
