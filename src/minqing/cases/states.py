"""The life of a request as one table. Buttons, diagram, permissions and the API's actions are printed from it."""

from django.utils.translation import gettext_lazy as _

from minqing.kernel.lifecycle import Lifecycle, Transition

from .codes import Stage

STATES = {
    "registered": _("Registered"),
    "accepted": _("Accepted"),
    "dispatched": _("Dispatched"),
    "handling": _("In hand"),
    "asking": _("Waiting for the resident"),
    "suspended": _("Suspended"),
    "replied": _("Answered"),
    "verified": _("Verified"),
    "closed": _("Closed"),
    "declined": _("Declined"),
    "diverted": _("Handed to an emergency service"),
    "withdrawn": _("Withdrawn"),
}

STAGES = {
    "registered": Stage.ACCEPT,
    "accepted": Stage.DISPATCH,
    "dispatched": Stage.ACKNOWLEDGE,
    "handling": Stage.HANDLE,
    "asking": Stage.HANDLE,
    "suspended": Stage.HANDLE,
    "replied": Stage.VERIFY,
    "verified": Stage.CLOSE,
}
"""What a request in this state waits for; a state without a stage has left."""

RINGS = {
    "registered": 1,
    "accepted": 1,
    "dispatched": 2,
    "handling": 2,
    "asking": 2,
    "suspended": 2,
    "replied": 3,
    "verified": 3,
    "closed": 4,
    "declined": 3,
    "diverted": 3,
    "withdrawn": 4,
}
"""Which of the four public rings 受理 办理 反馈 监督 a state stands in."""

OPEN = frozenset(STAGES)
LEFT = frozenset(STATES) - OPEN
PAUSED = frozenset({"asking", "suspended"})
RELEASABLE = OPEN - {"registered"} | {"closed"}
"""Everybody may read of what was taken on, and of what came of it; not of what was declined or taken back."""
_IN_HAND = frozenset({"handling", "asking", "suspended"})
_AT_UNIT = _IN_HAND | {"dispatched"}


def _from(*states: str) -> frozenset[str]:
    return frozenset(states)


