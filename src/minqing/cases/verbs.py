"""What may be done to a request, with what each verb asks for: the web draws forms from it, the API its schemas."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from minqing.kernel.verbs import Field, Verb

from . import codes, service
from .kinds.service import correct_kind
from .releasing import service as releasing
from .service.ending import CALLS
from .states import LIFECYCLE
from .verb_fields import (
    ABOUT,
    CHILD,
    DEMANDS,
    GROUNDS,
    KIND,
    LEAD,
    MASK,
    MATTER,
    TIES,
    UNTIL,
    kinds,
    matters,
    outcomes,
    pauses,
    words,
)


def _verb(
    key: str, run: Any, *fields: Field, confirm: Any = "", likely: bool = False, permission: str = "", title: Any = ""
) -> Verb:
    arrow = next(arrow for arrow in LIFECYCLE.transitions if arrow.verb == key)
    return Verb(key, title or arrow.title, permission or arrow.permission, run, fields, confirm, likely)


_ALL = (
    _verb(
        "accept_and_dispatch", service.accept_and_dispatch, MATTER, KIND, DEMANDS, MASK, CHILD, ABOUT, LEAD, likely=True
    ),
    _verb("accept", service.accept, MATTER, KIND, DEMANDS, MASK, CHILD, ABOUT),
    _verb(
        "decline",
        service.decline,
        Field("reason", "choice", _("Reason"), choices=lambda: codes.choices(codes.Decline)),
        words(_("Answer to the resident"), most=4000, help_=_("Why, and where to turn instead.")),
        Field("same_as", "number", _("Number of the request that goes on"), required=False),
        confirm=_("The request ends here. The resident reads your answer."),
    ),
    _verb(
        "divert",
        service.divert,
        Field("call", "choice", _("Called"), choices=[(call, call) for call in CALLS]),
        words(_("What was said, and who took it")),
        confirm=_("Call first, then press."),
    ),
    _verb(
        "dispatch",
        service.dispatch,
        LEAD,
        Field("co_paths", "lines", _("Assisting units"), required=False, help=_("Paths of units, one a line.")),
        likely=True,
    ),
    _verb(
        "decide_dispute",
        service.decide_dispute,
        Field("lead_path", "organisation", _("Lead unit")),
        words(_("Why this unit")),
        likely=True,
    ),
    _verb("acknowledge", service.acknowledge, likely=True),
    _verb(
        "return_case",
        service.return_case,
        Field("reason", "choice", _("Reason"), choices=lambda: codes.choices(codes.ReturnReason)),
        words(_("Law or item of the duty list")),
    ),
    _verb(
        "reply",
        service.reply,
        Field(
            "outcome",
            "choice",
            _("How the matter stands"),
            choices=outcomes,
            help=_("“Not within public duty” and “not reasonable” go to another office first."),
        ),
        Field("answers", "answers", _("Answer to each demand"), max_length=4000),
        words(_("What else is to be said"), required=False, most=4000),
        UNTIL,
        Field(
            "without_parts", "longtext", _("Why without a missing part; the resident reads it"), False, max_length=1000
        ),
        Field("as_is", "longtext", _("Send it as it is, because"), required=False, max_length=1000),
        likely=True,
    ),
    _verb(
        "ask_part",
        service.ask_part,
        Field("part_path", "organisation", _("Unit that helps")),
        words(_("What it shall do"), required=False, most=1500, help_=_("Left empty: all that is asked for.")),
        Field("due_on", "date", _("By which day"), required=False, help=_("Left empty: as the rule says.")),
    ),
    _verb(
        "take_back_part",
        service.take_back_part,
        Field("part_path", "organisation", _("Unit that helps")),
        words(_("Why it is no longer needed"), most=1000),
    ),
    _verb("acknowledge_part", service.acknowledge_part, likely=True),
    _verb(
        "answer_part",
        service.answer_part,
        words(
            _("Our part"),
            most=1500,
            help_=_("What you did or found. The lead writes one answer from all parts; yours is kept as you give it."),
        ),
        likely=True,
    ),
    _verb(
        "return_part",
        service.return_part,
        Field("reason", "choice", _("Reason"), choices=lambda: codes.choices(codes.ReturnReason)),
        words(_("Law or item of the duty list")),
    ),
    _verb(
        "contact",
        service.contact,
        Field("means", "choice", _("How"), choices=lambda: codes.choices(codes.Means)),
        Field("reached", "bool", _("The resident was reached"), required=False, initial=True),
        words(_("What was said")),
    ),
    _verb("ask_resident", service.ask_resident, Field("question", "longtext", _("Question"), max_length=1000)),
    _verb(
        "ask_extension",
        service.ask_extension,
        Field("days", "int", _("Working days"), min_value=1, max_value=30),
        Field("reason", "longtext", _("Reason"), max_length=2000),
    ),
    _verb(
        "give_new_day",
        service.give_new_day,
        Field("new_on", "date", _("New day"), help=_("A working day. The request stays late by its first promise.")),
        Field("reason", "longtext", _("Why it is late, and why that day"), max_length=2000),
    ),
    _verb(
        "decide_extension",
        service.decide_extension,
        Field("decision", "choice", _("Decision"), choices=[("approve", _("Approve")), ("refuse", _("Refuse"))]),
        words(_("Reason; on approval the resident reads it")),
        likely=True,
    ),
    _verb(
        "decide_refusal",
        service.decide_refusal,
        Field(
            "decision",
            "choice",
            _("Decision"),
            choices=[("approve", _("Agree to the no")), ("refuse", _("Send it back"))],
        ),
        words(_("Why; where you agree the resident reads it")),
        likely=True,
    ),
    _verb(
        "suspend",
        service.suspend,
        Field("reason", "choice", _("Why the clock should stand still"), choices=pauses),
        words(
            _("What the hindrance is, and until when"),
            help_=_("Somebody else decides; until then the clock runs on. On approval the resident is told why."),
        ),
    ),
    _verb("resume", service.resume, likely=True),
    _verb(
        "hand_to",
        service.hand_to,
        Field("post_id", "text", _("Colleague"), max_length=40, help=_("The post that holds it from now on.")),
        words(_("What the colleague should know"), required=False, help_=_("The resident does not see it.")),
    ),
    _verb(
        "verify",
        service.verify,
        Field("result", "choice", _("Found"), choices=lambda: codes.choices(codes.Check)),
        words(_("What was looked at or said")),
        likely=True,
    ),
    _verb("rework", service.rework, words(_("What is missing"))),
    _verb(
        "close",
        service.close,
        Field(
            "outcome",
            "choice",
            _("How the matter stands"),
            required=False,
            choices=outcomes,
            help=_("Left empty: as the unit answered."),
        ),
        words(_("A last word to the resident"), required=False),
        UNTIL,
        likely=True,
    ),
    _verb("reopen", service.reopen, words(_("Why; the resident reads it"))),
    _verb(
        "withdraw",
        service.withdraw,
        words(_("When and how the resident said so")),
        confirm=_("Only on the resident's own word. She is told, can read this and reopen."),
    ),
    _verb("note", service.note, words(_("Note; the resident does not see it"), most=4000)),
    _verb("recategorise", service.recategorise, Field("matter_number", "matter", _("Matter"), choices=matters)),
    _verb("correct_kind", correct_kind, Field("kind", "choice", _("Kind of request"), choices=kinds)),
    _verb(
        "merge",
        service.merge,
        Field("into", "number", _("Number of the request that it goes along with"), max_length=16),
        words(_("What makes them the same; the resident reads it"), required=False, most=1000),
        confirm=_(
            "One answer for both, each by its own day. Whoever reported this one is told, and keeps her receipt."
        ),
    ),
    _verb("unmerge", service.unmerge, words(_("Why it is another matter; the resident reads it"), most=1000)),
    _verb(
        "tie",
        service.tie,
        Field("other", "number", _("Number of the other request"), max_length=16),
        Field("kind", "choice", _("What they have to do with each other"), choices=TIES),
    ),
    _verb("untie", service.untie, Field("other", "number", _("Number of the other request"), max_length=16)),
    _verb(
        "bar_unit",
        service.bar_unit,
        Field("about_org_path", "organisation", _("Which unit")),
        confirm=_("It and all below it no longer see this request and never get it. If it lies there, it comes back."),
    ),
    _verb(
        "lift_bar",
        service.lift_bar,
        Field("about_org_path", "organisation", _("Which unit")),
        words(_("How this was found; the resident reads it")),
        confirm=_("That unit may then have this request and open it again."),
    ),
    _verb(
        "record_decision",
        service.record_decision,
        Field("meeting", "text", _("Which meeting"), max_length=80),
        words(_("What it decided; the resident reads it")),
        Field("lead_path", "organisation", _("Who carries it out")),
        Field("due_on", "date", _("By which day")),
    ),
    _verb("supervise", service.supervise, words(_("What you want to know or have done"))),
    _verb("answer_supervision", service.answer_supervision, words(_("Answer to the overseer"), most=4000)),
    _verb(
        "release",
        releasing.release,
        words(
            _("What everybody may read of it"),
            most=300,
            help_=_("In the office's words, never the resident's: no names, numbers or doors."),
        ),
        Field(
            "answer",
            "longtext",
            _("What everybody may read of the answer"),
            required=False,
            max_length=1000,
            help=_("Left empty while there is none; release it again to add it."),
        ),
        confirm=_("Everybody reads it on the notice board, with village, matter, days and unit."),
    ),
    _verb("withdraw_release", releasing.withdraw_release, words(_("Why; only offices read it"), most=500)),
    _verb("withdraw_note", service.withdraw_note),
    _verb("restore_matter", service.restore_matter),
    _verb("take_back_dispatch", service.take_back_dispatch),
    _verb(
        "recuse_self",
        service.recuse_self,
        Field("ground", "choice", _("Ground"), choices=GROUNDS),
        confirm=_("You will no longer see this request."),
    ),
)

VERBS: dict[str, Verb] = {verb.key: verb for verb in _ALL}
"""Every verb of the office by key, in the order in which pages offer them."""
