"""
Who is told, after which fact. Recipes run at least once each; a post is told one thing once, whatever repeats.

Nothing here holds words of a resident: a notice says that there is something to read, and where. What the resident is
told stands in :mod:`minqing.cases.messages`.
"""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from minqing.directory import queries as directory
from minqing.ledger.deliveries import delivers
from minqing.ledger.records import FactView

from .access import get_case_of
from .codes import Channel, Reminder, Stage
from .steps import CLOCK
from .telling import holders, others, speaking_for, tell, whose_turn

NOBODY = {
    "case.acknowledged": "none, because nobody has to do anything: the receipt says who has it and when it is answered",
    "case.contacted": "none, because the resident was spoken with, and the unit wrote it down itself",
    "case.part_acknowledged": "none, because the lead sees it on the request, and nobody has to do anything",
    "case.released": "none, because nobody has to do anything: it stands on the notice board of its village",
    "case.release_withdrawn": "none, because nobody has to do anything: it is gone from the notice board",
    "case.noted": "none, because a note is for whoever opens the request next",
    "case.note_withdrawn": "none, because nobody had been told of the note either",
    "case.ended_elsewhere": "none, because it is over long since; the whole list is announced as one",
    "case.kind_corrected": "none, because the kind changes neither who has it nor by when; the page shows it",
    "case.unmerged": "none, because it goes on where it lies, and its history says so to whoever opens it",
    "case.linked": "none, because nobody has to do anything: both requests show each other",
    "case.unlinked": "none, because nobody has to do anything",
    "case.closed": "none, because rating.asked of the same verb tells the resident, and the office is done",
}
"""Steps of the state table that owe nobody a notice, and why; a test demands one or the other for every step."""


@delivers("case.registered", name="cases.tell_intake")
def tell_intake(fact: FactView, at: datetime) -> None:
    """Tell intake that a request came in; one that names danger has raised its own alarm besides."""
    case = get_case_of(fact.subject)
    posts = holders("cases.accept", case.intake_path, case)
    if case.danger:
        text = _("Danger to life: request %(number)s, %(place)s. The duty line has been alarmed.")
        tell(fact, at, key="cases.tell_intake", posts=posts, text=text, urgent=True)
    elif case.state == "registered" and case.channel != Channel.IMPORT:  # the list is announced as one
        tell(fact, at, key="cases.tell_intake", posts=posts, text=_("New request %(number)s, %(place)s."))


@delivers("case.dispatched", name="cases.tell_unit")
def tell_unit(fact: FactView, at: datetime) -> None:
    """Tell the unit that it was given a request."""
    case = get_case_of(fact.subject)
    posts = holders("cases.acknowledge", fact.org_path, case)
    tell(fact, at, key="cases.tell_unit", posts=posts, text=_("Request %(number)s is yours now, %(place)s."))


@delivers("case.dispatch_taken_back", name="cases.tell_unit_no_more")
def tell_unit_no_more(fact: FactView, at: datetime) -> None:
    """Tell the unit that a request which it was given a moment ago is not its own after all."""
    case = get_case_of(fact.subject)
    posts = holders("cases.acknowledge", fact.org_path, case)
    text = _("Request %(number)s was taken back a moment after it was given to you; nothing is to be done.")
    tell(fact, at, key="cases.tell_unit_no_more", posts=posts, text=text)


@delivers("case.returned", "case.access_frozen", name="cases.tell_dispatcher")
def tell_dispatcher(fact: FactView, at: datetime) -> None:
    """Tell intake, or the overseer from the second return on, that a request lies without a unit."""
    case = get_case_of(fact.subject)
    if not case.is_open:  # frozen after it was closed: nothing waits
        return
    permission = "cases.supervise" if case.needs_ruling else "cases.dispatch"
    text = _("Request %(number)s has no unit now and waits for your decision.")
    tell(fact, at, key="cases.tell_dispatcher", posts=holders(permission, case.intake_path, case), text=text)


