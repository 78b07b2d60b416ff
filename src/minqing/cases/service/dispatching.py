"""Handing a request to a unit, and what the unit says to that: acknowledge or return."""

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from minqing.cases import clocks, search
from minqing.cases.access import get_case
from minqing.cases.barring import move_intake_if_closed
from minqing.cases.codes import Chosen, Promise, ReturnReason, read
from minqing.cases.disputes import open_dispute, rule_on
from minqing.cases.models import Case, RoutingRule
from minqing.cases.parts import ask_part
from minqing.cases.responsible import require
from minqing.cases.routing import Route, suggested, unit_allowed
from minqing.cases.steps import Act, end_party, give_party, hours, remember_hand, waiting_parts
from minqing.cases.words import clean, day_in_words
from minqing.kernel.access import Actor
from minqing.kernel.errors import Refused
from minqing.kernel.lifecycle import Move
from minqing.kernel.times import aware
from minqing.ledger.queries import facts_about
from minqing.ledger.service import recorded

__all__ = [
    "UnableToDispatch",
    "UnableToReturn",
    "acknowledge",
    "decide_dispute",
    "dispatch",
    "hand_over",
    "return_case",
]

MOST_CO_UNITS = 8
RETURN_WINDOW = "HL-06"
RETURN_COUNT = "HL-06-N"


class UnableToDispatch(Refused):
    """The request cannot be handed to this unit."""


class UnableToReturn(Refused):
    """The request cannot be returned (any more)."""


@recorded
def dispatch(*, number: str, actor: Actor, at: datetime, lead_path: str = "", co_paths: Sequence[str] = ()) -> str:
    """
    Hand an accepted request to a lead unit, and perhaps to units that assist.

    :param lead_path: the lead unit; empty follows the routing table.
    :param co_paths: units that assist; each owes the lead its part by a day of its own; the lead answers.
    :return: the case number.
    :raises CaseNotFound: if the request is absent or out of reach.
    :raises UnableToDispatch: if it was returned twice (the overseer decides), or the unit is the one complained about.
    """
    case = get_case(number, actor=actor, permission="cases.dispatch", lock=True)
    act = Act(case, require(case, actor, "cases.dispatch"), aware(at))
    move = act.move("dispatch")
    if case.needs_ruling:
        raise UnableToDispatch(_("This request was returned more than once. The overseer now decides who handles it."))
    hand_over(act, move, lead_path=lead_path, co_paths=co_paths)
    case.save()
    search.reindex(case)
    return case.number


@recorded
def decide_dispute(*, number: str, actor: Actor, at: datetime, lead_path: str, words: str) -> str:
    """
    Decide as the overseer who handles a request that units return; after this nobody returns it again.

    The ruling is kept as a precedent: later dispatches of this matter at this place may follow it.

    :param words: why this unit; both units read it.
    :return: the case number.
    :source: HL-06, P15.
    """
    said = clean(words, field="words", most=2000)
    case = get_case(number, actor=actor, permission="cases.supervise", lock=True)
    act = Act(case, actor, aware(at))
    move = act.move("decide_dispute")
    if not case.needs_ruling:
        raise UnableToDispatch(_("No dispute is open here; intake dispatches this request."))
    case.ruled, case.needs_ruling = True, False
    hand_over(act, move, lead_path=lead_path, ruling=said)
    rule_on(act, said)
    case.save()
    search.reindex(case)
    return case.number


def hand_over(
    act: Act,
    move: Move,
    *,
    lead_path: str = "",
    co_paths: Sequence[str] = (),
    ruling: str = "",
    stage_passed: bool = False,
) -> None:
    """
    Give the request to a lead unit: an inner step of dispatching, accepting and deciding a dispute.

    :param ruling: the overseer's words, where it is her decision.
    :param stage_passed: the stage before was closed by another step of the same verb.
    """
    case = act.case
    route = suggested(case)
    lead = lead_path or route.lead_path
    name = unit_allowed(case, lead)
    follows = lead == route.lead_path
    late = act.stage_is_late() if stage_passed else act.pass_stage()
    act.move_unit(lead, name)
    _assist(act, lead, co_paths)
    _note_route(case, route, follows=follows, ruling=bool(ruling))
    case.dispatch_round += 1
    case.dispatched_at = act.at
    act.enter_stage(lead)
    _longer_rule(act, route if follows else None, lead)
    fact = act.fact(
        move,
        late=late,
        chosen=Chosen.RULING if ruling else Chosen.SUGGESTED if follows else Chosen.OTHER,
        round=case.dispatch_round,
        row=str(case.routing_row or "none"),
        rule=case.stage_rule,
    )
    act.tell(fact, words=ruling, code=case.routing_why, late=late, audience="office" if ruling else "all")


def _assist(act: Act, lead: str, co_paths: Sequence[str]) -> None:
    """Let other units help, each with its part; who helped before and is not named again owes nothing any more."""
    case = act.case
    wanted = [path for path in dict.fromkeys(co_paths) if path and path != lead]
    if len(wanted) > MOST_CO_UNITS:
        raise UnableToDispatch(_("At most eight units can assist."), field="co_paths")
    names = {path: unit_allowed(case, path) for path in wanted}
    end_party(case, "co")
    owed = waiting_parts(case)
    act.end_parts(part for part in owed if part.org_path not in names)
    helps_on = {part.org_path for part in owed}
    for path, name in names.items():
        if path in helps_on:
            give_party(case, path, "co", name)
        else:
            ask_part(act, path, name)


