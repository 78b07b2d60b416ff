"""
The inner steps that verbs share. None of them opens a transaction; each is called inside a ``@recorded`` verb.

A stage is passed and the next one entered in one breath; a request that leaves closes its books first, so that
stocks read from facts never go astray.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _

from minqing.cases.merging.codes import Led
from minqing.kernel.access import Actor, system_actor
from minqing.kernel.errors import Refused
from minqing.kernel.ids import uuid7
from minqing.kernel.lifecycle import Move
from minqing.kernel.ref import Ref
from minqing.kernel.rows import insert_missing, run
from minqing.kernel.times import day_of
from minqing.ledger.records import FactView
from minqing.ledger.service import record
from minqing.rulebook.clocks import Deadline
from minqing.vault import service as vault

from . import clocks
from .codes import Lifted, Pause, Promise, Stage
from .merging.ties import end_merging
from .models import Case, CasePart, CaseParty, Entry, Extension, Hand, PromiseChange
from .names import unit_name
from .paths import and_above
from .rulings import end_dispute
from .states import LIFECYCLE, STAGES

GOES_ALONG = frozenset(
    {"dispatch", "acknowledge", "return_case", "reply", "verify", "rework", "close"}
    | {"take_back_dispatch", "ask_resident", "ask_extension", "give_new_day", "suspend", "merge"}
)
"""Steps that a merged request takes with the one it was merged into, and never by itself."""
LEADS = {
    "case.returned": Led.RETURNED,
    "case.dispatched": Led.DISPATCHED,
    "case.acknowledged": Led.ACKNOWLEDGED,
    "case.replied": Led.REPLIED,
    "case.verified": Led.VERIFIED,
    "case.reworked": Led.REWORKED,
    "case.closed": Led.CLOSED,
    **dict.fromkeys(("case.declined", "case.diverted", "case.withdrawn", "case.access_frozen"), Led.ENDED),
}
"""After which facts whatever goes along with a request has something to do."""
TOLD_ON = {Led.RETURNED, Led.VERIFIED}
CLOCK = system_actor("clock")
HOUR = timedelta(hours=1)
RETENTION_RULE = "MQ-RETAIN"


def hours(since: datetime, at: datetime) -> int:
    """Return whole hours from one moment to another."""
    return (at - since) // HOUR


@dataclass(slots=True)
class Act:
    """One verb at work on one request: who, when, and what it writes."""

    case: Case
    actor: Actor
    at: datetime

    @property
    def by(self) -> Ref:
        """Who facts name: a resident acts as the holder of her receipt."""
        return self.case.receipt_ref if self.actor.ref == Ref("system", "public") else self.actor.ref

    def move(self, verb: str) -> Move:
        """Take the arrow of a verb; refuses where there is none, and where the request goes along with another one."""
        if self.case.same_as and verb in GOES_ALONG and self.actor.ref.kind == "post":
            words = _("This request goes along with %(number)s. Do it there, and both have it.")
            raise Refused(words % {"number": self.case.same_as})
        return LIFECYCLE.move(self.case, verb)

    def fact(self, what: Move | str, *, org_path: str = "", **data: Any) -> FactView:
        """Record a fact about the request at its present unit, with its matter."""
        fact = self._record(what, org_path, data)
        if self.case.leads and (step := LEADS.get(fact.kind)):
            found = data.get("result") or data.get("reason") or 0
            self._record("case.led", org_path, {"step": step, "found": found if step in TOLD_ON else 0})
        return fact

    def _record(self, what: Move | str, org_path: str, data: dict[str, Any]) -> FactView:
        case = self.case
        return record(
            what,
            subject=case.ref,
            actor=self.by,
            at=self.at,
            org_path=org_path or case.unit_path,
            place_path=case.place_path,
            data={"matter": case.matter, **data},
        )

    def tell(
        self, fact: FactView, *, words: str = "", code: str = "", late: bool = False, audience: str = "all"
    ) -> None:
        """Write the line of history beside a fact."""
        by_resident = self.by == self.case.receipt_ref
        unit = "" if by_resident else unit_name(self.actor.org_path)
        Entry.objects.create(
            case=self.case,
            at=self.at,
            fact_id=fact.id,
            kind=fact.kind,
            who="" if by_resident else self.actor.label.removeprefix(unit).strip()[:120],
            unit=unit,
            code=code,
            words=words,
            late=late,
            audience=audience,
        )

    # --- stages -----------------------------------------------------------------------------------------------

    def pass_stage(self) -> bool:
        """Record that the present stage is over; tell whether it came late."""
        case = self.case
        late = self.stage_is_late()
        self.fact(
            "case.stage_passed",
            org_path=case.stage_path,
            late=late,
            stage=case.stage,
            hours=hours(case.stage_at, self.at),
        )
        return late

    def stage_is_late(self) -> bool:
        """Tell whether the present stage's own clock has run out."""
        case, now = self.case, self.case.paused_at or self.at
        # A new day mends nothing: handling is late once the promise is broken.
        return now > (min(case.due_at, case.stage_due_at) if case.stage == Stage.HANDLE else case.stage_due_at)

    def enter_stage(self, path: str) -> None:
        """Start the stage that belongs to the present state, with the unit that must act."""
        case = self.case
        stage, had_left = STAGES[case.state], not case.is_open
        case.stage_path = path
        clocks.start_stage(case, stage, self.at)
        if had_left:
            tell_parties(case)
        self.fact("case.stage_entered", org_path=path, stage=stage, rule=case.stage_rule)

    def next_stage(self, path: str) -> bool:
        """Pass the present stage and enter the next; tell whether the one passed came late."""
        late = self.pass_stage()
        self.enter_stage(path)
        return late

    # --- overdue ----------------------------------------------------------------------------------------------

    def mark_overdue(self) -> None:
        """Record that the promise is broken, if it is and nobody has said so yet."""
        case = self.case
        if not case.overdue and case.is_late(self.at):
            self.fact("case.became_overdue", stage=case.stage)
            case.overdue = True

    def lift_overdue(self, reason: Lifted) -> None:
        """Record that an overdue request is no longer overdue at its unit."""
        if self.case.overdue:
            self.fact("case.overdue_lifted", reason=reason)
            self.case.overdue = False

    def move_unit(self, path: str, name: str = "") -> None:
        """Hand the request to another lead unit ("" for none), and its overdue mark with it."""
        case = self.case
        if case.lead_path:
            self.end_askings()
        self.lift_overdue(Lifted.MOVED)
        end_party(case, "lead")
        case.lead_path, case.lead_name = path, name
        case.holder = case.holder_label = ""
        if path:
            give_party(case, path, "lead", name)
        self.mark_overdue()

    # --- leaving ----------------------------------------------------------------------------------------------

    def leave(self, move: Move, **data: Any) -> FactView:
        """Take the request out of the open stock and record how; its own books are closed first."""
        case = self.case
        late = self.before_leaving()
        if case.same_as and move.fact != "case.closed":
            end_merging(case, self.at)
        fact = self.fact(move, late=late, hours=hours(case.registered_at, self.at), **data)
        case.overdue = False
        case.stage, case.turn, case.left_at, case.paused_at = 0, 0, self.at, None
        tell_parties(case)
        keep = clocks.rule_for(RETENTION_RULE, place_path=case.place_path, at=self.at)
        vault.start_retention(str(case.uuid), closed_at=self.at, days=int(keep.value), rule=keep.version)
        return fact

    def before_leaving(self) -> bool:
        """Close askings, pause, stage and overdue mark; tell whether the request leaves late."""
        self.end_askings()
        self.end_parts(waiting_parts(self.case))
        if self.case.needs_ruling:
            end_dispute(self)
        self.mark_overdue()
        self.end_pause()
        self.pass_stage()
        return self.case.overdue

    def ask(self, *, days: int, reason: str, new_on: date | None = None, pause: Pause | None = None) -> None:
        """Lay what the unit asks for before somebody else; see :class:`Extension`."""
        Extension.objects.create(
            id=uuid7(self.at),
            case=self.case,
            asked_at=self.at,
            asked_by=str(self.actor.ref),
            asked_person=self.actor.person,
            days=days,
            new_on=new_on,
            pause=pause,
            reason=reason,
        )

    def end_askings(self, **which: Any) -> None:
        """End what the unit asked for and nobody decided: it is no longer that unit's, or no longer needs the time."""
        ended = self.case.extensions.filter(state="asked", **which).update(state="ended", decided_at=self.at)
        if ended:
            self.tell(self.fact("case.extension_ended"), audience="office")
        if not which:
            self._end_refusal()

    def _end_refusal(self) -> None:
        """End a no that nobody has agreed to: the unit answers otherwise, or the request is no longer its own."""
        if self.case.refusals.filter(state="asked").update(state="ended", decided_at=self.at):
            end_party(self.case, "approve")
            self.tell(self.fact("case.refusal_ended"), audience="office")

    def end_parts(self, parts: Iterable[CasePart], *, words: str = "", left_out: bool = False) -> None:
        """End parts that nobody will give any more, each with a fact at its own unit; late ones are named openly."""
        for part in parts:
            self.mark_part_overdue(part)
            part.ended_at, part.end, part.end_words = self.at, "left_out" if left_out else "ended", words
            part.save(update_fields=["ended_at", "end", "end_words"])
            kind, late = "case.part_left_out" if left_out else "case.part_ended", self.at > part.due_at
            fact = self.fact(kind, org_path=part.org_path, late=late)
            said = f"{part.unit_name}：{words}" if words else part.unit_name
            self.tell(fact, words=said, late=late, audience="all" if left_out else "office")

    def mark_part_overdue(self, part: CasePart) -> None:
        """Record that the day of a part passed without it, if it did and nobody has said so yet."""
        if not part.overdue and self.at > part.due_at:
            part.overdue = True
            part.save(update_fields=["overdue"])
            fact = self.fact("case.part_became_overdue", org_path=part.org_path)
            self.tell(fact, words=part.unit_name, late=True)

    def end_pause(self) -> None:
        """End an open pause at this moment, and with it a question that still waits."""
        if self.case.paused_at is not None:
            self.case.pauses.filter(end__isnull=True).update(end=self.at)
            self.case.questions.filter(answered_at__isnull=True).update(answered_at=self.at)
            self.case.paused_at = None

    # --- promise ----------------------------------------------------------------------------------------------

    def move_promise(self, end: Deadline, reason: Promise, words: str = "") -> None:
        """Set a promised moment; one that differs from what was promised is recorded and told to the resident."""
        case, before = self.case, self.case.due_at
        case.due_at, case.due_provisional = end.due_at, end.provisional
        if case.stage == Stage.HANDLE:
            case.stage_due_at = case.awaited_at
            case.stage_provisional = end.provisional and case.new_due_at is None
        if end.due_at == before:
            return
        PromiseChange.objects.create(
            case=case, at=self.at, before=before, due_at=end.due_at, reason=reason, words=words
        )
        fact = self.fact("case.promise_changed", reason=reason, days=(end.due_on - day_of(before)).days)
        self.tell(fact, words=words, code=str(int(reason)))
        if case.overdue and not case.is_late(self.at):
            self.lift_overdue(Lifted.EXTENDED)
        clocks.burn_anew(case)

    def recount(self, reason: Promise, words: str = "") -> None:
        """Count the promise again after a pause, an extension or a new calendar."""
        self.move_promise(clocks.promise_of(self.case), reason, words)


