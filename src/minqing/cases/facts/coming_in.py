"""What happens at intake."""

from django.utils.translation import gettext_lazy as _

from minqing.cases.codes import TITLES, Channel, DangerKind, Decline, Solved
from minqing.ledger.facts import FactType, code, flag

from .columns import BY, HOURS, LATE, MATTER, OUTCOME, RULE

_SOLVED_THERE = {0: _("Nothing known"), **TITLES[Solved]}

INTAKE = (
    FactType(
        "case.registered",
        _("Request registered"),
        "A request came in and got its number and receipt; it enters stage 1.",
        columns={
            "channel": code("d1", "how it came in", TITLES[Channel]),
            "matter": MATTER,
            "danger": code("d3", "danger its words name", TITLES[DangerKind]),
            "on_behalf": flag("d4", "1 when somebody filed it for the resident"),
        },
    ),
    FactType(
        "case.taken_over",
        _("Taken over from another hotline"),
        "A request that had come in, and ended, at another hotline is kept here with its own times; it never was this "
        "office's work, so no figure of requests registered, closed or on time counts it.",
        columns={
            "channel": code("d1", "how it came in", TITLES[Channel]),
            "matter": MATTER,
        },
    ),
    FactType(
        "case.ended_elsewhere",
        _("Ended at another hotline"),
        "When and how a request that was taken over had ended there; no promise of this office was kept or broken.",
        columns={
            "solved": code("d1", "what the resident said there, if known", _SOLVED_THERE),
            "matter": MATTER,
            "outcome": OUTCOME,
            "hours": HOURS,
        },
        payload={"unit": "path of the unit that is known to have handled it, or none"},
    ),
    FactType(
        "case.words_added",
        _("Words added"),
        "The resident added words to the request.",
        columns={"matter": MATTER, "danger": code("d3", "danger the new words name", TITLES[DangerKind])},
    ),
    FactType(
        "case.unit_barred",
        _("Kept from the unit it is about"),
        "The request is about a unit: that unit and all below it are neither given it nor open it.",
        columns={"matter": MATTER},
        payload={"unit": "path of the unit it is about"},
    ),
    FactType(
        "case.bar_lifted",
        _("Not about that unit"),
        "An overseer found that the request is not about the unit that was named; it may have and open it again.",
        columns={"matter": MATTER},
        payload={"unit": "path of the unit that was named"},
    ),
    FactType(
        "case.accepted",
        _("Request accepted"),
        "Intake took the request on and listed its demands.",
        columns={
            "late": LATE,
            "matter": MATTER,
            "demands": code("d3", "number of demands listed"),
            "hours": HOURS,
        },
        payload=RULE,
    ),
    FactType(
        "case.declined",
        _("Request declined"),
        "The request is not dispatched, for one of six lawful reasons, and the resident has the answer.",
        columns={
            "late": LATE,
            "matter": MATTER,
            "reason": code("d3", "lawful reason", TITLES[Decline]),
            "hours": HOURS,
        },
    ),
    FactType(
        "case.diverted",
        _("Request handed to an emergency service"),
        "The matter was given to 110, 119, 120 or 122 at once.",
        columns={"late": LATE, "matter": MATTER, "call": code("d3", "number called"), "hours": HOURS},
    ),
    FactType(
        "case.withdrawn",
        _("Request withdrawn"),
        "The request ended because it is no longer wanted.",
        columns={"late": LATE, "matter": MATTER, "by": BY, "hours": HOURS},
    ),
    FactType(
        "case.recategorised",
        _("Matter corrected"),
        "A second person changed the matter after intake.",
        columns={"matter": MATTER, "before": code("d3", "matter's number before")},
    ),
    FactType(
        "case.matter_restored",
        _("Correction of the matter taken back"),
        "Within a minute, whoever corrected the matter put the one before it back.",
        columns={"matter": MATTER, "before": code("d3", "matter's number that was taken back")},
    ),
)
