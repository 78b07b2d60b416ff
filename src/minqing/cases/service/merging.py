"""
Merging requests about the same, taking them apart, linking them.

A merged request goes along: it is answered, verified and closed with the other one, each with its own facts, its own
reply and by its own promise, which nothing lengthens. Who reported it is told, and reads the answer by her own receipt.
"""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from minqing.cases import search
from minqing.cases.access import get_case
from minqing.cases.merging.codes import Tie
from minqing.cases.merging.ties import MOST, end_tie, going_along, merged_into, ties_of
from minqing.cases.models import Case, CaseLink
from minqing.cases.responsible import require
from minqing.cases.service.accepting import take_on
from minqing.cases.service.dispatching import hand_over, take_in_hand
from minqing.cases.steps import Act, is_barred
from minqing.cases.words import clean
from minqing.kernel.access import Actor
from minqing.kernel.errors import NotFound, Refused
from minqing.kernel.ids import uuid7
from minqing.kernel.times import aware
from minqing.ledger.service import recorded

__all__ = ["UnableToMerge", "merge", "tie", "unmerge", "untie"]

WITH_UNIT = frozenset({"dispatched", "handling", "asking", "suspended"})


class UnableToMerge(Refused):
    """These requests cannot be put together as asked; the message says why."""


@recorded
def merge(*, number: str, into: str, actor: Actor, at: datetime, words: str = "") -> str:
    """
    Let a request go along with another about the same: one answer for both, each by its own promise.

    A new request is accepted and handed to the other one's unit by this. Whoever reported it is told.

    :param into: the number of the request that a unit has in hand already.
    :param words: what makes them the same; the resident reads it.
    :return: the case number.
    :raises CaseNotFound: if the request is absent or out of reach.
    :raises UnableToMerge: if the other one is missing, with no unit, answered, merged itself, or not to be merged.
    """
    said = clean(words, field="words", most=1000, needed=False)
    case = get_case(number, actor=actor, permission="cases.accept", lock=True)
    act = Act(case, require(case, actor, "cases.accept"), aware(at))
    move = act.move("merge")
    main = _other(case, into, actor, field="into")
    _refuse_merging(case, main)
    _level(act, main)
    _lay(act, Tie.MERGED, main)
    case.same_as = main.number
    Case.objects.filter(pk=main.pk).update(leads=True)
    act.tell(act.fact(move, other=str(main.ref)), words=said)
    case.save()
    search.reindex(case)
    return case.number


def _other(case: Case, number: str, actor: Actor, *, field: str) -> Case:
    try:
        other = get_case(number.strip(), actor=actor, permission="cases.read", lock=True)
    except NotFound as absent:
        raise UnableToMerge(
            _("Please name the other request by its number, e.g. 2026-000417."), field=field
        ) from absent
    if other.pk == case.pk:
        raise UnableToMerge(_("A request cannot be the same as itself."), field=field)
    return other


def _refuse_merging(case: Case, main: Case) -> None:
    refusals = (
        (main.state not in WITH_UNIT, _("The other request must be with a unit and not yet answered.")),
        (merged_into(case), _("This request is merged into another one already. Take it out first.")),
        (merged_into(main), _("The other request is merged itself. Merge into the one that goes on.")),
        (going_along(case), _("Others go along with this request. Merge them the other way round.")),
        (len(going_along(main)) >= MOST, _("Fifty requests go along with the other one already.")),
        (is_barred(case, main.lead_path), _("This request is about the unit that has the other one.")),
        (
            case.lead_path and case.lead_path != main.lead_path,
            _("The two lie with different units. Let this one be returned first, or link them."),
        ),
    )
    for stands, words in refusals:
        if stands:
            raise UnableToMerge(words, field="into")