def waiting_parts(case: Case) -> list[CasePart]:
    """Return the parts that a request still waits for, in the order in which they were asked; mostly no query."""
    if not case.asked_parts:
        return []
    rows = case.parts.filter(answered_at__isnull=True, ended_at__isnull=True)
    return list(rows.order_by("asked_at", "id"))


def give_party(case: Case, org_path: str, role: str, name: str = "", *, barred: bool = False) -> None:
    """Let a unit have to do with the request, or bar it."""
    frame: dict[str, Any] = {"case": case, "place_path": case.place_path, "open": case.is_open}
    insert_missing(CaseParty(org_path=org_path, role=role, name=name, barred=barred, **frame))


def end_party(case: Case, role: str) -> None:
    """End what a unit had to do with the request in one role."""
    run("DELETE FROM cases_caseparty WHERE case_id = %s AND role = %s AND NOT barred", [case.pk, role])


def tell_parties(case: Case) -> None:
    """Let every unit that has to do with the request find it where it now is: among what is open, or what has left."""
    run("UPDATE cases_caseparty SET open = %s WHERE case_id = %s", [case.is_open, case.pk])


def is_barred(case: Case, org_path: str) -> bool:
    """Tell whether a unit lies at or below one that the request is about."""
    return (
        case.has_barred and CaseParty.objects.filter(case=case, barred=True, org_path__in=and_above(org_path)).exists()
    )


def remember_hand(case: Case, actor: Actor) -> None:
    """Remember that this person, post and unit handled the request."""
    insert_missing(Hand(case=case, post=str(actor.ref), person=actor.person, org_path=actor.org_path or case.unit_path))
