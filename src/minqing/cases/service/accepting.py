"""Accepting a request: its matter, its demands, its clock; and correcting the matter later."""

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from minqing.cases import search
from minqing.cases.access import get_case
from minqing.cases.barring import name_accused, unit_meant
from minqing.cases.kinds.service import settle_kind
from minqing.cases.matters import in_use
from minqing.cases.models import Case, Demand
from minqing.cases.responsible import require
from minqing.cases.service.dispatching import hand_over
from minqing.cases.service.striking import strike, strike_child
from minqing.cases.service.suggesting import weigh
from minqing.cases.steps import Act, hours, is_barred
from minqing.cases.words import clean, shortened
from minqing.directory.records import OrganisationView
from minqing.kernel.access import Actor, covers
from minqing.kernel.errors import Refused
from minqing.kernel.ids import uuid7
from minqing.kernel.rows import insert_rows
from minqing.kernel.times import aware
from minqing.ledger.service import recorded

__all__ = ["UnableToAccept", "accept", "accept_and_dispatch", "list_demands", "recategorise"]

MOST_DEMANDS = 20


class UnableToAccept(Refused):
    """The request cannot be accepted as asked; the message says what is missing."""


@recorded
def accept(
    *,
    number: str,
    actor: Actor,
    at: datetime,
    matter_number: int | None = None,
    demands: Sequence[str] = (),
    mask_more: Sequence[str] = (),
    child: bool = False,
    about_org_path: str = "",
    kind: str = "",
) -> str:
    """
    Take a request on: its matter, the demands to be answered one by one, and its masking confirmed.

    :param matter_number: the matter; left out, the one named before stands; a suggestion is never
        taken by itself.
    :param demands: what is asked for, one by one; left out, the first words are the one demand.
    :param mask_more: words to be masked besides, everywhere in the request.
    :param child: that it is about a child under 14, where nobody had said so; more is masked, and photos are locked.
    :param about_org_path: the unit it is about, where nobody had said so; that unit is kept out, as by ``bar_unit``.
    :param kind: which kind it is, e.g. ``complaint``; empty says nothing.
    :return: the case number.
    :raises CaseNotFound: if the request is absent or out of reach.
    :raises MoveNotAllowed: if it is no longer new.
    :raises UnableToAccept: if no matter is known or a demand is empty.
    """
    case = get_case(number, actor=actor, permission="cases.accept", lock=True)
    act = Act(case, require(case, actor, "cases.accept"), aware(at))
    take_on(act, matter_number, demands, mask_more, child=child, about=about_org_path)
    settle_kind(act, kind)
    act.enter_stage(case.intake_path)
    case.save()
    search.reindex(case)
    return case.number


@recorded
def accept_and_dispatch(
    *,
    number: str,
    actor: Actor,
    at: datetime,
    matter_number: int | None = None,
    demands: Sequence[str] = (),
    mask_more: Sequence[str] = (),
    lead_path: str = "",
    child: bool = False,
    about_org_path: str = "",
    kind: str = "",
) -> str:
    """
    Accept a request and hand it to a unit in one press, along the routing table unless another unit is named.

    :param lead_path: the lead unit; empty follows the routing table.
    :return: the case number.
    :raises CaseNotFound: if the request is absent or out of reach.
    :raises NotAllowed: if the actor may accept but not dispatch.
    :raises UnableToDispatch: if the unit is the one complained about, or unknown.
    """
    case = get_case(number, actor=actor, permission="cases.accept", lock=True)
    act = Act(case, require(case, actor, "cases.accept", "cases.dispatch"), aware(at))
    take_on(act, matter_number, demands, mask_more, child=child, about=about_org_path)
    settle_kind(act, kind)
    hand_over(act, act.move("dispatch"), lead_path=lead_path, stage_passed=True)
    case.save()
    search.reindex(case)
    return case.number


def take_on(
    act: Act, matter_number: int | None, demands: Sequence[str], mask_more: Sequence[str], *, child: bool, about: str
) -> None:
    """Accept a request: an inner step of the verbs that do, and of merging a new one into another."""
    case = act.case
    move = act.move("accept")
    accused = _accused(case, about)
    late = act.pass_stage()
    settled = _name_matter(act, matter_number)
    if child:
        strike_child(case)
    strike(case, mask_more)
    listed = list_demands(act, demands)
    case.accepted_at = act.at
    waited = hours(case.registered_at, act.at)
    fact = act.fact(move, late=late, demands=listed, hours=waited, rule=case.due_rule)
    act.tell(fact, late=late)
    if settled:
        weigh(act, "\n".join(search.words_of(case)))
    if accused:
        name_accused(act, accused)


def _accused(case: Case, path: str) -> OrganisationView | None:
    """The unit it is about, if one is named now. An office that is meant itself hands it on and does not accept it."""
    unit = unit_meant(path) if path else None
    if unit is None or is_barred(case, unit.path):
        return None
    if covers(unit.path, case.intake_path):
        raise UnableToAccept(
            _("This is about the office that would accept it. Press “It is about a unit”: another office then has it."),
            field="about_org_path",
        )
    return unit


def _name_matter(act: Act, number: int | None) -> bool:
    """Name the matter; tell whether it is settled only now, and not as a clerk had filed it."""
    case = act.case
    chosen = number or case.matter
    if not chosen or not in_use(chosen):
        raise UnableToAccept(_("Please name the matter first."), field="matter_number")
    is_new = chosen != case.matter or not case.matter_by
    case.matter = chosen
    case.matter_by = act.actor.person or str(act.actor.ref)
    return is_new


def list_demands(act: Act, demands: Sequence[str] = ()) -> int:
    """
    List what a request asks for: an inner step of accepting and reopening; without any, its first words.

    :return: how many were listed.
    """
    case = act.case
    texts = [clean(text, field="demands", most=300) for text in demands if str(text).strip()]
    if not texts:
        texts = [shortened(search.words_of(case)[0], 300)]
    if len(texts) > MOST_DEMANDS:
        raise UnableToAccept(_("At most twenty demands; please join some."), field="demands")
    have = case.demands.count() if case.reopen_round or case.accepted_at else 0
    insert_rows(
        *(
            Demand(id=uuid7(act.at), case=case, number=have + place, text=text)
            for place, text in enumerate(texts, start=1)
        )
    )
    return len(texts)


@recorded
def recategorise(*, number: str, actor: Actor, at: datetime, matter_number: int) -> str:
    """
    Correct the matter of a request; another person does it than the one who first named it.

    :return: the case number.
    :raises Refused: if the same person named the matter, or it is the same matter.
    """
    case = get_case(number, actor=actor, permission="cases.recategorise", lock=True)
    act = Act(case, require(case, actor, "cases.recategorise"), aware(at))
    move = act.move("recategorise")
    if case.matter_by and case.matter_by in {actor.person, str(actor.ref)}:
        raise Refused(_("Somebody else must correct a matter that you named yourself."))
    if matter_number == case.matter or not in_use(matter_number):
        raise Refused(_("Please choose another matter from the list."), field="matter_number")
    before, case.matter = case.matter, matter_number
    case.matter_by = actor.person or str(actor.ref)
    act.tell(act.fact(move, before=before), audience="office")
    case.save(update_fields=["matter", "matter_by"])
    search.reindex(case)
    return case.number
