"""Taking back, within a minute, what the same post just did: each a step of its own with a fact, nothing is deleted."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from minqing.cases import search
from minqing.cases.access import get_case
from minqing.cases.matters import in_use
from minqing.cases.models import Case, Entry
from minqing.cases.responsible import require
from minqing.cases.steps import Act, end_party, waiting_parts
from minqing.cases.undoing import own_last
from minqing.kernel.access import Actor
from minqing.kernel.errors import Refused
from minqing.kernel.times import aware
from minqing.ledger.queries import facts_about
from minqing.ledger.records import FactView
from minqing.ledger.service import recorded

__all__ = ["TooLate", "restore_matter", "take_back_dispatch", "withdraw_note"]

WITHDRAWN = "withdrawn"
_NAMING = frozenset({"case.registered", "case.accepted", "case.recategorised"})


class TooLate(Refused):
    """The minute has passed, something came after it, or another post did it."""

    default = _("This can be taken back within one minute, by the post that did it, while nothing has come after it.")


@recorded
def withdraw_note(*, number: str, actor: Actor, at: datetime) -> str:
    """
    Take back a note that one has just written; its words stay kept and are no longer shown.

    :return: the case number.
    :raises TooLate: if it is not one's own, not the last step, or older than a minute.
    :source: ADR 0102.
    """
    case = get_case(number, actor=actor, permission="cases.note", lock=True)
    act = Act(case, actor, aware(at))
    fact = _own(act, "withdraw_note")
    Entry.objects.filter(case=case, fact_id=fact.id).update(code=WITHDRAWN)
    act.tell(act.fact(act.move("withdraw_note")), audience="office")
    return case.number


@recorded
def restore_matter(*, number: str, actor: Actor, at: datetime) -> str:
    """
    Take back a correction of the matter that one has just made: the matter before it stands again.

    :return: the case number.
    :raises TooLate: if it is not one's own, not the last step, or older than a minute.
    :source: ADR 0102.
    """
    case = get_case(number, actor=actor, permission="cases.recategorise", lock=True)
    act = Act(case, require(case, actor, "cases.recategorise"), aware(at))
    fact = _own(act, "restore_matter")
    move, before, taken = act.move("restore_matter"), int(fact.data["before"]), case.matter
    if before and not in_use(before):
        raise TooLate(_("The matter before is no longer in use. Please correct the matter instead."))
    case.matter, case.matter_by = before, _who_named(case, before, fact)
    act.tell(act.fact(move, before=taken), audience="office")
    case.save(update_fields=["matter", "matter_by"])
    search.reindex(case)
    return case.number


@recorded
def take_back_dispatch(*, number: str, actor: Actor, at: datetime) -> str:
    """
    Take back a dispatch that one has just made and nobody has acknowledged: the request waits to be dispatched again.

    :return: the case number.
    :raises TooLate: if it is not one's own, not the last step, older than a minute, or something hangs on it.
    :source: ADR 0102.
    """
    case = get_case(number, actor=actor, permission="cases.dispatch", lock=True)
    act = Act(case, require(case, actor, "cases.dispatch"), aware(at))
    move = act.move("take_back_dispatch")
    _own(act, "take_back_dispatch")
    act.end_parts(waiting_parts(case))
    late = act.pass_stage()
    act.tell(act.fact(move, late=late), late=late)
    act.move_unit("")
    end_party(case, "co")
    case.routing_row, case.routing_why, case.dispatched_at = None, "", None
    act.enter_stage(case.intake_path)
    case.save()
    search.reindex(case)
    return case.number


def _own(act: Act, key: str) -> FactView:
    fact = own_last(act.case, act.actor, key, act.at)
    if fact is None:
        raise TooLate
    return fact


def _who_named(case: Case, matter: int, taken_back: FactView) -> str:
    """Say which post had named this matter before; empty where no post had."""
    earlier = [one for one in facts_about(case.ref) if one.kind in _NAMING and one.id != taken_back.id]
    last = next((one for one in reversed(earlier) if one.data.get("matter") == matter), None)
    return str(last.actor) if last and last.actor.kind == "post" else ""