@delivers("case.unit_barred", "case.bar_lifted", name="cases.tell_watchers")
def tell_watchers(fact: FactView, at: datetime) -> None:
    """Tell whoever takes it in, and oversight, that a request is about a unit; nobody in or below that unit."""
    case = get_case_of(fact.subject)
    posts = [*holders("cases.accept", case.intake_path, case), *holders("cases.supervise", case.intake_path, case)]
    texts = {
        "case.unit_barred": _("Request %(number)s is about a unit. That unit neither has it nor sees it."),
        "case.bar_lifted": _("Request %(number)s is not about the unit that was named; it may go there again."),
    }
    tell(fact, at, key="cases.tell_watchers", posts=posts, text=texts[fact.kind])


@delivers("case.extension_asked", "case.new_day_asked", "case.suspension_asked", name="cases.tell_approver")
def tell_approver(fact: FactView, at: datetime) -> None:
    """Tell whoever may decide that a unit asks for more time, or to let the clock stand still."""
    case = get_case_of(fact.subject)
    texts = {
        "case.extension_asked": _("More time is asked for on request %(number)s."),
        "case.new_day_asked": _("Request %(number)s is late; a new day was proposed and waits for your decision."),
        "case.suspension_asked": _("On request %(number)s a unit asks to let the clock stand still."),
    }
    able = directory.holders("cases.approve_extension", case.unit_path, case.place_path)
    tell(
        fact,
        at,
        key="cases.tell_approver",
        posts=others(able, fact),
        text=texts[fact.kind],
    )


@delivers(
    "case.extended",
    "case.extension_refused",
    "case.suspended",
    "case.suspension_refused",
    "case.resumed",
    "case.new_day_given",
    "case.reworked",
    "case.supervised",
    "case.answered",
    "case.words_added",
    "case.recategorised",
    "case.matter_restored",
    "case.withdrawn",
    "case.diverted",
    "case.handed_over",
    name="cases.tell_holder",
)
def tell_holder(fact: FactView, at: datetime) -> None:
    """Tell whoever holds a request that something happened to it: the unit, or intake while it has none."""
    case = get_case_of(fact.subject)
    texts = {
        "case.extended": _("More time was granted on request %(number)s."),
        "case.extension_refused": _("No more time on request %(number)s; the promised day stands."),
        "case.suspended": _("The clock of request %(number)s stands still now, and the resident was told why."),
        "case.suspension_refused": _("The clock of request %(number)s is not to stand still; it runs on."),
        "case.resumed": _("The clock of request %(number)s runs again."),
        "case.new_day_given": _("The new day of request %(number)s was approved, and the resident told."),
        "case.reworked": _("Request %(number)s was sent back: the answer was found not to be so."),
        "case.supervised": _("An overseer wants an answer on request %(number)s."),
        "case.handed_over": _("Request %(number)s was handed to you by a colleague."),
        "case.answered": _("The clock of request %(number)s runs again."),
        "case.words_added": _("The resident added words to request %(number)s."),
        "case.recategorised": _("The matter of request %(number)s was corrected; please look whether it is yours."),
        "case.matter_restored": _("The correction of the matter of request %(number)s was taken back."),
        "case.withdrawn": _("Request %(number)s was withdrawn; nothing more is to be done."),
        "case.diverted": _("Request %(number)s was handed to an emergency service; nothing more is to be done."),
    }
    text = texts[fact.kind]
    if fact.actor == CLOCK.ref:
        text = _("The time for standing still is over on request %(number)s. Please go on; its clock runs again.")
    tell(fact, at, key="cases.tell_holder", posts=others(speaking_for(case), fact), text=text)


@delivers("case.recused", name="cases.tell_colleagues")
def tell_colleagues(fact: FactView, at: datetime) -> None:
    """Tell whose turn it is that somebody stepped back, so that the request does not lie with nobody."""
    case = get_case_of(fact.subject)
    if case.is_open:
        text = _("Somebody stepped back from request %(number)s. Please see who goes on with it.")
        tell(fact, at, key="cases.tell_colleagues", posts=others(whose_turn(case), fact), text=text)


@delivers("case.replied", name="cases.tell_verifier")
def tell_verifier(fact: FactView, at: datetime) -> None:
    """Tell whoever verifies that an answer waits."""
    case = get_case_of(fact.subject)
    posts = holders("cases.verify", case.stage_path, case)
    tell(
        fact,
        at,
        key="cases.tell_verifier",
        posts=posts,
        text=_("The answer to request %(number)s waits to be verified."),
    )