def _note_route(case: Case, route: Route, *, follows: bool, ruling: bool) -> None:
    case.routing_row = route.row.id if follows and route.row else None
    case.routing_why = "ruling" if ruling else route.why if follows else "chosen"


def _longer_rule(act: Act, route: Route | None, lead: str) -> None:
    """A matter with a longer lawful limit gets it, openly; a shorter one never shortens or lengthens a promise."""
    case = act.case
    row = route.row if route else RoutingRule.objects.filter(ended=False, matter=case.matter, lead_path=lead).first()
    if row is None or row.rule_id == clocks.HANDLE_RULE:
        return
    rule = clocks.rule_for(row.rule_id, place_path=case.place_path, at=act.at)
    end = clocks.count(rule, start=case.due_start, pauses=clocks.pauses_of(case), extra=case.due_extra)
    if end.due_at > case.due_at:
        case.due_rule = rule.version
        act.move_promise(end, Promise.LONGER_RULE, str(rule.title_zh))


@recorded
def acknowledge(*, number: str, actor: Actor, at: datetime) -> str:
    """
    Take a dispatched request into the unit's hands; the post that does so holds it.

    :return: the case number.
    :raises CaseNotFound: if the request is absent or out of reach.
    :raises MoveNotAllowed: if somebody else was quicker.
    """
    case = get_case(number, actor=actor, permission="cases.acknowledge", lock=True)
    act = Act(case, require(case, actor, "cases.acknowledge"), aware(at))
    remember_hand(case, actor)
    take_in_hand(act, holder=str(actor.ref), label=actor.label[:120])
    case.save()
    return case.number


def take_in_hand(act: Act, *, holder: str, label: str) -> None:
    """Let a post of the lead unit hold the request: an inner step of acknowledging, and of merging into another one."""
    case, move = act.case, act.move("acknowledge")
    waited, rule = hours(case.stage_at, act.at), case.stage_rule
    late = act.next_stage(case.lead_path)
    case.holder, case.holder_label = holder, label
    act.tell(act.fact(move, late=late, hours=waited, rule=rule), late=late)


@recorded
def return_case(*, number: str, actor: Actor, at: datetime, reason: str, words: str) -> str:
    """
    Say, within the window and as often as the rule allows, that a request is not the unit's own.

    The first return goes back to intake; from the second on the overseer decides, and then nobody returns it again.

    :param reason: ``other_unit``, ``other_place``, ``off_duty_list`` or ``unclear``.
    :param words: the law or duty list item it rests on.
    :return: the case number.
    :raises UnableToReturn: if the window has passed, the unit returned it as often as it may, or the overseer decided.
    :source: HL-06.
    """
    said = clean(words, field="words", most=2000)
    try:
        why = read(ReturnReason, reason)
    except (KeyError, ValueError) as unknown:
        raise UnableToReturn(_("Please choose a reason."), field="reason") from unknown
    case = get_case(number, actor=actor, permission="cases.acknowledge", lock=True)
    act = Act(case, require(case, actor, "cases.acknowledge"), aware(at))
    _refuse_return(case, act.at)
    give_back(act, why, said)
    return case.number


def give_back(act: Act, why: ReturnReason, said: str) -> None:
    """Give a request back to intake: an inner step of returning, and of whatever goes along with another request."""
    case, move = act.case, act.move("return_case")
    case.bounce += 1
    case.needs_ruling = case.bounce > 1
    late = act.pass_stage()
    fact = act.fact(move, late=late, reason=why, bounce=case.bounce)
    act.tell(fact, words=said, code=why.name.lower(), late=late, audience="office")
    name = case.lead_name
    act.move_unit("")
    move_intake_if_closed(act)
    act.enter_stage(case.intake_path)
    if case.needs_ruling:
        open_dispute(act, unit_name=name, words=said)
    case.save()
    search.reindex(case)


def _refuse_return(case: Case, at: datetime) -> None:
    if case.ruled:
        raise UnableToReturn(_("The overseer has decided that this unit handles it; it cannot be returned any more."))
    window = clocks.count(
        clocks.rule_for(RETURN_WINDOW, place_path=case.place_path, at=at), start=case.dispatched_at or case.stage_at
    )
    if at > window.due_at:
        raise UnableToReturn(
            _("The time for returning ended on %(day)s. Talk to the dispatcher, or ask the overseer.")
            % {"day": day_in_words(window.due_on)}
        )
    most = int(clocks.rule_for(RETURN_COUNT, place_path=case.place_path, at=at).value)
    before = sum(fact.kind == "case.returned" and fact.org_path == case.lead_path for fact in facts_about(case.ref))
    if before >= most:
        words = ngettext(
            "Your unit has returned this request before (%(times)s); the rule allows %(most)s return.",
            "Your unit has returned this request before (%(times)s); the rule allows %(most)s returns.",
            most,
        )
        raise UnableToReturn(words % {"times": before, "most": most})
