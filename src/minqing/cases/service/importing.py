"""
Taking in what another hotline has collected: many requests in one transaction, each with its own times.

What is open there becomes this office's work: its promise runs from the day on which it came in there, the stage of
accepting from now. What had ended there is kept as it ended and counts nowhere as this office's.

:source: ADR 0098.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import gettext_lazy as _

from minqing.cases import clocks, receipts, search
from minqing.cases.codes import Outcome, Solved, Stage, read
from minqing.cases.models import Case, CaseText, Reply
from minqing.cases.names import unit_name
from minqing.cases.records.filing import Registered
from minqing.cases.records.importing import EndedThere, ImportedRequest
from minqing.cases.service.checking import Checked, UnableToRegister, check
from minqing.cases.service.filing import bar_and_admit, blank_case, enter
from minqing.cases.steps import RETENTION_RULE, Act, give_party, hours
from minqing.cases.words import clean
from minqing.kernel.access import Actor
from minqing.kernel.ids import uuid7
from minqing.kernel.making import made
from minqing.kernel.rows import insert_new, insert_rows
from minqing.kernel.times import aware
from minqing.ledger.service import recorded
from minqing.vault import service as vault
from minqing.vault.masking import mask

__all__ = ["ReadRequest", "import_requests", "read_request"]

MOST_ANSWER = 4000


@dataclass(frozen=True, slots=True)
class ReadRequest:
    """A request of a list that was read and may be taken in: what came, its parts, and the answer masked."""

    came: ImportedRequest
    checked: Checked
    answer: str
    said_there: str


def read_request(came: ImportedRequest, *, actor: Actor, at: datetime) -> ReadRequest:
    """
    Read one request of a list and mask its words. Writes nothing.

    :param at: now.
    :raises Refused: if a part is missing or wrong; ``field`` names it.
    :raises NotAllowed: if the actor may not file there.
    """
    checked = check(came.filing, actor, aware(at))
    if not came.came_at <= at:
        raise UnableToRegister(_("This lies in the future."), field="came_at")
    ended = came.ended
    if ended and not came.came_at <= ended.at <= at:
        raise UnableToRegister(_("It cannot have ended before it came in, nor in the future."), field="ended_at")
    if not ended:
        _refuse_without_rule(checked.place_path, came.came_at)
    known = tuple(part for part in (checked.said.name, checked.said.phone) if part)
    return ReadRequest(
        came,
        checked,
        _masked(ended.answer if ended else "", known, "answer"),
        _masked(came.said_there, known, "said_there"),
    )


def _masked(text: str, known: tuple[str, ...], field: str) -> str:
    return mask(clean(text, field=field, most=MOST_ANSWER, needed=False), known=known).text if text else ""


def _refuse_without_rule(place_path: str, came_at: datetime) -> None:
    if not clocks.has_rules(place_path=place_path, at=came_at):
        raise UnableToRegister(
            _("It is open, but no rule of that day says by when it is to be answered."), field="came_at"
        )


@recorded
def import_requests(
    *,
    requests: Sequence[ReadRequest],
    actor: Actor,
    at: datetime,
    keep: Callable[[Sequence[Registered]], None] | None = None,
) -> list[Registered]:
    """
    Take in some requests of a list together: all of them, or none.

    To be called while backfilling, since their facts lie earlier.

    :param requests: what :func:`read_request` returned, each with a submission token of its own.
    :param at: now.
    :param keep: writes down what became of them, in the same transaction; what it raises undoes everything.
    :return: what was registered, in the same order.
    """
    taken = [_import(one, actor, aware(at)) for one in requests]
    if keep is not None:
        keep(taken)
    return taken


def _import(one: ReadRequest, actor: Actor, at: datetime) -> Registered:
    filing = one.came.filing
    receipt = receipts.code_for(filing.submission_token)
    case = blank_case(filing, one.checked, receipt, one.came.came_at)
    act = Act(case, actor, one.came.came_at)
    if one.came.ended:
        return _keep_ended(act, one, one.came.ended, receipt, arrived=at)
    clocks.start_new(case, one.came.came_at)
    clocks.start_stage(case, Stage.ACCEPT, at)
    insert_new(case)
    taken = enter(act, filing, one.checked, receipt, arrived=at)
    if one.said_there:
        here = Act(case, actor, at)
        here.tell(here.fact("case.noted"), words=one.said_there, audience="office")
    return taken


def _keep_ended(act: Act, one: ReadRequest, ended: EndedThere, receipt: str, *, arrived: datetime) -> Registered:
    case, outcome = act.case, read(Outcome, ended.outcome)
    case.danger = ""
    case.lead_path, case.lead_name = ended.unit_path, unit_name(ended.unit_path)
    _without_clocks(case, ended.at)
    act.fact("case.taken_over", channel=case.channel)
    last = Act(case, act.actor, ended.at)
    fact = last.fact(
        last.move("take_over"),
        solved=ended.solved,
        outcome=outcome,
        hours=hours(case.registered_at, ended.at),
        unit=ended.unit_path or "none",
    )
    case.outcome = outcome
    insert_new(case)
    bar_and_admit(case, one.checked)
    if ended.unit_path:
        give_party(case, ended.unit_path, "lead", case.lead_name)
    insert_new(made(CaseText, case_id=case.serial, at=act.at, text=one.checked.said.masked.text))
    last.tell(
        fact, words=one.said_there, code=Solved(ended.solved).name.lower() if ended.solved else "", audience="office"
    )
    _keep_answer(last, one.answer, ended, outcome)
    search.index(case, one.checked.said.masked.text, one.answer)
    _entrust(case, one, ended, arrived)
    return Registered(
        case_id=str(case.uuid),
        number=case.number,
        receipt=receipt,
        danger=None,
        place_name=case.place_name,
        promised_at=case.due_at,
        provisional=False,
    )


def _without_clocks(case: Case, at: datetime) -> None:
    """Give a request that was never promised here the moments that its columns ask for."""
    case.stage = case.turn = 0
    case.due_rule = case.stage_rule = ""
    case.due_start = case.stage_at = case.registered_at
    case.due_at = case.first_due_at = case.stage_due_at = case.burns_at = at
    case.left_at = case.answered_at = at
    case.due_counted = True


def _keep_answer(act: Act, answer: str, ended: EndedThere, outcome: Outcome) -> None:
    if answer:
        case = act.case
        insert_rows(
            made(
                Reply,
                id=uuid7(ended.at),
                case_id=case.serial,
                at=ended.at,
                by=str(act.actor.ref),
                unit_name=(case.lead_name or ended.unit_name)[:80],
                words=answer,
                outcome=outcome,
            )
        )


def _entrust(case: Case, one: ReadRequest, ended: EndedThere, arrived: datetime) -> None:
    """Give name, number and original words to the vault while their time runs; what is past it is not kept at all."""
    keep = clocks.rule_for(RETENTION_RULE, place_path=case.place_path, at=arrived)
    days = int(keep.value)
    still, said = arrived < ended.at + timedelta(days=days), one.checked.said
    vault.store(
        str(case.uuid),
        place_path=case.place_path,
        org_path=case.intake_path,
        words=said.words if still else "",
        where_words=said.where if still else "",
        name=said.name if still else "",
        phone=one.checked.phone if still else "",
        may_call=case.may_call,
        at=arrived,
    )
    if still:
        vault.start_retention(str(case.uuid), closed_at=ended.at, days=days, rule=keep.version)