def _level(act: Act, main: Case) -> None:
    """Bring a request to where the other one is: accepted, with its unit, and in hand."""
    case, is_new = act.case, act.case.state == "registered"
    if is_new:
        take_on(act, case.matter or main.matter, (), (), child=False, about="")
    if case.state == "accepted":
        hand_over(act, act.move("dispatch"), lead_path=main.lead_path, stage_passed=is_new)
    if case.state == "dispatched":
        take_in_hand(act, holder=main.holder, label=main.holder_label)


def _lay(act: Act, kind: Tie, other: Case) -> None:
    CaseLink.objects.create(id=uuid7(act.at), kind=kind, case=act.case, other=other, at=act.at, by=str(act.actor.ref))


@recorded
def unmerge(*, number: str, actor: Actor, at: datetime, words: str) -> str:
    """
    Let a merged request go its own way again, at the unit where it lies and by its own promise.

    :param words: why it is not the same after all; the resident reads it.
    :return: the case number.
    :raises UnableToMerge: if it is not merged.
    """
    said = clean(words, field="words", most=1000)
    case = get_case(number, actor=actor, permission="cases.accept", lock=True)
    act = Act(case, require(case, actor, "cases.accept"), aware(at))
    take_apart(act, said)
    return case.number


def take_apart(act: Act, said: str) -> None:
    """End a merging: an inner step of its verb, and of what follows when the other request ends without an answer."""
    case, link = act.case, merged_into(act.case)
    if link is None:
        raise UnableToMerge(_("This request is not merged into another one."))
    move = act.move("unmerge")
    end_tie(link, act.at)
    case.same_as = ""
    act.tell(act.fact(move, other=str(link.other.ref)), words=said)
    case.save()


@recorded
def tie(*, number: str, other: str, kind: str, actor: Actor, at: datetime) -> str:
    """
    Link two requests that go their own ways, or make one a part of a larger one.

    :param kind: ``linked`` or ``part``; a part has no parts, and its whole is no part.
    :return: the case number.
    :raises UnableToMerge: if they are tied already, or there would be three levels.
    """
    case = get_case(number, actor=actor, permission="cases.accept", lock=True)
    act = Act(case, require(case, actor, "cases.accept"), aware(at))
    above = _other(case, other, actor, field="other")
    how = {"part": Tie.PART, "linked": Tie.LINKED}.get(kind)
    if how is None:
        raise UnableToMerge(_("Please say what they have to do with each other."), field="kind")
    _refuse_tying(case, above, how)
    _lay(act, how, above)
    act.tell(act.fact(act.move("tie"), tie=how, other=str(above.ref)), words=above.number, audience="office")
    return case.number


def _refuse_tying(case: Case, above: Case, how: Tie) -> None:
    own, others = ties_of(case), ties_of(above)
    if any({one.case_id, one.other_id} == {case.pk, above.pk} for one in own):
        raise UnableToMerge(_("These two show each other already."), field="other")
    belongs = any(one.kind == Tie.PART and one.case_id == above.pk for one in others)
    if how == Tie.PART and (belongs or any(one.kind <= Tie.PART for one in own)):
        raise UnableToMerge(_("A part has no parts of its own, and belongs to one whole only."), field="other")


@recorded
def untie(*, number: str, other: str, actor: Actor, at: datetime) -> str:
    """
    Undo a link between two requests, or take a part out of its whole.

    :return: the case number.
    :raises UnableToMerge: if no link stands between them.
    """
    case = get_case(number, actor=actor, permission="cases.accept", lock=True)
    act = Act(case, require(case, actor, "cases.accept"), aware(at))
    beside = _other(case, other, actor, field="other")
    links = (one for one in ties_of(case) if one.kind > Tie.MERGED)
    link = next((one for one in links if beside.pk in {one.case_id, one.other_id}), None)
    if link is None:
        raise UnableToMerge(_("No link stands between these two."), field="other")
    move = act.move("untie")
    end_tie(link, act.at)
    act.tell(act.fact(move, tie=Tie(link.kind), other=str(beside.ref)), words=beside.number, audience="office")
    return case.number
