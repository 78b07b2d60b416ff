"""What the unit does."""

from django.utils.translation import gettext_lazy as _

from minqing.cases.codes import TITLES, Chosen, Means, Pause, ReturnReason
from minqing.ledger.facts import FactType, amount, code, flag

from .columns import HOURS, LATE, MATTER, OUTCOME, RULE, WAITED

HANDLING = (
    FactType(
        "case.dispatched",
        _("Request dispatched"),
        "A lead unit was named; the path is that unit's.",
        columns={
            "late": LATE,
            "matter": MATTER,
            "chosen": code("d3", "where the lead unit came from", TITLES[Chosen]),
            "round": code("d4", "how often this request has been dispatched, from 1"),
        },
        payload={"row": "routing row that fired", **RULE},
    ),
    FactType(
        "case.acknowledged",
        _("Request acknowledged"),
        "The lead unit took it into its hands.",
        columns={"late": LATE, "matter": MATTER, "hours": WAITED},
        payload=RULE,
    ),
    FactType(
        "case.read",
        _("Request opened"),
        "Somebody in a post opened the request; once for a request, a post and an hour.",
        columns={"matter": MATTER},
    ),
    FactType(
        "case.returned",
        _("Request returned"),
        "The unit says, with a reason, that it is not its own. The path is the unit that returned it.",
        columns={
            "late": LATE,
            "matter": MATTER,
            "reason": code("d3", "why it is not its own", TITLES[ReturnReason]),
            "bounce": code("d4", "how often this request has been returned, from 1"),
        },
    ),
    FactType("case.noted", _("Note written"), "An internal note.", columns={"matter": MATTER}),
    FactType(
        "case.note_withdrawn",
        _("Note taken back"),
        "Within a minute, the post that wrote a note took it back; its words are kept and no longer shown.",
        columns={"matter": MATTER},
    ),
    FactType(
        "case.dispatch_taken_back",
        _("Dispatch taken back"),
        "Within a minute, and before the unit acknowledged, the post that dispatched it took it back. The path is "
        "the unit that had it.",
        columns={"late": LATE, "matter": MATTER},
    ),
    FactType(
        "case.contacted",
        _("Resident contacted"),
        "The unit spoke with the resident, or tried to.",
        columns={
            "matter": MATTER,
            "means": code("d3", "how", TITLES[Means]),
            "reached": flag("d4", "1 when the resident was reached"),
        },
    ),
    FactType(
        "case.asked",
        _("Resident asked"),
        "A question went to the resident; the clock stands still until the answer or the end of its time.",
        columns={"matter": MATTER},
    ),
    FactType(
        "case.answered",
        _("Resident answered"),
        "The waiting for the resident ended; the clock goes on.",
        columns={
            "matter": MATTER,
            "answered": flag("d3", "1 with an answer, 0 when the office went on without one"),
            "hours": WAITED,
        },
    ),
    FactType(
        "case.extension_asked",
        _("Extension asked for"),
        "The unit asks for more time.",
        columns={"matter": MATTER, "days": amount("days asked for", "working days")},
    ),
    FactType(
        "case.extended",
        _("Extension approved"),
        "Somebody else approved more time; the resident was told why.",
        columns={"late": LATE, "matter": MATTER, "days": amount("days granted", "working days")},
        payload={"approver": "post that approved", **RULE},
    ),
    FactType(
        "case.extension_refused",
        _("Extension refused"),
        "The promised moment stands.",
        columns={"matter": MATTER},
    ),
    FactType(
        "case.extension_ended",
        _("Asking for more time ended"),
        "Nobody decided on the time asked for before the request left the unit, was answered or ended.",
        columns={"matter": MATTER},
    ),
    FactType(
        "case.suspension_asked",
        _("Standing still asked for"),
        "The unit asks to let the clock stand still, for a stated reason; it runs on until somebody else agrees.",
        columns={"matter": MATTER, "reason": code("d3", "why the clock shall stand still", TITLES[Pause])},
    ),
    FactType(
        "case.suspension_refused",
        _("Standing still refused"),
        "The clock runs on.",
        columns={"matter": MATTER},
    ),
    FactType(
        "case.suspended",
        _("Clock suspended"),
        "The unit cannot go on, for a stated reason. Somebody else approved it, where an approver is named.",
        columns={"matter": MATTER, "reason": code("d3", "why the clock stands still", TITLES[Pause])},
        payload={"approver": "post that approved", "rule": "version of the rule that says how long at most"},
    ),
    FactType(
        "case.resumed",
        _("Clock resumed"),
        "The hindrance is gone, or the time for standing still is over.",
        columns={"matter": MATTER, "hours": WAITED},
    ),
    FactType(
        "case.replied",
        _("Request answered by the unit"),
        "Every listed demand has an answer. What the unit says of it, never that it is solved.",
        columns={
            "late": LATE,
            "matter": MATTER,
            "outcome": OUTCOME,
            "demands": code("d4", "number of demands answered"),
            "hours": HOURS,
        },
        payload=RULE,
    ),
    FactType(
        "case.handed_over",
        _("Handed to a colleague"),
        "Another post of the same unit holds the request from now on.",
        columns={"matter": MATTER},
        payload={"post": "post that holds it now"},
    ),
)
