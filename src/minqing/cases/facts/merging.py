"""What requests have to do with each other."""

from django.utils.translation import gettext_lazy as _

from minqing.cases.codes import TITLES
from minqing.cases.merging.codes import Led, Tie
from minqing.ledger.facts import FactType, code

from .columns import MATTER

OTHER = {"other": "reference of the other request"}
TIE = code("d3", "what they have to do with each other", {tie: TITLES[Tie][tie] for tie in (Tie.PART, Tie.LINKED)})

MERGING = (
    FactType(
        "case.merged",
        _("Merged into another request"),
        "From now on the request is answered, verified and closed along with another. Its own promise stays.",
        columns={"matter": MATTER},
        payload=OTHER,
    ),
    FactType(
        "case.unmerged",
        _("Taken out of the merging"),
        "The request goes its own way again, at the unit where it lies and by its own promise.",
        columns={"matter": MATTER},
        payload=OTHER,
    ),
    FactType(
        "case.led",
        _("Others go along"),
        "Something was done to a request with which others go along; the house does the same to each of them.",
        columns={
            "matter": MATTER,
            "step": code("d3", "what was done", TITLES[Led]),
            "found": code("d4", "of a verified one what was found, of a returned one why; else 0"),
        },
    ),
    FactType(
        "case.linked",
        _("Linked with another request"),
        "Two requests show each other; each goes its own way.",
        columns={"matter": MATTER, "tie": TIE},
        payload=OTHER,
    ),
    FactType(
        "case.unlinked",
        _("Link undone"),
        "Two requests no longer show each other.",
        columns={"matter": MATTER, "tie": TIE},
        payload=OTHER,
    ),
)