@delivers("case.verified", name="cases.tell_closer")
def tell_closer(fact: FactView, at: datetime) -> None:
    """Tell whoever closes that a verified request waits for it."""
    case = get_case_of(fact.subject)
    posts = others(holders("cases.close", case.stage_path, case), fact)
    tell(fact, at, key="cases.tell_closer", posts=posts, text=_("Request %(number)s is verified and can be closed."))


@delivers("case.supervision_answered", name="cases.tell_overseer")
def tell_overseer(fact: FactView, at: datetime) -> None:
    """Tell overseers that a unit answered an order."""
    case = get_case_of(fact.subject)
    posts = holders("cases.supervise", case.unit_path, case)
    tell(
        fact, at, key="cases.tell_overseer", posts=posts, text=_("The unit answered your order on request %(number)s.")
    )


@delivers("case.reopened", name="cases.tell_reopened")
def tell_reopened(fact: FactView, at: datetime) -> None:
    """Tell intake that a request is open again."""
    case = get_case_of(fact.subject)
    posts = holders("cases.dispatch", case.intake_path, case)
    tell(fact, at, key="cases.tell_reopened", posts=posts, text=_("Request %(number)s was reopened and needs a unit."))


@delivers("pressure.reported", name="cases.tell_pressure_desk", urgent=True)
def tell_pressure_desk(fact: FactView, at: datetime) -> None:
    """Tell the office outside the chain that a resident reports pressure."""
    case = get_case_of(fact.subject)
    posts = holders("cases.pressure", fact.org_path, case)
    text = _("A resident reports pressure because of request %(number)s. Please take it up.")
    tell(fact, at, key="cases.tell_pressure_desk", posts=posts, text=text, urgent=True)


@delivers("case.reminded", name="cases.tell_reminded")
def tell_reminded(fact: FactView, at: datetime) -> None:
    """Remind whoever holds a request; escalated, the head of the unit and the overseer; standing still, both."""
    case = get_case_of(fact.subject)
    level = fact.data["level"]
    texts = {
        1: _("Request %(number)s is due soon."),
        2: _("Request %(number)s is overdue."),
        3: _("Request %(number)s is still overdue; please see to it."),
        4: _("The clock of request %(number)s has stood still for long; please see whether it can go on."),
    }
    if level == Reminder.RED and case.stage == Stage.HANDLE:
        texts[level] = _("Request %(number)s is overdue. Answer it, or give the resident a new day.")
    if level == Reminder.STANDING:
        posts = [*whose_turn(case), *holders("cases.supervise", case.stage_path, case)]
    elif level == Reminder.ESCALATED:
        posts = [*holders("cases.oversee", case.stage_path, case), *holders("cases.supervise", case.stage_path, case)]
    else:
        posts = whose_turn(case)
    tell(fact, at, key="cases.tell_reminded", posts=posts, text=texts[level])


@delivers("case.supervision_reminded", name="cases.tell_order_overdue")
def tell_order_overdue(fact: FactView, at: datetime) -> None:
    """Tell whoever must answer an order that its day has passed; later the head of the unit and the overseer."""
    case = get_case_of(fact.subject)
    if fact.data["level"] == Reminder.ESCALATED:
        heads = holders("cases.oversee", case.unit_path, case)
        posts = [*heads, *holders("cases.supervise", case.unit_path, case)]
    else:
        posts = speaking_for(case)
    text = _("The overseer's order on request %(number)s is past its day and has no answer.")
    tell(fact, at, key="cases.tell_order_overdue", posts=posts, text=text)


@delivers("pressure.reminded", name="cases.tell_pressure_overdue", urgent=True)
def tell_pressure_overdue(fact: FactView, at: datetime) -> None:
    """Tell the office outside the chain that a report waits too long; later the overseer, who cannot read it."""
    case = get_case_of(fact.subject)
    permission = "cases.supervise" if fact.data["level"] == Reminder.ESCALATED else "cases.pressure"
    posts = holders(permission, fact.org_path, case)
    text = _("A report of pressure on request %(number)s is past its day, and nobody has taken it up.")
    tell(fact, at, key="cases.tell_pressure_overdue", posts=posts, text=text, urgent=True)