LIFECYCLE = Lifecycle(
    "case",
    STATES,
    (
        Transition(
            "accept_and_dispatch",
            _from("registered"),
            "dispatched",
            "cases.accept",
            "case.dispatched",
            _("Accept and dispatch"),
        ),
        Transition(
            "take_over", _from("registered"), "closed", "", "case.ended_elsewhere", _("Take over what ended elsewhere")
        ),
        Transition("accept", _from("registered"), "accepted", "cases.accept", "case.accepted", _("Accept")),
        Transition(
            "decline", _from("registered", "accepted"), "declined", "cases.accept", "case.declined", _("Decline")
        ),
        Transition(
            "divert",
            _from("registered", "accepted", "dispatched", "handling"),
            "diverted",
            "cases.accept",
            "case.diverted",
            _("Hand to an emergency service"),
        ),
        Transition("dispatch", _from("accepted"), "dispatched", "cases.dispatch", "case.dispatched", _("Dispatch")),
        Transition(
            "decide_dispute",
            _from("accepted"),
            "dispatched",
            "cases.supervise",
            "case.dispatched",
            _("Decide who handles it"),
        ),
        Transition(
            "take_back", _AT_UNIT | {"replied", "verified"}, "accepted", "", "case.access_frozen", _("Take back")
        ),
        Transition(
            "acknowledge", _from("dispatched"), "handling", "cases.acknowledge", "case.acknowledged", _("Acknowledge")
        ),
        Transition(
            "return_case",
            _from("dispatched", "handling"),
            "accepted",
            "cases.acknowledge",
            "case.returned",
            _("Return"),
        ),
        Transition("reply", _from("handling"), "replied", "cases.handle", "case.replied", _("Answer")),
        Transition(
            "ask_refusal", _from("handling"), None, "", "case.refusal_asked", _("Ask a second office to agree to a no")
        ),
        Transition(
            "decide_refusal",
            _from("handling"),
            None,
            "cases.approve_refusal",
            "case.refusal_approved",
            _("Decide on a unit's no"),
        ),
        Transition("contact", _AT_UNIT | {"replied"}, None, "cases.note", "case.contacted", _("Log a contact")),
        Transition("ask_resident", _from("handling"), "asking", "cases.handle", "case.asked", _("Ask the resident")),
        Transition("answer_question", _from("asking"), "handling", "", "case.answered", _("Answer the question")),
        Transition(
            "ask_extension", _from("handling"), None, "cases.handle", "case.extension_asked", _("Ask for more time")
        ),
        Transition("give_new_day", _from("handling"), None, "cases.handle", "case.new_day_asked", _("Give a new day")),
        Transition(
            "decide_extension",
            _IN_HAND,
            None,
            "cases.approve_extension",
            "case.extended",
            _("Decide on more time or standing still"),
        ),
        Transition(
            "suspend",
            _from("handling"),
            None,
            "cases.handle",
            "case.suspension_asked",
            _("Ask to let the clock stand still"),
        ),
        Transition("stand_still", _from("handling"), "suspended", "", "case.suspended", _("Let the clock stand still")),
        Transition("resume", _from("suspended"), "handling", "cases.handle", "case.resumed", _("Resume")),
        Transition("resume", _from("asking"), "handling", "cases.handle", "case.answered", _("Resume")),
        Transition(
            "ask_part", _from("dispatched"), None, "cases.dispatch", "case.part_asked", _("Ask another unit to help")
        ),
        Transition("ask_part", _IN_HAND, None, "cases.handle", "case.part_asked", _("Ask another unit to help")),
        Transition(
            "take_back_part", _IN_HAND, None, "cases.handle", "case.part_ended", _("A part is no longer needed")
        ),
        Transition(
            "acknowledge_part",
            _AT_UNIT,
            None,
            "cases.acknowledge",
            "case.part_acknowledged",
            _("Acknowledge our part"),
        ),
        Transition("answer_part", _AT_UNIT, None, "cases.handle", "case.part_answered", _("Give our part")),
        Transition("return_part", _AT_UNIT, None, "cases.acknowledge", "case.part_returned", _("Return our part")),
        Transition("hand_to", _IN_HAND, None, "cases.handle", "case.handed_over", _("Hand to a colleague")),
        Transition("verify", _from("replied"), "verified", "cases.verify", "case.verified", _("Verify")),
        Transition("rework", _from("replied", "verified"), "handling", "cases.verify", "case.reworked", _("Send back")),
        Transition("close", _from("verified"), "closed", "cases.close", "case.closed", _("Close")),
        Transition(
            "reopen",
            _from("closed", "declined", "diverted", "withdrawn"),
            "accepted",
            "cases.reopen",
            "case.reopened",
            _("Reopen"),
        ),
        Transition("withdraw", OPEN, "withdrawn", "cases.withdraw", "case.withdrawn", _("Withdraw")),
        Transition("add_words", OPEN, None, "", "case.words_added", _("Add words")),
        Transition("note", frozenset(STATES), None, "cases.note", "case.noted", _("Write a note")),
        Transition("recategorise", OPEN, None, "cases.recategorise", "case.recategorised", _("Correct the matter")),
        Transition(
            "correct_kind", OPEN, None, "cases.recategorise", "case.kind_corrected", _("Say or correct the kind")
        ),
        Transition(
            "lift_bar", frozenset(STATES), None, "cases.supervise", "case.bar_lifted", _("It is not about that unit")
        ),
        Transition(
            "merge",
            _from("registered", "accepted", "dispatched", "handling"),
            None,
            "cases.accept",
            "case.merged",
            _("Merge into another request"),
        ),
        Transition(
            "unmerge", _AT_UNIT | {"accepted"}, None, "cases.accept", "case.unmerged", _("Take out of the merging")
        ),
        Transition("tie", frozenset(STATES), None, "cases.accept", "case.linked", _("Link with another request")),
        Transition("untie", frozenset(STATES), None, "cases.accept", "case.unlinked", _("Undo a link")),
        Transition("bar_unit", frozenset(STATES), None, "cases.bar", "case.unit_barred", _("It is about a unit")),
        Transition("supervise", OPEN, None, "cases.supervise", "case.supervised", _("Supervise")),
        Transition(
            "answer_supervision",
            OPEN - {"registered", "accepted"} | {"closed"},
            None,
            "cases.handle",
            "case.supervision_answered",
            _("Answer the overseer"),
        ),
        Transition(
            "answer_supervision",
            _from("registered", "accepted"),
            None,
            "cases.accept",
            "case.supervision_answered",
            _("Answer the overseer"),
        ),
        Transition("release", RELEASABLE, None, "cases.release", "case.released", _("Release to the public")),
        Transition(
            "withdraw_release",
            frozenset(STATES),
            None,
            "cases.release",
            "case.release_withdrawn",
            _("Take the release back"),
        ),
        Transition(
            "record_decision",
            frozenset(STATES),
            None,
            "cases.supervise",
            "case.meeting_decided",
            _("Record the meeting's decision"),
        ),
        Transition(
            "withdraw_note", frozenset(STATES), None, "cases.note", "case.note_withdrawn", _("Take the note back")
        ),
        Transition(
            "restore_matter", OPEN, None, "cases.recategorise", "case.matter_restored", _("Put the matter back")
        ),
        Transition(
            "take_back_dispatch",
            _from("dispatched"),
            "accepted",
            "cases.dispatch",
            "case.dispatch_taken_back",
            _("Take the dispatch back"),
        ),
        Transition("recuse_self", frozenset(STATES), None, "cases.read", "case.recused", _("Step back")),
    ),
)
