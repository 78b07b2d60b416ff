"""What only the resident says, and what becomes of the tables that people edit."""

from django.utils.translation import gettext_lazy as _

from minqing.cases.codes import TITLES, Decline, Duty, Outcome, Solved
from minqing.ledger.facts import FactType, amount, code, flag

from .columns import LATE, LEVEL, MATTER, OUTCOME, RULE, SOLVED, WAITED

RESIDENT = (
    FactType(
        "rating.asked",
        _("Resident asked to rate"),
        "The one-time link stands ready for the resident of a closed request.",
        columns={"matter": MATTER, "outcome": OUTCOME},
    ),
    FactType(
        "rating.given",
        _("Rating given"),
        "The resident's own answer, through the one-time link only.",
        columns={
            "solved": SOLVED,
            "matter": MATTER,
            "contacted": flag(
                "d3", "1 when the resident says that somebody contacted her; told in sums only", confided=True
            ),
            "satisfied": flag("d4", "1 when she is satisfied; told in sums only", confided=True),
        },
        confided=True,
    ),
    FactType(
        "rating.changed",
        _("Rating changed"),
        "The resident changed her answer; the earlier one was reversed.",
        columns={
            "solved": SOLVED,
            "matter": MATTER,
            "before": code("d3", "what she said before", TITLES[Solved]),
        },
        confided=True,
    ),
    FactType(
        "rating.lapsed",
        _("Rating link expired"),
        "The resident said nothing; the request stays unverified and is never counted as satisfied.",
        columns={"matter": MATTER},
    ),
    FactType(
        "pressure.reported",
        _("Pressure reported"),
        "A resident says that somebody put her under pressure; goes to an office outside the chain, whose path it "
        "carries; the unit is named beside it.",
        columns={"matter": MATTER},
        payload={**RULE, "unit": "path of the unit that handled the request then, or took it in"},
        confided=True,
    ),
    FactType(
        "pressure.acknowledged",
        _("Pressure report taken up"),
        "The office outside the chain took the report up.",
        columns={"late": LATE, "matter": MATTER, "hours": WAITED},
    ),
    FactType(
        "pressure.reminded",
        _("Pressure report asked after"),
        "Nobody took the report up in its time, and the clock spoke, in working hours. The path is the office outside.",
        columns={"matter": MATTER, "level": LEVEL},
    ),
    FactType(
        "case.access_frozen",
        _("Access frozen"),
        "A unit and all below it can no longer open the request. The path is that unit's.",
        columns={"matter": MATTER},
    ),
    FactType(
        "case.recused",
        _("Stepped back"),
        "Somebody in a post stepped back from the request because of an interest of their own.",
        columns={"matter": MATTER},
    ),
    FactType(
        "case.readmitted",
        _("Let back"),
        "A post that had stepped back from the request, or was taken off it, may deal with it again.",
        columns={"matter": MATTER},
    ),
)

TABLES = (
    FactType(
        "routing.set",
        _("Routing changed"),
        "A row of the routing table was added or changed.",
        columns={"matter": MATTER},
        payload={"row": "routing row", "lead": "lead unit's path"},
    ),
    FactType(
        "routing.office_set",
        _("Office put in charge"),
        "An office was put in charge of a duty (e.g. intake) for a place; the path is its own.",
        columns={"duty": code("d3", "what for", TITLES[Duty])},
    ),
    FactType(
        "routing.ended",
        _("Routing row ended"),
        "A row of the routing table no longer fires.",
        columns={"matter": MATTER},
        payload={"row": "routing row"},
    ),
    FactType(
        "standard_reply.set",
        _("Standard reply changed"),
        "A standard reply was written or changed.",
        columns={
            "matter": MATTER,
            "outcome": code("d4", "outcome it is for, where it is for one", TITLES[Outcome], required=False),
            "reason": code("d3", "lawful reason to decline that it answers", TITLES[Decline], required=False),
        },
    ),
    FactType(
        "list.exported",
        _("List exported"),
        "A post took a list of requests with their masked words out as a file; the copy carries the post's mark.",
        columns={"rows": amount("how many requests stood in it", unit="requests")},
        payload={"queue": "which list", "filters": "names and codes of the filters, by name"},
    ),
)
